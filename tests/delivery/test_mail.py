"""Mail about a comment: first a question whether the address is the writer's, then each step, once."""

import re
import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from dateline.comments.mail import CLAIMED, MOST_PROOFS, PAUSE, Event, Fate, Mail
from dateline.comments.models import Comment
from dateline.delivery.mail.sending import Sent, send_one
from dateline.lib import clock
from dateline.moderation import appealing, checking, judging
from dateline.moderation.models import AppealOutcome, HouseRules
from dateline.people.models import User
from dateline.stories.models import Edition, Story

TOM = "tom@reader.example"
SECOND = timedelta(seconds=1)


@pytest.fixture
def comment(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules) -> Comment:
    return comment_on(ferry, "The fares were <low> for years.", email=TOM)


@pytest.fixture
def proved(comment: Comment, client: Client) -> Comment:
    """Tom has confirmed his address and knows that the comment was received."""
    sent_by(clock.now())
    confirm(client, comment)
    sent_by(clock.now())
    outbox.outbox.clear()
    return comment


def confirm(client: Client, comment: Comment) -> Any:
    return client.post(f"/mail/{comment.recipient.token}/confirm")


def sent_by(now: datetime) -> list[EmailMessage]:
    """Send all that is due then, and return what went."""
    before = len(outbox.outbox)
    while send_one(now) is Sent.SETTLED:
        pass
    return list(outbox.outbox[before:])


def refuse(comment: Comment, rules: HouseRules, by: User, now: datetime | None = None) -> None:
    clause = rules.clauses_in_force()[1]
    judging.refuse(comment, clause=clause, sentence="It mocks.", by=by, now=now or clock.now())


# To be proved first -------------------------------------------------------------------------------------------------


def test_the_first_mail_asks_for_proof_and_gives_away_neither_receipt_nor_words(comment: Comment) -> None:
    (message,) = sent_by(clock.now())
    assert message.to == [TOM]
    assert message.from_email == "Halyard News Agency <newsroom@localhost>"
    assert f"/mail/{comment.recipient.token}" in str(message.body)
    assert comment.receipt_token not in str(message.message())
    assert "low" not in str(message.body)
    assert "Ferry fares rise" in str(message.body)
    assert sent_by(clock.now() + timedelta(days=9)) == []


def test_nothing_goes_to_an_address_before_it_is_proved(comment: Comment, mara: User) -> None:
    sent_by(clock.now())
    judging.show(comment, by=mara, now=clock.now())
    assert sent_by(clock.now() + timedelta(hours=1)) == []


def test_opening_the_link_changes_nothing_and_the_button_proves(client: Client, comment: Comment) -> None:
    page = client.get(f"/mail/{comment.recipient.token}")
    assert "Is this your address?" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    client.get(f"/mail/{comment.recipient.token}/confirm")
    client.get(f"/mail/{comment.recipient.token}/stop")
    comment.recipient.refresh_from_db()
    assert (comment.recipient.proved_at, comment.recipient.stopped_at) == (None, None)
    assert confirm(client, comment)["Location"] == f"/mail/{comment.recipient.token}"
    confirm(client, comment)
    assert "Your address is confirmed" in client.get(f"/mail/{comment.recipient.token}").content.decode()
    (message,) = sent_by(clock.now())  # whoever confirms at once is not asked any more
    assert "We have your comment" in message.subject
    assert f"/receipts/{comment.receipt_token}" in str(message.body)


def test_who_confirms_after_the_decision_is_told_the_decision(client: Client, comment: Comment, mara: User) -> None:
    judging.show(comment, by=mara, now=clock.now())
    confirm(client, comment)
    assert sent_by(clock.now() + SECOND) == []
    (message,) = sent_by(clock.now() + PAUSE + SECOND)
    assert message.subject == "Your comment is shown – Halyard News Agency"
    assert f"{comment.story.get_absolute_url()}#comments" in str(message.body)


def test_nobody_s_mailbox_is_filled_through_the_form(ferry: Story, comment_on: Callable[..., Comment]) -> None:
    for number in range(MOST_PROOFS + 4):
        comment_on(ferry, f"Comment {number}", email=TOM.upper() if number % 2 else TOM)
    assert len(sent_by(clock.now())) == MOST_PROOFS
    assert Mail.objects.filter(fate=Fate.TOO_MANY).count() == 4
    comment_on(ferry, "The day after", email=TOM)
    assert len(sent_by(clock.now() + timedelta(days=1, minutes=1))) == 1


def test_the_same_comment_sent_again_asks_once(ferry: Story, comment_on: Callable[..., Comment]) -> None:
    assert comment_on(ferry, email=TOM) == comment_on(ferry, email=TOM)
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("token", ["nobody-s", "x" * 32])
def test_an_unknown_token_is_not_found(client: Client, en: Edition, token: str) -> None:
    assert client.get(f"/mail/{token}").status_code == 404
    assert client.post(f"/mail/{token}/confirm").status_code == 404


