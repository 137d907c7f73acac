"""Whether this week's comments score as those of the weeks before: each score's distribution, week by week."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import log

BINS = 10
WEEKS = 8
"""That are drawn; each is compared with all before it."""
FEWEST = 50
"""Comments of a week, and of the weeks before it, with which they are compared."""
SOME, MUCH = 0.1, 0.25
"""From where on the index is said to show some and much drift: custom, from credit scoring."""
BY_CHANCE = 16.92
"""Chi square of 9 degrees, 95 in 100: of few comments the index is high by chance alone (Yurdakul 2018)."""


class Drift(StrEnum):
    """What the index says, in a word."""

    NONE = "none"
    SOME = "some"
    MUCH = "much"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Came:
    """A scored comment: the day on which it came, and its scores."""

    day: date
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Week:
    """The comments of a week from its Monday: how many, their mean score, and how far they are from those before.

    Below `by_chance` the index says nothing: as far would be weeks that are alike.
    """

    first: date
    comments: int
    mean: float
    index: float | None = None
    by_chance: float = 0.0

    @property
    def drift(self) -> Drift:
        if self.index is None:
            return Drift.UNKNOWN
        if self.index < self.by_chance:
            return Drift.NONE
        return Drift.MUCH if self.index >= MUCH else Drift.SOME if self.index >= SOME else Drift.NONE


def weeks(comments: Iterable[Came], attribute: str) -> list[Week]:
    """Return the last weeks that had comments, the oldest first, each compared with all the weeks before it."""
    by_week: dict[date, list[float]] = defaultdict(list)
    for each in comments:
        if attribute in each.scores:
            by_week[each.day - timedelta(days=each.day.weekday())].append(each.scores[attribute])
    found, before = [], [0] * BINS
    for first in sorted(by_week):
        scores = by_week[first]
        counts = _binned(scores)
        mean, earlier = sum(scores) / len(scores), sum(before)
        if min(earlier, len(scores)) < FEWEST:
            found.append(Week(first, len(scores), mean))
        else:
            chance = BY_CHANCE * (1 / earlier + 1 / len(scores))
            found.append(Week(first, len(scores), mean, stability(before, counts), chance))
        before = [then + now for then, now in zip(before, counts, strict=True)]
    return found[-WEEKS:]


def stability(before: Sequence[int], now: Sequence[int]) -> float:
    """Return the population stability index of two histograms of the same bins: 0 where they are alike.

    Half a comment is added to each bin, so that an empty one is no infinity.
    """
    then, here = _shares(before), _shares(now)
    return sum((new - old) * log(new / old) for old, new in zip(then, here, strict=True))


def _binned(scores: Sequence[float]) -> list[int]:
    counts = [0] * BINS
    for score in scores:
        counts[min(BINS - 1, int(score * BINS))] += 1
    return counts


def _shares(counts: Sequence[int]) -> list[float]:
    whole = sum(counts) + len(counts) / 2
    return [(count + 0.5) / whole for count in counts]
