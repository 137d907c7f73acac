"""The words that a model has met, and how rare each is: by them a disguise is seen through and joined words
come apart."""

from collections.abc import Iterator
from math import inf

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.features import hash_of

LONGEST_RUN = 60
"""Letters that are taken apart at a time, so that the work grows with their number alone."""
LONGEST_PART = 16
STRANGE = 140
"""What a letter costs that is in no known word: more than any word does."""
UNKNOWN = 160
"""What an unknown word costs, of whatever length."""
FEWEST_JOINED = 6
DEAREST = 42.0
"""Cost of each letter above which parts of an unknown word are no better guess than the word itself."""


class Lexicon:
    """Words by their numbers, with what each costs: ten times the negative logarithm of its share, at most 255."""

    def __init__(self, numbers: NDArray[np.uint32], costs: NDArray[np.uint8]) -> None:
        self._costs: dict[int, int] = dict(zip(numbers.tolist(), costs.tolist(), strict=True))

    def __contains__(self, word: str) -> bool:
        return hash_of(word) in self._costs

    def cost(self, word: str) -> int:
        """Return what a word costs; an unknown one costs more than any."""
        return self._costs.get(hash_of(word), UNKNOWN)

    def likeliest(self, readings: Iterator[str]) -> str:
        """Return the first reading that is a known word; else the first in plain letters; else the first at all."""
        each = list(readings)
        known = next((word for word in each if word in self), "")
        return known or next((word for word in each if word.isascii() and word.isalpha()), each[0] if each else "")

    def apart(self, letters: str) -> list[str]:
        """Return what letters without gaps most likely say, cut into words: youareanidiot is you are an idiot."""
        return [
            word for at in range(0, len(letters), LONGEST_RUN) for word in self._cut(letters[at : at + LONGEST_RUN])
        ]

    def parts(self, word: str) -> list[str]:
        """Return the known words that an unknown one is made of, or nothing where that is a poor guess."""
        if len(word) < FEWEST_JOINED or not word.isascii() or not word.isalpha():
            return []
        found = self._cut(word[:LONGEST_RUN])
        is_likely = all(len(part) > 2 or part in ("i", "u", "is", "an", "to", "of", "in", "my", "we") for part in found)
        cost = sum(self._costs.get(hash_of(part), 255) for part in found)
        return found if is_likely and len(found) > 1 and cost < DEAREST * len(word) else []

    def _cut(self, letters: str) -> list[str]:
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(letters) + 1):
            options = [(inf, end - 1)]
            for start in range(max(0, end - LONGEST_PART), end):
                cost = self._costs.get(hash_of(letters[start:end]))
                if cost is None and start == end - 1:
                    cost = STRANGE
                if cost is not None:
                    options.append((best[start][0] + cost, start))
            best.append(min(options))
        words, end = [], len(letters)
        while end:
            start = best[end][1]
            words.append(letters[start:end])
            end = start
        return words[::-1]
