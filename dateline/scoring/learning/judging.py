"""Whether one engine ranks and rates the newest rulings better than another, by more than chance.

The difference of two figures on the same comments is drawn anew 1,000 times from the comments, each class for itself
(a paired, stratified bootstrap: B. Efron and R. Tibshirani, 1993, ch. 8). It is more than noise where 99 of 100 draws
agree, since a desk is judged every night and luck would come by at times.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
DRAWS = 1_000
AT_ONCE = 50
TAIL = 0.005
"""Share of the draws beyond either end of an interval."""
FEWEST = 5
"""Of either class, below which nothing can be judged."""


@dataclass(frozen=True)
class Change:
    """A figure before and after, and between what their difference lies."""

    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True)
class Judged:
    """How an attribute does on the newest rulings; nothing compared where a class has fewer than `FEWEST`."""

    rulings: int
    breaches: int
    auc: Change | None = None
    """Area under the ROC curve: more is better."""
    loss: Change | None = None
    """Log loss, both classes with the same say: less is better."""
    blind: tuple[int, float, float] | None = None
    """Rulings given without scores, and the AUC on these alone before and after."""

    @property
    def is_better(self) -> bool:
        """Whether comments are ranked better by more than noise, and rated no worse by more.

        Log loss alone is no gain: where an engine knows nothing, it falls when every score becomes one half.
        """
        return self.auc is not None and self.loss is not None and self.auc.low > 0 and self.loss.low <= 0

    def as_figures(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        return asdict(self) | {"is_better": self.is_better}


def judged(
    before: Numbers, after: Numbers, labels: Numbers, weights: Numbers, is_blind: NDArray[np.bool_], *, seed: int = 1
) -> Judged:
    """Compare two engines' logits on the same rulings, whose unknown labels have no say."""
    known = ~np.isnan(labels)
    before, after, truth, weights = before[known], after[known], labels[known] == 1, weights[known]
    counted = int(known.sum()), int(truth.sum())
    if min(counted[1], counted[0] - counted[1]) < FEWEST:
        return Judged(*counted)
    drawn = list(_drawn(before, after, truth, weights, np.random.default_rng(seed)))
    figures = [np.concatenate(each) for each in zip(*drawn, strict=True)]
    return Judged(
        *counted,
        auc=_change(figures[0], figures[1]),
        loss=_change(figures[2], figures[3]),
        blind=_on_blind(before, after, truth, is_blind[known]),
    )


def auc(scores: Numbers, truth: NDArray[np.bool_], weights: Numbers) -> float:
    """Return the area under the ROC curve where each comment weighs so much, ties counted half."""
    return float(_Ranked(scores, truth, weights).auc(np.ones((1, len(scores))))[0])


class _Ranked:
    """Scores in order, so that an area under the curve is a sum, however often each comment is drawn."""

    def __init__(self, scores: Numbers, truth: NDArray[np.bool_], weights: Numbers) -> None:
        self._order = np.argsort(scores, kind="stable")
        ranked = scores[self._order]
        self._starts = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1]))
        self._positive = np.where(truth, weights, 0.0)[self._order]
        self._negative = np.where(truth, 0.0, weights)[self._order]

    def auc(self, counts: Numbers) -> Numbers:
        drawn = counts[:, self._order]
        positive = np.add.reduceat(drawn * self._positive, self._starts, axis=1)
        negative = np.add.reduceat(drawn * self._negative, self._starts, axis=1)
        below = np.cumsum(negative, axis=1) - negative / 2
        area: Numbers = (positive * below).sum(1) / positive.sum(1) / negative.sum(1)
        return area


def _drawn(
    before: Numbers, after: Numbers, truth: NDArray[np.bool_], weights: Numbers, chance: np.random.Generator
) -> Iterator[tuple[Numbers, Numbers, Numbers, Numbers]]:
    """Give AUC before and after and loss before and after, some draws at a time; the first draw is all as they are."""
    ranks = [_Ranked(each, truth, weights) for each in (before, after)]
    losses = [_losses(each, truth) for each in (before, after)]
    for first in range(0, DRAWS, AT_ONCE):
        counts = np.ones((AT_ONCE + (first == 0), len(truth)))
        for of in (np.flatnonzero(truth), np.flatnonzero(~truth)):
            counts[first == 0 :, of] = chance.multinomial(len(of), np.full(len(of), 1 / len(of)), size=AT_ONCE)
        areas = (each.auc(counts) for each in ranks)
        yield *areas, *(_loss(each, truth, counts * weights) for each in losses)  # type: ignore[misc]


def _losses(logits: Numbers, truth: NDArray[np.bool_]) -> Numbers:
    return np.asarray(np.logaddexp(0, np.where(truth, -logits, logits)))


def _loss(losses: Numbers, truth: NDArray[np.bool_], counts: Numbers) -> Numbers:
    means = [counts[:, of] @ losses[of] / counts[:, of].sum(1) for of in (truth, ~truth)]
    return np.asarray((means[0] + means[1]) / 2)


def _change(before: Numbers, after: Numbers) -> Change:
    low, high = np.quantile((after - before)[1:], [TAIL, 1 - TAIL]).tolist()
    return Change(*(round(float(each), 4) for each in (before[0], after[0], low, high)))


def _on_blind(
    before: Numbers, after: Numbers, truth: NDArray[np.bool_], is_blind: NDArray[np.bool_]
) -> tuple[int, float, float] | None:
    labels, ones = truth[is_blind], np.ones(int(is_blind.sum()))
    if min(labels.sum(), (~labels).sum()) < FEWEST:
        return None
    areas = (round(auc(each[is_blind], labels, ones), 4) for each in (before, after))
    return len(labels), *areas  # type: ignore[return-value]
