"""What the few that are read without scores say of how the rest came to be read."""

import numpy as np

from dateline.scoring.learning.fitting import calibrate
from dateline.scoring.learning.selection import FEWEST_BLIND, MOST, weights_of


def decided(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """A desk that reads the likelier the higher the score, and one in twenty whatever its score; and the true share."""
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=30_000)
    breaches = chance.random(30_000) < 1 / (1 + np.exp(2.5 - 1.5 * scores))
    blind = chance.random(30_000) < 0.05
    read = np.where(blind, 0.4, 1 / (1 + np.exp(1.0 - 2.0 * scores)))
    taken = chance.random(30_000) < read
    return scores[taken], breaches[taken].astype(float), blind[taken], float(breaches.mean())


def test_weighted_rulings_tell_the_share_of_breaches_of_all_comments() -> None:
    for seed in range(5):
        scores, breaches, blind, truth = decided(seed)
        weights = weights_of(scores, blind)
        weighted = float(np.average(breaches, weights=weights))
        assert abs(weighted - truth) < abs(breaches.mean() - truth) / 3


def test_a_line_fitted_on_weighted_rulings_is_nearer_to_that_of_all_comments() -> None:
    # Breaches below the middle have another cause than the score, so that the line depends on who is read.
    nearer = 0
    for seed in range(5):
        chance = np.random.default_rng(seed)
        scores = chance.normal(size=20_000)
        breaches = (chance.random(20_000) < np.where(scores > 0, 0.1 + 0.3 * scores.clip(0, 2), 0.1)).astype(float)
        blind = chance.random(20_000) < 0.05
        taken = chance.random(20_000) < np.where(blind, 0.5, 1 / (1 + np.exp(1 - 2 * scores)))
        s, b, w = scores[taken], breaches[taken], weights_of(scores[taken], blind[taken])
        true, plain, weighted = (
            calibrate(*each) for each in ((scores, breaches, np.ones(20_000)), (s, b, np.ones(len(s))), (s, b, w))
        )
        nearer += abs(weighted.slope - true.slope) < abs(plain.slope - true.slope)
    assert nearer == 5


def test_few_blind_rulings_change_nothing_and_many_have_bounds() -> None:
    scores = np.linspace(0, 1, 1_000)
    few = np.arange(1_000) < FEWEST_BLIND - 1
    assert (weights_of(scores, few) == 1).all()
    many = np.arange(1_000) < 200
    weights = weights_of(scores, many)
    assert (weights[many] == 1).all()
    assert weights.min() >= 1 / MOST
    assert weights.max() <= MOST
