"""Better by more than noise, or not."""

import numpy as np
import pytest

from dateline.scoring.learning.judging import auc, judged

CHANCE = np.random.default_rng(5)
LABELS = (CHANCE.random(400) < 0.3).astype(float)
WEAK = CHANCE.normal(0.5 * LABELS, 1)
STRONG = CHANCE.normal(2.0 * LABELS, 1)
ONES, NOT_BLIND = np.ones(400), np.zeros(400, bool)


def test_what_ranks_much_better_is_better_and_the_other_way_round_it_is_not() -> None:
    better = judged(WEAK, STRONG, LABELS, ONES, NOT_BLIND)
    assert better.is_better
    assert better.auc
    assert better.auc.low > 0.1
    assert not judged(STRONG, WEAK, LABELS, ONES, NOT_BLIND).is_better


def test_the_same_is_no_better_and_neither_is_what_is_better_by_chance() -> None:
    assert not judged(WEAK, WEAK, LABELS, ONES, NOT_BLIND).is_better
    lucky = sum(
        judged(WEAK, WEAK + np.random.default_rng(seed).normal(0, 0.3, 400), LABELS, ONES, NOT_BLIND).is_better
        for seed in range(15)
    )
    assert lucky <= 1


def test_scores_that_all_become_one_half_are_no_gain() -> None:
    noise = 6 * np.random.default_rng(9).normal(size=400)
    flat = judged(noise, noise * 0.01, LABELS, ONES, NOT_BLIND)
    assert flat.loss
    assert flat.loss.high < 0
    assert not flat.is_better


def test_too_few_of_a_class_judge_nothing() -> None:
    few = np.where(np.arange(400) < 4, 1.0, 0.0)
    assert judged(WEAK, STRONG, few, ONES, NOT_BLIND).auc is None


def test_the_area_counts_ties_half_and_weights_as_often_as_they_say() -> None:
    scores, truth = np.array([1.0, 2.0, 2.0, 3.0]), np.array([False, True, False, True])
    assert auc(scores, truth, np.ones(4)) == pytest.approx(3.5 / 4)
    thrice = auc(scores, truth, np.array([3.0, 1.0, 1.0, 1.0]))
    assert thrice == pytest.approx(auc(np.array([1, 1, 1, 2, 2, 3.0]), np.array([0, 0, 0, 1, 0, 1], bool), np.ones(6)))


def test_rulings_without_scores_are_told_apart() -> None:
    blind = np.arange(400) % 4 == 0
    apart = judged(WEAK, STRONG, LABELS, ONES, blind).blind
    assert apart
    assert apart[0] == 100
    assert apart[1] < apart[2]
    assert judged(WEAK, STRONG, LABELS, ONES, NOT_BLIND).blind is None
