"""The field that nobody sees, and what somebody put there."""

from dateline.moderation.checks import trap
from dateline.moderation.checks.opinion import CLEAN, Verdict, Words


def test_a_filled_field_is_a_doubt_and_an_empty_one_nothing() -> None:
    assert trap.check(Words("Tom", "Good.", "en", trap="http://spam.example")).verdict == Verdict.DOUBT
    assert trap.check(Words("Tom", "Good.", "en")) == CLEAN