# Each step, once ----------------------------------------------------------------------------------------------------


def test_a_refusal_is_told_with_clause_reason_and_the_way_to_appeal(
    proved: Comment, rules: HouseRules, mara: User
) -> None:
    refuse(proved, rules, mara)
    assert sent_by(clock.now() + SECOND) == []
    (message,) = sent_by(clock.now() + PAUSE + SECOND)
    body = str(message.body)
    assert message.subject == "Your comment is not shown – Halyard News Agency"
    for said in ("It mocks.", "Clause 2: Insult", "The rule on insult.", "/en/house-rules/1#clause-2", "by a person"):
        assert said in body
    assert f"http://127.0.0.1:8000/receipts/{proved.receipt_token}#appeal-form" in body
    assert "low" not in body
    assert "&lt;" not in body
    assert not re.search(r"\n\n\n", body)
    assert sent_by(clock.now() + timedelta(days=1)) == []


def test_of_decisions_within_half_a_minute_the_last_alone_is_told(
    proved: Comment, rules: HouseRules, mara: User
) -> None:
    now = clock.now()
    refuse(proved, rules, mara, now)
    judging.show(proved, by=mara, now=now + timedelta(seconds=20))
    assert sent_by(now + timedelta(seconds=45)) == []
    (message,) = sent_by(now + timedelta(seconds=51))
    assert "is shown" in message.subject
    assert list(Mail.objects.filter(event=Event.DECIDED).values_list("fate", flat=True)) == ["overtaken", "sent"]


def test_a_change_an_appeal_and_its_answer_are_told(
    proved: Comment, rules: HouseRules, mara: User, chief: User
) -> None:
    now = clock.now()
    checking.receive_again(proved, "They were low.", now=now)
    assert [_said(each) for each in sent_by(now + PAUSE)] == ["We have your comment"]
    proved.refresh_from_db()
    refuse(proved, rules, mara, now + timedelta(hours=1))
    appeal = appealing.file(proved, text="I mock nobody.", now=now + timedelta(hours=1, seconds=1))
    refused, appealed = sent_by(now + timedelta(hours=2))
    assert (_said(refused), _said(appealed)) == ("Your comment is not shown", "We have your appeal")
    appealing.answer(appeal, AppealOutcome.UPHELD, words="We read it again.", by=chief, now=now + timedelta(hours=3))
    (answered,) = sent_by(now + timedelta(hours=4))
    assert _said(answered) == "Your appeal is answered"
    assert "We read it again." in str(answered.body)
    assert "The decision is upheld" in str(answered.body)


def _said(message: EmailMessage) -> str:
    return message.subject.partition(" – ")[0]


def test_a_step_is_owed_once(proved: Comment) -> None:
    for _number in range(3):
        proved.recipient.owe(Event.DECIDED, of=proved.created_at, due=proved.created_at)
    assert Mail.objects.filter(event=Event.DECIDED).count() == 1


def test_a_mail_has_what_mail_programs_ask_for(proved: Comment, mara: User) -> None:
    judging.show(proved, by=mara, now=clock.now())
    (message,) = sent_by(clock.now() + PAUSE)
    whole = message.message()
    assert re.fullmatch(r"<[0-9a-f]{40}@localhost>", whole["Message-ID"])
    assert whole["List-Unsubscribe"] == f"<http://127.0.0.1:8000/mail/{proved.recipient.token}/stop>"
    assert whole["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert whole["Auto-Submitted"] == "auto-generated"
    assert whole["Content-Language"] == "en"
    assert whole.get_content_type() == "text/plain"


def test_a_persian_edition_writes_persian(
    fa: Edition, publish: Callable[..., Story], comment_on: Callable[..., Comment], client: Client, mara: User
) -> None:
    comment = comment_on(publish("کرایهٔ کشتی", edition=fa), "سال‌ها کم بود.", email=TOM)
    confirm(client, comment)
    judging.show(comment, by=mara, now=clock.now())
    (message,) = sent_by(clock.now() + PAUSE)
    assert message.subject == "دیدگاه شما نمایش داده شد – خبرگزاری بادبان"
    told = re.sub(r"http\S+", "", str(message.body))
    assert not re.search("[A-Za-z]", told), told


def test_a_story_taken_back_is_named_by_its_number(proved: Comment, ines: User, mara: User) -> None:
    judging.show(proved, by=mara, now=clock.now())
    proved.story.hold(by=ines, reason="Checked.", ground="error")
    (message,) = sent_by(clock.now() + PAUSE)
    assert "Ferry" not in str(message.message())
    assert f"On the story number {proved.story.news_id}" in str(message.body)


# No more ------------------------------------------------------------------------------------------------------------


def test_one_click_stops_the_mail_and_a_button_brings_it_back(client: Client, proved: Comment, mara: User) -> None:
    answer = client.post(f"/mail/{proved.recipient.token}/stop", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200  # RFC 8058: no redirect
    assert "You get no more mail" in answer.content.decode()
    judging.show(proved, by=mara, now=clock.now())
    assert sent_by(clock.now() + timedelta(hours=1)) == []
    confirm(client, proved)
    proved.recipient.refresh_from_db()
    assert proved.recipient.stopped_at is None


def test_what_was_owed_when_mail_was_stopped_does_not_go(client: Client, proved: Comment, mara: User) -> None:
    judging.show(proved, by=mara, now=clock.now())
    client.post(f"/mail/{proved.recipient.token}/stop")
    assert sent_by(clock.now() + timedelta(hours=1)) == []
    assert Mail.objects.get(event=Event.DECIDED).fate == Fate.STOPPED


def test_without_a_mail_server_nothing_is_promised_and_nothing_waits(
    settings: Any, client: Client, ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User
) -> None:
    assert "one mail with a link" in client.get(ferry.get_absolute_url()).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    judging.show(comment_on(ferry, email=TOM), by=mara, now=clock.now())
    assert not Mail.objects.exists()
    assert "one mail with a link" not in client.get(ferry.get_absolute_url()).content.decode()


# When the mail server does not do as it should ----------------------------------------------------------------------


class Faulty(EmailBackend):
    """A mail server that fails as it is told: at the door, or with the mail in its hands."""

    at_the_door: Exception | None = None
    in_hand: Exception | None = None

    def open(self) -> bool:
        if Faulty.at_the_door:
            raise Faulty.at_the_door
        return True

    def send_messages(self, messages: Any) -> int:
        if Faulty.in_hand:
            raise Faulty.in_hand
        return super().send_messages(messages)


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Faulty]]:
    monkeypatch.setattr("dateline.delivery.mail.sending.get_connection", Faulty)
    yield Faulty
    Faulty.at_the_door = Faulty.in_hand = None


