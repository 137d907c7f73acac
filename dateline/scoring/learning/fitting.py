"""Fits what is learned: first the line from sum to score anew, then a correction of the features' weights.

Both classes have the same say, as they had when the model was calibrated: one half stays the middle between what is
called so and what is not, and thresholds keep their meaning.
"""

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.learning.minimum import least
from dateline.scoring.learning.tables import Tables
from dateline.scoring.model import Calibration

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
STRENGTHS = (1.0, 3.0, 10.0)
"""How far weights may go from the model's: inverses of the penalty on squares. What was tried: docs/scoring.md."""
MIDDLE = 3.0
MOST_TRIED = 10_000
"""Rulings beyond which the middle one is taken untried: it matters less, and takes longer."""
TRIED_ON = 0.25
ROUNDS = 60
LEAST_SLOPE = 0.05


def same_say(labels: Numbers, weights: Numbers) -> Numbers:
    """Return weights of which each class has half, and as many in all as there are labels; none where unknown."""
    say = np.where(np.isnan(labels), 0.0, weights)
    for of in (labels == 1, labels == 0):
        if say[of].sum() > 0:
            say[of] *= (say > 0).sum() / 2 / say[of].sum()
    return say


def calibrate(sums: Numbers, labels: Numbers, say: Numbers) -> Calibration:
    """Return the sigmoid of sums that fits labels best (J. Platt, 1999). It never falls with the sum."""
    truth = np.where(labels == 1, 1.0, 0.0)
    middle, width = float(sums.mean()), float(sums.std()) or 1.0
    even = (sums - middle) / width

    def lost(line: Numbers) -> tuple[float, Numbers]:
        at = line[0] * even + line[1]
        wrong = say * (_sigmoid(at) - truth)
        return float((say * (np.logaddexp(0, at) - truth * at)).sum()), np.array([wrong @ even, wrong.sum()])

    slope, offset = least(lost, np.array([1.0, 0.0]), rounds=100).tolist()
    slope = max(slope / width, LEAST_SLOPE)
    return Calibration(slope, offset - slope * middle)


def correct(tables: Tables, sums: Numbers, line: Calibration, labels: Numbers, say: Numbers, may: Truths) -> Numbers:
    """Return what to add to each bucket's weight, where it `may`, so that sums fit labels better.

    The rulings are in order; how far weights go is what does best on their newest quarter, learned from the rest.
    """
    fixed = line.slope * sums + line.offset
    return _corrected(
        tables, fixed, line.slope, labels, say, may, _strength(tables, fixed, line.slope, labels, say, may)
    )


def _strength(tables: Tables, fixed: Numbers, slope: float, labels: Numbers, say: Numbers, may: Truths) -> float:
    if len(say) > MOST_TRIED:
        return MIDDLE
    older = np.arange(len(say)) < len(say) * (1 - TRIED_ON)
    truth = np.where(labels == 1, 1.0, 0.0)

    def lost(strength: float) -> float:
        added = _corrected(tables, fixed, slope, labels, np.where(older, say, 0.0), may, strength)
        at = fixed + slope * tables.times(added)
        return float((np.where(older, 0.0, say) * (np.logaddexp(0, at) - truth * at)).sum())

    return min(STRENGTHS, key=lost)


def _corrected(
    tables: Tables, fixed: Numbers, slope: float, labels: Numbers, say: Numbers, may: Truths, strength: float
) -> Numbers:
    truth, some = np.where(labels == 1, 1.0, 0.0), np.flatnonzero(may)

    def lost(found: Numbers) -> tuple[float, Numbers]:
        added = np.zeros(len(may))
        added[some] = found
        at = fixed + slope * tables.times(added)
        wrong = say * (_sigmoid(at) - truth)
        value = float((say * (np.logaddexp(0, at) - truth * at)).sum()) + float(found @ found) / 2 / strength
        return value, slope * tables.back(wrong)[some] + found / strength

    added = np.zeros(len(may))
    added[some] = least(lost, np.zeros(len(some)), rounds=ROUNDS)
    return added


def _sigmoid(at: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-np.clip(at, -40, 40))))
