"""Desks that never were: comments, and what such a desk rules on them, the same at every run."""

from math import nan
from random import Random

from dateline.scoring.learning.labelled import Labelled

PLAIN = (  # noqa: SIM905 - a text is read sooner than a list
    "the harbour council ferry fares night tram budget school vote minister report bridge winter market village "
    "station festival library teacher river island weather coffee garden museum engine window morning evening street"
).split()
OWN_INSULT = "glombert"
"""A word that no model knows, and for which this desk refuses."""


def rulings(number: int, *, seed: int = 1, word: str = OWN_INSULT) -> list[Labelled]:
    """Give what a desk ruled that refuses every comment with its own word for an insult: one in four."""
    chance = Random(seed)
    return [_ruling(chance, word) for _ in range(number)]


def _ruling(chance: Random, word: str) -> Labelled:
    words = chance.choices(PLAIN, k=chance.randint(6, 14))
    is_breach = chance.random() < 0.25
    if is_breach:
        words.insert(chance.randrange(len(words)), word)
    labels = (1.0, 1.0, nan, nan, nan) if is_breach else (0.0,) * 5
    return Labelled(" ".join(words), labels, is_blind=chance.random() < 0.05)
