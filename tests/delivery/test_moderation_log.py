"""The public log of decisions, and what was counted of them beside the house rules: neither names nor words."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dateline.comments.models import Comment
from dateline.moderation import appealing, checking, figures, judging, reporting, undoing
from dateline.moderation.models import (
    AppealOutcome,
    Clause,
    Decision,
    HouseRules,
    MonthOfComments,
    Outcome,
    ReportKind,
)
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Edition, Story
from tests.delivery.asking import Clock, Site

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECRET = ("Tom", "Mara", "Chief", "Ines", "barnacle", "mocked", "again,", "sold")
"""Names, words of comments, reports, appeals, and what readers were told."""


@pytest.fixture
def insult(rules: HouseRules) -> Clause:
    return rules.clauses_in_force()[1]


def test_the_log_follows_each_decision_and_tells_no_name_and_no_word(
    site: Site,
    time: Clock,
    ferry: Story,
    comment_on: Callable[..., Comment],
    insult: Clause,
    mara: User,
    chief: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def after(change: Callable[[], Any]) -> list[str]:
        time.pass_(60)
        with django_capture_on_commit_callbacks(execute=True):
            change()
        answer = site.get("/en/moderation-log")
        assert not site.get("/en/moderation-log").was_rendered
        assert not any(word in answer.text for word in SECRET)
        rows = answer.text[answer.text.index("<main") : answer.text.index("</main>")].split("<li ")[1:]
        return [" ".join(re.sub(r"<[^>]+>", " ", row.partition(">")[2]).split()) for row in rows]

    comment = comment_on(ferry, "The barnacle mayor.")
    assert after(lambda: comment_on(ferry, "It waits.")) == []
    refused = after(lambda: judging.refuse(comment, clause=insult, sentence="It mocked.", by=mara, now=time.now))
    (said,) = refused
    assert said == (
        "Refused 1 March 2026, 12:02 decided by a person Clause 2: Insult House rules, version 1 "
        "On the story Ferry fares rise"
    )
    appeal = appealing.file(comment, text="Look again, please.", now=time.now)
    overturned = after(
        lambda: appealing.answer(appeal, AppealOutcome.OVERTURNED, words="Right.", by=chief, now=time.now)
    )
    assert len(overturned) == 2
    assert "Shown" in overturned[0] and "in answer to an appeal" in overturned[0]  # noqa: PT018
    report = Reported(ReportKind.RULES, "He sold it.", name="Tom")
    reporting.file(Comment.objects.get(pk=comment.pk), report, now=time.now)
    # By this one the comment does not turn.
    kept = after(
        lambda: reporting.keep(Comment.objects.get(pk=comment.pk), words="It stays, sold.", by=mara, now=time.now)
    )
    assert "in answer to a report" in kept[0]
    held = after(lambda: ferry.hold(by=chief, reason="We check it.", ground="error"))
    assert all(f"On the story number {ferry.news_id}" in row and "Ferry" not in row for row in held)
    assert "Ferry fares rise" in after(lambda: ferry.release(by=chief, reason="Right."))[0]
    Story.objects.filter(pk=ferry.pk).update(embargoed_until=time.now + DAY)
    hidden = after(lambda: judging.show(comment_on(ferry, "And another."), by=mara, now=time.now))
    assert hidden[0].endswith("On a story that is not public now")
    assert "number" not in hidden[0]


def test_a_decision_that_is_undone_goes_from_later_pages_too(
    site: Site,
    time: Clock,
    ferry: Story,
    comment_on: Any,
    insult: Clause,
    mara: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr("dateline.delivery.views.moderation_log.ON_A_PAGE", 1)
    slip = judging.refuse(comment_on(ferry, "One."), clause=insult, sentence="It mocks.", by=mara, now=time.now)
    time.pass_(60)
    judging.show(comment_on(ferry, "Two."), by=mara, now=time.now)
    key = re.findall(r"\?before=([0-9-]+)", site.get("/en/moderation-log").text)[0]
    assert "Clause 2" in site.get(f"/en/moderation-log?before={key}").text
    with django_capture_on_commit_callbacks(execute=True):
        undoing.undo(slip, by=mara, now=time.now)
    assert "Nothing has been decided yet" in site.get(f"/en/moderation-log?before={key}").text


def test_a_program_s_decision_drops_the_log_by_the_one_drop_of_its_comment(
    site: Site, ferry: Story, rules: HouseRules, comment_on: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from dateline.comments.receiving import Submission
    from dateline.delivery.models import Drop

    Edition.objects.update(comments_mode="clean")
    story = Story.objects.select_related("edition", "section").get(pk=ferry.pk)
    words = Submission("Ada", "The ferry has run for eighty years, and it will run for eighty more.", "", "192.0.2.8")
    site.get("/en/moderation-log")
    before = Drop.objects.count()
    with django_capture_on_commit_callbacks(execute=True):
        checking.receive(story, words, now=datetime(2026, 3, 1, 13, 0, tzinfo=UTC))
    drop = Drop.objects.latest("pk")
    assert (Drop.objects.count() - before, drop.tags) == (1, [f"comments:{ferry.news_id}", "decided:en"])
    assert "decided by a program" in site.get("/en/moderation-log").text


def test_a_page_costs_as_many_queries_however_many_decisions_and_the_next_begins_at_its_key(
    client: Any, ferry: Story, comment_on: Any, insult: Clause, mara: User, fa: Edition, django_assert_num_queries: Any
) -> None:
    comment, now = comment_on(ferry), datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    facts = {"comment": comment, "rules": insult.rules, "decided_by": mara, "edition": ferry.edition}
    refusal = {"outcome": Outcome.REFUSE, "clause": insult, "clause_number": 2, "clause_kind": "house"}
    Decision.objects.bulk_create(
        Decision(**facts, **refusal, decided_at=now + timedelta(seconds=number // 2)) for number in range(130)
    )
    with django_assert_num_queries(5):
        first = client.get("/en/moderation-log").content.decode()
    seen, page = _moments(first), first
    while key := re.findall(r'rel="next" href="\?before=([0-9-]+)"', page):
        with django_assert_num_queries(5):
            page = client.get(f"/en/moderation-log?before={key[0]}").content.decode()
        seen += _moments(page)
    assert len(seen) == 130
    assert seen == sorted(seen, reverse=True)
    assert client.get("/en/moderation-log?before=x").status_code == 404
    assert "هنوز تصمیمی گرفته نشده است" in client.get("/fa/moderation-log").content.decode()


def _moments(page: str) -> list[str]:
    return re.findall(r'<li class="refuse">.*?<time datetime="([^"]+)"', page)


def test_the_rules_show_what_became_of_comments_month_by_month(
    site: Site,
    time: Clock,
    ferry: Story,
    comment_on: Callable[..., Comment],
    insult: Clause,
    mara: User,
    chief: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def table() -> list[list[str]]:
        text = site.get("/en/house-rules").text
        rows = re.findall(r'<tr><th scope="row">([A-Z][a-z]+ 20\d\d)</th>(.*?)</tr>', text)
        return [[month, *re.findall(r"<td>([^<]*)</td>", cells)] for month, cells in rows]

    assert table() == []
    march = datetime(2026, 3, 31, 20, 0, tzinfo=UTC)
    one, two, three = (comment_on(ferry, f"Number {number}.", now=march) for number in range(3))
    judging.refuse(one, clause=insult, sentence="It mocks.", by=mara, now=march + HOUR)
    judging.show(two, by=mara, now=march + 2 * HOUR)
    appeal = appealing.file(one, text="Look again.", now=march + 2 * HOUR)
    reporting.file(Comment.objects.get(pk=two.pk), Reported(ReportKind.RULES, "Why?"), now=march + 2 * HOUR)
    # In April by the edition's clock, which is an hour ahead of UTC by then.
    appealing.answer(appeal, AppealOutcome.OVERTURNED, words="Right.", by=chief, now=march + 3 * HOUR)
    reporting.keep(Comment.objects.get(pk=two.pk), words="It stays.", by=mara, now=march + 4 * HOUR)
    judging.show(three, by=mara, now=march + 9 * HOUR)
    time.now = march + 10 * HOUR
    with django_capture_on_commit_callbacks(execute=True):
        assert figures.count(now=time.now) == 13
    assert table() == [
        ["April 2026", "0", "2", "0", "0", "2", "9.0", "0", "1", "0", "1", "0"],
        ["March 2026", "3", "1", "1", "0", "2", "1.5", "1", "0", "1", "0", "0"],
    ]
    assert '<tr><th scope="row">Insult</th><td>1</td></tr>' in site.get("/en/house-rules").text
    assert figures.count(now=time.now + HOUR) == 0
    comment_on(ferry, "One more.", now=time.now)
    with django_capture_on_commit_callbacks(execute=True):
        assert figures.count(now=time.now + HOUR) == 1
    assert table()[0][1] == "1"
    assert MonthOfComments.objects.get(first="2026-03-01").counted_at == time.now
