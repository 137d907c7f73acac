"""The right of reply: given with an answer to a libel notice, it stands first once a person has shown it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from dateline.comments import distinguishing
from dateline.comments.models import Comment, Rank
from dateline.comments.receiving import Submission, receive
from dateline.lib import clock
from dateline.moderation import judging, replying, reporting
from dateline.moderation.models import HouseRules, Report, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.people.roles import MODERATOR
from dateline.stories.models import Edition, Story
from tests.conftest import somebody

LIBEL = Reported(ReportKind.LIBEL, "I was abroad.", "He sold the pier.", "Tom Reed", "A. Reed")


@pytest.fixture
def report(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Report:
    comment = comment_on(ferry, "He sold the pier.")
    judging.show(comment, by=mara, now=clock.now())
    return reporting.file(comment, LIBEL, now=clock.now())


def _reply(report: Report) -> Comment:
    words = Submission("Tom Reed", "I have never owned a pier.", "", "192.0.2.9")
    return reporting.reply(report, words, now=clock.now())


def _rank(comment: Comment) -> int:
    comment.refresh_from_db()
    return comment.rank


def test_a_reply_that_comes_later_stands_first_as_soon_as_it_is_shown(
    report: Report, mara: User, desk_of: Any, client: Client
) -> None:
    desk, address = desk_of(mara), f"/desk/comments/reports/{report.comment_id}/"
    assert "Give a right of reply" in desk.get(address).content.decode()
    desk.post(address, {"verb": "keep", "words": "It is an opinion.", "gives_reply": "on"})
    report.refresh_from_db()
    assert (report.reply_given_by, report.outcome) == (mara, "kept")
    assert (
        "gives you a right of reply"
        in client.get(reverse("report-receipt", args=[report.receipt_token])).content.decode()
    )
    assert "Right of reply given by Mara" in desk.get(address).content.decode()
    reply = _reply(report)
    assert _rank(reply) == Rank.PLAIN
    judging.show(reply, by=mara, now=clock.now())
    assert _rank(reply) == Rank.REPLY
    assert reply.distinctions.get().given_by == mara


def test_without_the_right_a_reply_is_a_comment_until_one_click_gives_it(
    report: Report, mara: User, desk_of: Any
) -> None:
    reply = _reply(report)
    judging.show(reply, by=mara, now=clock.now())
    desk, address = desk_of(mara), f"/desk/comments/reports/{report.comment_id}/"
    desk.post(address, {"verb": "keep", "words": "It is an opinion."})
    assert _rank(reply) == Rank.PLAIN
    desk.post(address, {"verb": "reply", "report": str(report.pk)})
    assert _rank(reply) == Rank.REPLY
    desk.post(address, {"verb": "reply", "report": str(report.pk)})
    assert reply.distinctions.count() == 1
    assert desk.post(address, {"verb": "reply", "report": "9" * 30}).status_code == 404


def test_a_reply_is_shown_also_where_no_further_one_can_stand_first(
    report: Report, mara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distinguishing, "MOST_REPLIES", 0)
    replying.give(report, by=mara, now=clock.now())
    reply = _reply(report)
    judging.show(reply, by=mara, now=clock.now())
    assert _rank(reply) == Rank.PLAIN
    assert reply.is_shown


def test_only_who_decides_gives_it_and_only_with_a_libel_notice(report: Report, mara: User, ines: User) -> None:
    with pytest.raises(PermissionDenied, match="Only moderators"):
        replying.give(report, by=ines, now=clock.now())
    rude = reporting.file(report.comment, Reported(ReportKind.RULES, "It mocks."), now=clock.now())
    with pytest.raises(PermissionDenied, match="untrue about a person"):
        replying.give(rude, by=mara, now=clock.now())


def test_a_right_that_is_given_while_somebody_shows_the_reply_is_not_lost(committed: None) -> None:
    edition = Edition.objects.create(code="en", language="en", time_zone="UTC", tag_entity="halyard.example,2026")
    story = Story(edition=edition, headline="Ferry fares rise", body=[("paragraph", "<p>The text.</p>")])
    story.save()
    sent = [receive(story, Submission("Tom", text, "", ""), now=clock.now()) for text in ("He did.", "I did not.")]
    mara, now = somebody("mara", MODERATOR), clock.now()
    facts: dict[str, Any] = {
        "kind": ReportKind.LIBEL,
        "statement": "He did.",
        "claimant": "A. Reed",
        "explanation": "I did not.",
    }
    report = Report.objects.create(
        comment=sent[0], reply=sent[1], filed_at=now, due_at=now, receipt_digest="1", **facts
    )

    def give() -> None:
        try:
            replying.give(Report.objects.get(pk=report.pk), by=User.objects.get(pk=mara.pk), now=clock.now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            judging.show(sent[1], by=mara, now=now)
            given = pool.submit(give)
            wait([given], timeout=0.5)  # either it waits for the transaction, or it is over and has seen nothing
        given.result(timeout=30)
    assert _rank(sent[1]) == Rank.REPLY
