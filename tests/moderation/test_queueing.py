"""The queue: a row for whatever a person is to read, kept by the database, and how risky it is."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dateline.comments import rewriting, taking_back
from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import checking, judging, queueing, risk
from dateline.moderation.models import CheckOpinion, HouseRules, Queued
from dateline.people.models import User
from dateline.stories.models import Story


def standing(comment: Comment) -> tuple[str, int] | None:
    return Queued.objects.filter(pk=comment.pk).values_list("kind", "risk").first()


def test_a_comment_is_in_the_queue_as_long_as_a_person_is_to_read_it(
    ferry: Story, rules: HouseRules, mara: User, comment_on: Callable[..., Comment]
) -> None:
    now = clock.now()
    comment = comment_on(ferry, now=now)
    assert standing(comment) == ("new", risk.UNRATED)
    judging.show(comment, by=mara, now=now)
    assert standing(comment) is None
    changed = rewriting.rewrite(comment, "Other words.", now=now + timedelta(minutes=1))
    assert standing(comment) == ("changed", risk.UNRATED)
    taking_back.take_back(changed, now=now)
    assert standing(comment) is None
    unread = comment_on(ferry, "Shown by a program.")
    unread.show_unread(at=now)
    assert standing(unread) == ("unread", risk.UNRATED)
    unread.note_read()
    assert standing(unread) is None
    unread.suspend()
    assert standing(unread) == ("new", risk.UNRATED)


def test_what_comes_in_is_rated_by_what_the_checks_say_and_so_is_later_what_was_not(
    ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    story = Story.objects.select_related("edition", "section").get()
    text = "Call me at +44 20 7946 0958 about the ferry and its new fares."
    said = checking.receive(story, Submission("Tom", text, "", "192.0.2.9"), now=clock.now())
    assert standing(said) == ("new", risk.DOUBT)
    clean = comment_on(ferry, "The fares on this ferry were low for many years.")
    CheckOpinion.objects.create(
        comment=comment_on(ferry, "Two."),
        check_name="x",
        verdict="breach",
        word="w",
        sentence="s",
        given_at=clock.now(),
    )
    assert queueing.rate_the_unrated() == 2
    assert [row[0] for row in Queued.objects.order_by("pk").values_list("risk")] == [
        risk.DOUBT,
        risk.CLEAN,
        risk.BREACH,
    ]
    assert clean.queued.alike == ""  # it has no sign
    assert said.queued.alike.endswith(f"-{ferry.edition_id}")


@pytest.mark.parametrize(
    ("said", "score", "expected"),
    [
        ([], 0.0, risk.CLEAN),
        ([("clean", "insult")], 0.0, risk.CLEAN),
        ([("unavailable", "")], 0.0, risk.UNAVAILABLE),
        ([("doubt", ""), ("unavailable", "")], 0.0, risk.DOUBT + risk.A_VOICE),
        ([("breach", "insult")], 1.0, risk.BREACH + risk.WIDEST),
        ([("doubt", "threat")], 0.0, risk.THREATENED),
        ([("doubt", "libel")], 0.0, risk.BREACH + 100),
    ],
)
def test_the_gravest_verdict_gives_the_band_and_the_rest_moves_within_it(
    said: list[tuple[str, str]], score: float, expected: int
) -> None:
    assert risk.risk_of(said, score=score) == expected
