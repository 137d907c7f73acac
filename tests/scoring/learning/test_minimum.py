"""The least of a function, found by its slope."""

import numpy as np
import pytest

from dateline.scoring.learning.minimum import Numbers, least


def test_the_least_of_a_bowl_is_its_bottom() -> None:
    bottom, bends = np.array([3.0, -2.0, 0.5]), np.array([1.0, 100.0, 0.01])

    def bowl(at: Numbers) -> tuple[float, Numbers]:
        return float((bends * (at - bottom) ** 2).sum()), 2 * bends * (at - bottom)

    assert least(bowl, np.zeros(3), rounds=100, tolerance=1e-9) == pytest.approx(bottom, abs=1e-6)


def test_of_no_numbers_there_is_nothing_to_find() -> None:
    # Such as where no bucket is met often enough to learn of it.
    assert len(least(lambda at: (1.0, at), np.zeros(0), rounds=5)) == 0
