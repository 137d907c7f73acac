"""What may come of learning, and what it needs at least. Imports nothing, so that rows may name it."""

from enum import StrEnum


class Outcome(StrEnum):
    """What came of an attempt to learn."""

    TOO_FEW = "too few"
    NOT_BETTER = "not better"
    LESS_FAIR = "less fair"
    BETTER = "better"


FEWEST = 300
"""Rulings that say something of an attribute, below which nothing is learned of it."""
FEWEST_OF_A_CLASS = 30
