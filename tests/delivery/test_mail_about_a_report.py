"""Mail to who reported a comment: asked first whether the address is theirs, then told of receipt and answer, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from dateline.comments.mail import PAUSE, Mail
from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging, reporting
from dateline.moderation.models import HouseRules, Report, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Edition, Story
from tests.delivery.test_mail import sent_by

REED = "reed@reader.example"


@pytest.fixture
def report(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Report:
    comment = comment_on(ferry, "He <sold> the pier.")
    judging.show(comment, by=mara, now=clock.now())
    words = Reported(ReportKind.RULES, "It <mocks> him.", name="A. Reed", email=REED)
    return reporting.file(Comment.objects.get(pk=comment.pk), words, now=clock.now())


def test_a_report_is_confirmed_and_answered_once_to_who_has_proved_the_address(
    client: Client, report: Report, rules: HouseRules, mara: User
) -> None:
    now = clock.now()
    assert report.recipient
    address = f"/mail/{report.recipient.token}"
    (asked,) = sent_by(now)
    assert (asked.to, asked.subject) == ([REED], "Is this your address? – Halyard News Agency")
    assert address in str(asked.body)
    assert "reported a comment" in client.get(address).content.decode()
    client.post(f"{address}/confirm")
    client.post(f"{address}/confirm")
    assert "when the report is answered" in client.get(address).content.decode()
    (confirmed,) = sent_by(clock.now())
    assert confirmed.subject == "We have your report – Halyard News Agency"
    assert f"/receipts/reports/{report.receipt_token}" in str(confirmed.body)

    clause = rules.clauses_in_force()[1]
    words = {"words": "You are right.", "sentence": "It mocks."}
    reporting.refuse(Comment.objects.get(pk=report.comment_id), **words, clause=clause, by=mara, now=now)
    assert sent_by(now + timedelta(seconds=1)) == []
    (answered,) = sent_by(now + PAUSE)
    assert answered.subject == "The comment is off the page – Halyard News Agency"
    for said in ("You are right.", "Clause 2: Insult", "/en/house-rules/1#clause-2", "can appeal", "/stop"):
        assert said in str(answered.message().as_bytes().decode()) + str(answered.body)
    assert sent_by(now + timedelta(days=2)) == []
    for message in (asked, confirmed, answered):
        assert not any(word in str(message.body) for word in ("sold", "<mocks>", "Mara", "Reed", "&lt;"))


def test_who_confirms_late_is_told_the_answer_and_who_stopped_is_told_nothing(
    client: Client, report: Report, mara: User
) -> None:
    assert report.recipient
    now = clock.now()
    reporting.keep(Comment.objects.get(pk=report.comment_id), words="It is a fair question.", by=mara, now=now)
    assert "We have" not in "".join(each.subject for each in sent_by(now + timedelta(hours=1)))
    client.post(f"/mail/{report.recipient.token}/confirm")
    (answered,) = sent_by(now + timedelta(hours=1))
    assert answered.subject == "The comment stays – Halyard News Agency"
    assert "write to the newsroom, or go to a court" in str(answered.body)
    client.post(f"/mail/{report.recipient.token}/stop")
    assert "You get no more mail about this report" in client.get(f"/mail/{report.recipient.token}").content.decode()


def test_a_persian_edition_answers_in_persian(fa: Edition, report: Report, client: Client, mara: User) -> None:
    Story.objects.filter(pk=report.comment.story_id).update(edition=fa, headline="کرایهٔ کشتی")
    assert report.recipient
    client.post(f"/mail/{report.recipient.token}/confirm")
    reporting.keep(Comment.objects.get(pk=report.comment_id), words="پرسش بجایی است.", by=mara, now=clock.now())
    subjects = [each.subject for each in sent_by(clock.now() + PAUSE)]
    assert subjects == ["دیدگاه می‌ماند – خبرگزاری بادبان"]
    assert Mail.objects.filter(fate="overtaken").count() == 2
