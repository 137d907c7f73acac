"""A text that came before: a doubt, with the number of times. What counts, `tests/moderation/test_signs.py` tries."""

from dateline.moderation.checks import repeated_text, sender
from dateline.moderation.checks.opinion import CLEAN, Verdict, Words


def test_a_text_that_came_before_is_a_doubt() -> None:
    opinion = repeated_text.check(Words("Tom", "Good.", "en", alike=3))
    assert (opinion.verdict, opinion.seen) == (Verdict.DOUBT, "3")
    assert repeated_text.check(Words("Tom", "Good.", "en")) == CLEAN


def test_refusals_before_are_a_mark_and_no_doubt() -> None:
    opinion = sender.check(Words("Tom", "Good.", "en", refused=2))
    assert (opinion.verdict, opinion.word, opinion.seen) == (Verdict.CLEAN, "refused before", "2")
    assert sender.check(Words("Tom", "Good.", "en")) == CLEAN
