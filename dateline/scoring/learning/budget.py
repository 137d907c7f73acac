"""A budget for the queue: where a threshold must lie for the desk to read so many comments, and what it then finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

SHARES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
"""Shares of the comments that a curve has points for."""
Z = 1.96
"""Standard deviations to both sides of a 95 % interval."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Ruled:
    """A comment's score, what a person ruled, and how many comments it stands for."""

    score: float
    is_breach: bool
    weight: float = 1.0


@dataclass(frozen=True)
class Point:
    """Who looks first at this share of the comments looks at those from the threshold on, and finds so many breaches.

    `found` is a share of all breaches, between `low` and `high` in 95 of 100 such samples.
    """

    share: float
    threshold: float
    found: float
    low: float
    high: float


def budget_curve(ruled: Sequence[Ruled], shares: Sequence[float] = SHARES) -> list[Point]:
    """Return what is found by looking first at the comments with the highest scores; nothing where none is a breach."""
    if not any(each.is_breach for each in ruled):
        return []
    scores, weights = np.array([each.score for each in ruled]), np.array([each.weight for each in ruled])
    breaches = np.where([each.is_breach for each in ruled], weights, 0.0)
    return [_point(share, _threshold(scores, weights, share), scores, breaches) for share in shares]


def wilson(part: float, number: float) -> tuple[float, float]:
    """Return the 95 % interval of a share that was seen in so many (E. B. Wilson, 1927)."""
    if number <= 0:
        return 0.0, 1.0
    middle = (part + Z * Z / (2 * number)) / (1 + Z * Z / number)
    reach = Z * sqrt(part * (1 - part) / number + Z * Z / (4 * number * number)) / (1 + Z * Z / number)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _threshold(scores: Numbers, weights: Numbers, share: float) -> float:
    """The lowest score that sends no more than the share; just above the highest where even that sends more."""
    if share >= 1:
        return 0.0
    order = np.argsort(-scores, kind="stable")
    ranked, sent = scores[order], np.cumsum(weights[order]) / weights.sum()
    last_of_equals = np.append(ranked[1:] != ranked[:-1], True)
    fits = np.flatnonzero(last_of_equals & (sent <= share + 1e-12))
    return float(ranked[fits[-1]]) if len(fits) else float(np.nextafter(ranked[0], 2.0))


def _point(share: float, threshold: float, scores: Numbers, breaches: Numbers) -> Point:
    total = float(breaches.sum())
    found = min(1.0, float(breaches[scores >= threshold].sum()) / total)
    # Weights cost certainty: as many equal comments would say as much (L. Kish, Survey Sampling, 1965).
    worth = total * total / float((breaches * breaches).sum())
    low, high = wilson(found, worth)
    return Point(share, threshold, found, low, high)
