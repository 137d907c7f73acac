"""Which comments get a ruling depends on their scores; the few that are read without scores say how much.

The desk reads from the top, and where a mode shows what is clean, what is below the thresholds is read by nobody. The
labels of scored comments are therefore not those of comments at large. The ones that are read blind come in a turn in
which scores have no part. So the range of scores is cut into tenths, and each scored comment weighs what its tenth has
of the blind ones over what it has of the scored ones: the post-stratified estimator (W. G. Cochran, Sampling
Techniques, 1977, ch. 5A), drawn towards one by `PRIOR` comments, so that a handful of blind ones moves little.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
STRATA = 10
FEWEST_BLIND = 50
"""Blind rulings below which every comment weighs the same: their shares would be chance."""
PRIOR = 20.0
MOST = 5.0
"""What a comment weighs at most, and the inverse of what at least: beyond that, few would speak for many."""


def weights_of(scores: Numbers, is_blind: NDArray[np.bool_]) -> Numbers:
    """Return what each ruling weighs, so that all together are as those read blind: 1 for these, others by score."""
    weights = np.ones(len(scores))
    rest = ~is_blind
    if is_blind.sum() < FEWEST_BLIND or not rest.any():
        return weights
    bounds = np.quantile(scores, np.arange(1, STRATA) / STRATA)
    stratum = np.searchsorted(bounds, scores, "right")
    of_rest = np.bincount(stratum[rest], minlength=STRATA) / rest.sum()
    blind = np.bincount(stratum[is_blind], minlength=STRATA) + PRIOR * of_rest
    share = blind / blind.sum()
    ratio = np.divide(share, of_rest, out=np.ones(STRATA), where=of_rest > 0)
    weights[rest] = np.clip(ratio, 1 / MOST, MOST)[stratum[rest]]
    return weights
