"""Whether the time that an answer takes tells a hidden story from one that is not there.

Two addresses are asked in turn, and the medians of both compared. The limit is wide, because other work on the same
machine moves every time: it finds a page that was made and thrown away, and no single query.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 11
FACTOR, MORE = 2.0, 0.03
"""A median tells when it is so many times the other one, and so many seconds more."""


@dataclass(frozen=True)
class Times:
    """Medians in seconds: of the hidden story's address, and of one like it where nothing is."""

    hidden: float
    absent: float

    @property
    def tell(self) -> bool:
        shorter, longer = sorted((self.hidden, self.absent))
        return longer > FACTOR * shorter and longer - shorter > MORE


def compared(ask_hidden: Callable[[], object], ask_absent: Callable[[], object]) -> Times:
    """Ask both in turn, so many rounds after one for warmth."""
    took: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS + 1):
        for asked, times in ((ask_hidden, took[0]), (ask_absent, took[1])):
            began = time.perf_counter()
            asked()
            if number:
                times.append(time.perf_counter() - began)
    return Times(median(took[0]), median(took[1]))
