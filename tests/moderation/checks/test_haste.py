"""How long ago the page with the form was made: too short is a doubt, long is how stored pages are."""

import pytest

from dateline.moderation.checks import haste
from dateline.moderation.checks.opinion import Verdict, Words


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [(0, "doubt"), (2, "doubt"), (3, "clean"), (40, "clean"), (9_000_000, "clean"), (-1, "clean"), (None, "clean")],
)
def test_only_what_is_quicker_than_a_person_is_a_doubt(seconds: int | None, verdict: str) -> None:
    assert haste.check(Words("Tom", "Good.", "en", seconds=seconds)).verdict == Verdict(verdict)
