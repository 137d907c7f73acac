"""The least of a smooth convex function, by L-BFGS (J. Nocedal, 1980), since numpy alone has no such thing."""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
REMEMBERED = 8
LEAST_FALL = 1e-4
"""Share of what the slope promises by which a step must go down (L. Armijo, 1966)."""
SHORTEST = 1e-10


def least(
    function: Callable[[Numbers], tuple[float, Numbers]], start: Numbers, *, rounds: int, tolerance: float = 1e-5
) -> Numbers:
    """Return about where a function is least, from its value and slope; after so many rounds the best so far."""
    at = start
    value, slope = function(at)
    steps: deque[tuple[Numbers, Numbers, float]] = deque(maxlen=REMEMBERED)
    for _ in range(rounds):
        if np.abs(slope).max(initial=0.0) <= tolerance:
            break
        way = -_turned(slope, steps)
        length = 1.0 if steps else min(1.0, 1.0 / float(np.abs(slope).sum()))
        promised = float(slope @ way)
        while True:
            ahead = at + length * way
            found, there = function(ahead)
            if found <= value + LEAST_FALL * length * promised or length < SHORTEST:
                break
            length /= 2
        if length < SHORTEST:
            break
        bend = float((there - slope) @ (ahead - at))
        if bend > 0:
            steps.append((ahead - at, there - slope, 1 / bend))
        at, value, slope = ahead, found, there
    return at


def _turned(slope: Numbers, steps: "deque[tuple[Numbers, Numbers, float]]") -> Numbers:
    """The slope by the inverse of the curvature that the last steps have shown."""
    turned, shares = slope.copy(), []
    for step, change, inverse in reversed(steps):
        shares.append(inverse * float(step @ turned))
        turned -= shares[-1] * change
    if steps:
        step, change, inverse = steps[-1]
        turned *= 1 / (inverse * float(change @ change))
    for (step, change, inverse), share in zip(steps, reversed(shares), strict=True):
        turned += (share - inverse * float(change @ turned)) * step
    return turned
