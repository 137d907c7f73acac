"""What its writer takes back is seen by nobody; what is deleted for good is gone, and its decisions still verify."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client

from dateline.comments.mail import Mail, MailRecipient
from dateline.comments.models import Comment, EarlierText
from dateline.delivery.mail.sending import Sent, send_one
from dateline.lib import clock
from dateline.moderation import appealing, checking, judging
from dateline.moderation.models import Appeal, AppealOutcome, CheckOpinion, HouseRules
from dateline.people.models import User
from dateline.stories.models import Story

TOM = "tom@reader.example"
WORDS = "The fares were zephyrine. www.example.com"


@pytest.fixture
def comment(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules) -> Comment:
    return comment_on(ferry, WORDS, email=TOM)


@pytest.fixture
def shown(comment: Comment, mara: User) -> Comment:
    judging.show(comment, by=mara, now=clock.now())
    comment.refresh_from_db()
    return comment


@pytest.fixture
def refused(comment: Comment, rules: HouseRules, mara: User) -> Comment:
    judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="It mocks.", by=mara, now=clock.now())
    comment.refresh_from_db()
    return comment


def ask(client: Client, comment: Comment, verb: str) -> Any:
    return client.get(f"/receipts/{comment.receipt_token}/{verb}")


def press(client: Client, comment: Comment, verb: str) -> Any:
    answer = client.post(f"/receipts/{comment.receipt_token}/{verb}")
    comment.refresh_from_db()
    return answer


def receipt(client: Client, comment: Comment) -> str:
    return client.get(f"/receipts/{comment.receipt_token}").content.decode()


# Taking back --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["comment", "shown"])
def test_asking_changes_nothing_and_the_button_takes_it_back(
    client: Client, request: pytest.FixtureRequest, state: str
) -> None:
    comment = request.getfixturevalue(state)
    assert f'href="/receipts/{comment.receipt_token}/take-back"' in receipt(client, comment)
    page = ask(client, comment, "take-back")
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    comment.refresh_from_db()
    assert not comment.is_taken_back
    assert press(client, comment, "take-back")["Location"] == f"/receipts/{comment.receipt_token}"
    assert comment.is_taken_back
    assert WORDS not in client.get(comment.story.get_absolute_url()).content.decode()
    told = receipt(client, comment)
    assert "You have taken your comment back" in told
    assert WORDS in told
    assert "/take-back" not in told
    assert "text-form" not in told


def test_twice_is_harmless(client: Client, shown: Comment) -> None:
    press(client, shown, "take-back")
    since = shown.decided_at
    assert press(client, shown, "take-back").status_code == 303
    assert shown.decided_at == since
    assert "It is taken back already." in ask(client, shown, "take-back").content.decode()


def test_a_refused_comment_is_not_taken_back(client: Client, refused: Comment) -> None:
    answer = press(client, refused, "take-back")
    assert answer.status_code == 409
    assert "there is nothing to take back" in answer.content.decode()
    assert refused.is_refused


def test_nobody_rules_on_what_is_taken_back_or_changes_it(
    client: Client, comment: Comment, rules: HouseRules, mara: User
) -> None:
    press(client, comment, "take-back")
    with pytest.raises(ValidationError, match="taken the comment back"):
        judging.show(comment, by=mara, now=clock.now())
    with pytest.raises(ValidationError, match="taken the comment back"):
        judging.refuse(comment, clause=rules.clauses_in_force()[0], sentence="No.", by=mara, now=clock.now())
    answer = client.post(f"/receipts/{comment.receipt_token}/text", {"text": "Other words."})
    assert answer.status_code == 409
    comment.refresh_from_db()
    assert (comment.text, comment.is_taken_back) == (WORDS, True)


def test_the_answers_under_it_are_not_seen_either(
    client: Client, shown: Comment, comment_on: Callable[..., Comment], mara: User
) -> None:
    reply = comment_on(shown.story, "They were not.", answers=shown)
    judging.show(reply, by=mara, now=clock.now())
    press(client, shown, "take-back")
    assert "They were not." not in client.get(shown.story.get_absolute_url()).content.decode()


def test_the_same_words_can_be_sent_again(client: Client, comment: Comment, comment_on: Callable[..., Comment]) -> None:
    press(client, comment, "take-back")
    assert comment_on(comment.story, WORDS) != comment


def test_no_mail_tells_a_decision_that_was_taken_back(client: Client, shown: Comment) -> None:
    shown.recipient.prove(now=clock.now())
    press(client, shown, "take-back")
    while send_one(clock.now() + timedelta(hours=1)) is Sent.SETTLED:
        pass
    assert set(Mail.objects.values_list("fate", flat=True)) == {"overtaken"}


def test_the_desk_finds_it_among_what_was_taken_back(client: Client, comment: Comment, mara: User) -> None:
    press(client, comment, "take-back")
    client.force_login(mara)
    assert WORDS.split()[3] in client.get("/desk/comments/?state=taken").content.decode()
    assert WORDS.split()[3] not in client.get("/desk/comments/").content.decode()
    assert "There is nothing to decide." in client.get(f"/desk/comments/{comment.pk}/").content.decode()


# Deleting for good --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["comment", "shown", "refused"])
def test_deleted_for_good_the_words_are_gone_and_a_stub_stays(
    client: Client, request: pytest.FixtureRequest, state: str, mara: User
) -> None:
    comment = request.getfixturevalue(state)
    checking.receive_again(comment, f"{WORDS} Indeed, 0912 345 6789.", now=clock.now())
    comment.refresh_from_db()
    assert f'href="/receipts/{comment.receipt_token}/delete"' in receipt(client, comment)
    assert "cannot be undone" in ask(client, comment, "delete").content.decode()
    comment.refresh_from_db()
    assert not comment.is_erased
    for _twice in range(2):
        assert press(client, comment, "delete")["Location"] == f"/receipts/{comment.receipt_token}"
    facts = (comment.text, comment.name, comment.email, comment.address_hash, comment.fingerprint)
    assert facts == ("", "", "", "", "")
    assert comment.address_expires_at is None
    assert not EarlierText.objects.exists()
    assert not CheckOpinion.objects.exists()
    assert comment.is_taken_back
    told = receipt(client, comment)
    assert "You have deleted your comment" in told
    assert "zephyrine" not in told
    assert "/delete" not in told
    assert "It is deleted already." in ask(client, comment, "delete").content.decode()
    assert comment.text == ""
    client.force_login(mara)
    for address in ("/desk/comments/?state=taken", f"/desk/comments/{comment.pk}/"):
        assert "deleted" in client.get(address).content.decode()


def test_nothing_of_the_words_is_left_in_any_table(
    client: Client, refused: Comment, chief: User, rules: HouseRules
) -> None:
    appeal = appealing.file(refused, text="I am zephyrine, not rude.", now=clock.now())
    appealing.answer(appeal, AppealOutcome.UPHELD, words="We read it.", by=chief, now=clock.now())
    checking.receive_again(refused, "Zephyrine, zephyrine!", now=clock.now())
    press(client, refused, "delete")
    assert Appeal.objects.get().text == ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "zephyrine" not in str(cursor.fetchall()).lower(), table


def test_decisions_and_the_chain_still_verify(client: Client, refused: Comment, capsys: Any) -> None:
    press(client, refused, "delete")
    decision = refused.decisions.get()
    assert (decision.outcome, decision.sentence) == ("refuse", ""), "written by hand, it may quote the comment"
    call_command("verify_history")
    assert "1 decision" in capsys.readouterr().out


def test_while_an_appeal_waits_nothing_is_deleted(client: Client, refused: Comment) -> None:
    appealing.file(refused, text="Why?", now=clock.now())
    answer = press(client, refused, "delete")
    assert answer.status_code == 409
    assert "after its answer" in answer.content.decode()
    assert refused.text == WORDS


def test_no_further_mail_goes_and_deleting_is_no_way_to_ask_again_and_again(
    client: Client, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    now, went = clock.now(), 0
    for number in range(6):
        each = comment_on(ferry, f"Comment {number}", email=TOM)
        went += send_one(now + timedelta(minutes=1)) is Sent.SETTLED and Mail.objects.latest("pk").fate == "sent"
        press(client, each, "delete")
    assert went == 3
    token = each.recipient.token
    assert "deleted for good" in client.get(f"/mail/{token}").content.decode()
    client.post(f"/mail/{token}/confirm")
    assert not MailRecipient.objects.exclude(proved_at=None).filter(stopped_at=None).exists()
    MailRecipient.objects.forget_erased(now + timedelta(days=2))
    assert not MailRecipient.objects.exists()
    assert client.get(f"/mail/{token}").status_code == 404


def test_an_unknown_receipt_takes_nothing_back(client: Client, en: Any) -> None:
    for verb in ("take-back", "delete"):
        assert client.post(f"/receipts/nobody-s/{verb}").status_code == 404
