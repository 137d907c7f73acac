"""Reports at the desk: seen where they wait, answered beside the comment, by whoever may rule on it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import holding, judging, reporting
from dateline.moderation.models import HouseRules, Report, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Edition, Limit, Story

LIBEL = Reported(ReportKind.LIBEL, "I was abroad.", "He sold the pier.", "Tom Reed", "A. Reed", "r@reader.example")


@pytest.fixture
def shown(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Comment:
    comment = comment_on(ferry, "He sold the pier.")
    judging.show(comment, by=mara, now=clock.now())
    return comment


@pytest.fixture
def report(shown: Comment) -> Report:
    return reporting.file(shown, LIBEL, now=clock.now())


def test_a_report_waits_on_the_list_in_the_queue_and_on_the_front_page(
    desk_of: Any, mara: User, shown: Comment, report: Report
) -> None:
    desk = desk_of(mara)
    assert "I was abroad." in desk.get("/desk/comments/reports/").content.decode()
    assert "Reports <strong>1</strong>" in desk.get("/desk/comments/").content.decode()
    assert "reports wait" in desk.get("/desk/").content.decode()
    page = desk.get(f"/desk/comments/reports/{shown.pk}/").content.decode()
    for words in ("He sold the pier.", "I was abroad.", "Tom Reed", "A. Reed", "legal hold"):
        assert words in page
    assert "Open the report" in desk.get(f"/desk/comments/{shown.pk}/").content.decode()


def test_libel_that_has_waited_too_long_is_a_fault_on_the_front_page(
    desk_of: Any, mara: User, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    Report.objects.update(due_at=clock.now() - timedelta(minutes=1))
    assert "one of libel for too long" in desk_of(mara).get("/desk/").content.decode()
    assert "over" in desk_of(mara).get("/desk/comments/reports/").content.decode()


def test_it_stays_and_the_next_report_comes(
    desk_of: Any, mara: User, shown: Comment, report: Report, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    other = comment_on(ferry, "The mayor paid.")
    judging.show(other, by=mara, now=clock.now())
    reporting.file(other, LIBEL, now=clock.now())
    answer = desk_of(mara).post(f"/desk/comments/reports/{shown.pk}/", {"verb": "keep", "words": "It is an opinion."})
    assert answer["Location"] == f"/desk/comments/reports/{other.pk}/"
    report.refresh_from_db()
    assert (report.outcome, report.answered_by) == ("kept", mara)


def test_it_is_taken_off_under_a_clause_with_its_own_sentence(
    desk_of: Any, mara: User, shown: Comment, report: Report, rules: HouseRules
) -> None:
    clause = rules.clauses_in_force()[1]
    given = {"verb": "refuse", "words": "You are right.", "clause": clause.pk, "sentence": "It names a person."}
    assert desk_of(mara).post(f"/desk/comments/reports/{shown.pk}/", given).status_code == 302
    report.refresh_from_db()
    assert report.ruling is not None
    assert (report.ruling.clause, report.ruling.sentence) == (clause, "It names a person.")
    page = desk_of(mara).get("/desk/comments/reports/?state=answered").content.decode()
    assert "The comment is taken off the page" in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"verb": "keep", "words": ""}, "Answer in words who reported the comment."),
        ({"verb": "refuse", "words": "Yes."}, "A refusal names the clause it rests on."),
    ],
)
def test_an_answer_that_lacks_something_comes_back(
    desk_of: Any, mara: User, shown: Comment, report: Report, given: dict[str, str], sentence: str
) -> None:
    answer = desk_of(mara).post(f"/desk/comments/reports/{shown.pk}/", given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Report.objects.waiting().exists()


def test_a_moderator_of_another_edition_has_none_of_it(
    desk_of: Any, mara: User, fa: Edition, shown: Comment, report: Report
) -> None:
    Limit.objects.create(user=mara, role=mara.groups.get(), edition=fa)
    desk = desk_of(mara)
    assert "I was abroad." not in desk.get("/desk/comments/reports/").content.decode()
    assert desk.get(f"/desk/comments/reports/{shown.pk}/").status_code == 403


def test_the_list_asks_the_same_however_many_wait(
    desk_of: Any, mara: User, report: Report, shown: Comment, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    desk = desk_of(mara)
    desk.get("/desk/comments/reports/")
    with CaptureQueriesContext(connection) as one:
        desk.get("/desk/comments/reports/")
    for number in range(4):
        reporting.file(shown, Reported(ReportKind.RULES, f"No. {number}"), now=clock.now())
    with CaptureQueriesContext(connection) as many:
        desk.get("/desk/comments/reports/")
    assert len(many) == len(one)


def test_a_desk_chief_lifts_the_legal_hold_once_all_is_answered(
    desk_of: Any, chief: User, mara: User, shown: Comment, report: Report
) -> None:
    address = f"/desk/comments/reports/{shown.pk}/"
    desk_of(mara).post(address, {"verb": "keep", "words": "It is an opinion."})
    assert "Lift the legal hold" not in desk_of(mara).get(address).content.decode()
    assert desk_of(mara).post(address, {"verb": "lift"}).status_code == 403
    assert "Lift the legal hold" in desk_of(chief).get(address).content.decode()
    assert desk_of(chief).post(address, {"verb": "lift"}).status_code == 302
    assert not holding.is_held(shown)
