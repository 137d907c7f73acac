"""What the desk finds when it reads the highest scores first and stops after a share of the comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from dateline.moderation.scores.figures import Part, Ruling, part

SHARES = (5, 10, 20, 30, 50, 75)
"""Of 100 comments: where the curve has a row."""


@dataclass(frozen=True)
class Look:
    """Whoever reads this share of 100 first meets scores from the threshold on, and finds so many of the breaches."""

    share: int
    threshold: float
    found: Part


def budget(rulings: Iterable[Ruling], attribute: str) -> list[Look]:
    """Return what is found for each share that is read first; nothing where people refused none for the attribute."""
    said = [(row.scores[attribute], row.has(attribute)) for row in rulings if attribute in row.scores]
    ranked = sorted(((score, has) for score, has in said if has is not None), reverse=True)
    breaches = list(accumulate(bool(has) for _score, has in ranked))
    if not breaches or not breaches[-1]:
        return []
    looks = []
    for share in SHARES:
        read = max(1, round(len(ranked) * share / 100))
        looks.append(Look(share, ranked[read - 1][0], part(breaches[read - 1], breaches[-1])))
    return looks
