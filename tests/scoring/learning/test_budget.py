"""Budgets for the queue: which threshold sends which share, and what is found there."""

from dateline.scoring.learning.budget import Ruled, budget_curve, wilson

HUNDRED = [Ruled(place / 100, is_breach=place >= 90) for place in range(100)]


def test_looking_at_the_top_tenth_finds_all_where_the_engine_is_right() -> None:
    found = {point.share: point for point in budget_curve(HUNDRED)}
    assert (found[0.05].threshold, found[0.05].found) == (0.95, 0.5)
    assert (found[0.1].threshold, found[0.1].found) == (0.9, 1.0)
    assert found[1.0].threshold == 0.0


def test_the_interval_is_as_wide_as_few_breaches_make_it() -> None:
    half = next(point for point in budget_curve(HUNDRED) if point.share == 0.05)
    assert (round(half.low, 2), round(half.high, 2)) == (0.24, 0.76)
    more = [each for each in HUNDRED for _ in range(10)]
    closer = next(point for point in budget_curve(more) if point.share == 0.05)
    assert half.low < closer.low < 0.5 < closer.high < half.high


def test_without_a_breach_there_is_no_curve() -> None:
    assert budget_curve([]) == []
    assert budget_curve([Ruled(0.5, is_breach=False)]) == []


def test_a_comment_that_stands_for_many_counts_as_many() -> None:
    ruled = [Ruled(0.9, is_breach=True), Ruled(0.1, is_breach=True, weight=3), Ruled(0.5, is_breach=False, weight=4)]
    top = budget_curve(ruled, [0.125])[0]
    assert (top.threshold, top.found) == (0.9, 0.25)


def test_equal_scores_are_sent_together_or_not_at_all() -> None:
    few, every = budget_curve([Ruled(0.5, is_breach=True)] * 100, [0.2, 1.0])
    assert few.threshold > 0.5
    assert every.threshold == 0.0


def test_an_interval_stays_between_nothing_and_all() -> None:
    assert wilson(0, 10)[0] == 0.0
    assert wilson(1, 10)[1] == 1.0
    assert wilson(0.5, 0) == (0.0, 1.0)