def mails() -> Mail:
    return Mail.objects.get()


@pytest.mark.parametrize(
    "fault",
    [ConnectionRefusedError(), smtplib.SMTPAuthenticationError(535, b"No."), smtplib.SMTPServerDisconnected("x")],
)
def test_a_server_that_is_away_is_tried_again_later_and_the_mail_goes_once(
    comment: Comment, faulty: Any, fault: Exception, caplog: Any
) -> None:
    faulty.at_the_door = fault
    now = clock.now()
    assert send_one(now) is Sent.PUT_OFF
    assert send_one(now) is Sent.NOTHING
    assert send_one(now + timedelta(minutes=1)) is Sent.PUT_OFF
    assert mails().due_at == now + timedelta(minutes=3)
    faulty.at_the_door = None
    assert len(sent_by(now + timedelta(minutes=3))) == 1
    assert sent_by(now + timedelta(days=1)) == []
    assert TOM not in caplog.text
    assert "No." not in caplog.text


def test_after_three_days_it_is_given_up(comment: Comment, faulty: Any) -> None:
    faulty.at_the_door = ConnectionRefusedError()
    now = clock.now()
    for hour in range(100):
        send_one(now + timedelta(hours=hour))
    assert (mails().fate, mails().due_at) == (Fate.LATE, None)


@pytest.mark.parametrize(
    ("fault", "fate"),
    [
        (smtplib.SMTPRecipientsRefused({TOM: (550, b"No such user tom")}), Fate.REFUSED),
        (smtplib.SMTPDataError(554, b"Spam"), Fate.REFUSED),
        (smtplib.SMTPServerDisconnected("gone"), Fate.UNSURE),
        (TimeoutError(), Fate.UNSURE),
        (smtplib.SMTPRecipientsRefused({TOM: (451, b"Greylisted")}), ""),
        (smtplib.SMTPSenderRefused(550, b"Who are you?", "newsroom@localhost"), ""),
    ],
)
def test_what_may_have_gone_is_not_sent_again_and_what_was_put_off_is(
    comment: Comment, faulty: Any, fault: Exception, fate: str, caplog: Any
) -> None:
    faulty.in_hand = fault
    send_one(clock.now())
    assert mails().fate == fate
    assert (mails().due_at is None) is bool(fate)
    assert "tom" not in mails().fault + caplog.text


def test_a_mail_whose_sender_died_is_not_sent_twice(comment: Comment) -> None:
    now = clock.now()
    assert Mail.objects.claim(now) is not None
    assert Mail.objects.claim(now) is None
    assert sent_by(now + CLAIMED) == []
    assert mails().fate == Fate.UNSURE


def test_a_mail_that_cannot_be_written_holds_no_other_up(
    comment: Comment, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(*_given: Any, **_facts: Any) -> None:
        raise ValueError("The fares were <low>")

    monkeypatch.setattr("dateline.delivery.mail.sending.letter", broken)
    assert send_one(clock.now()) is Sent.PUT_OFF
    assert "fares" not in caplog.text
    assert mails().fault == "ValueError"
