"""Words that are nearly the same: what a misspelt one may have meant. Pure; `stories.search.nearest` keeps the index.

A word is kept under three keys, its thirds. Two letters left out, put in or replaced leave one third whole, so whoever
asks for a word's thirds, shifted by up to two, meets every word so near: fewer keys than trigrams, and none missed
(Li, Deng, Wang, Feng: Pass-Join, VLDB 2011). A swap of neighbours counts as one change and is met as two.
"""

from typing import NamedTuple

SHORTEST, LONGEST = 3, 40
"""Letters of a word that has neighbours."""
MOST_CHANGES = 2


class Thirds(NamedTuple):
    """The keys of one word, or all keys under which its neighbours may be found."""

    head: list[str]
    middle: list[str]
    tail: list[str]


def thirds_of(word: str) -> tuple[str, str, str]:
    """Return the keys under which a word is kept. Its length is part of each."""
    head, middle, tail = (f"{len(word)}{word[start:end]}" for start, end in _cuts(len(word)))
    return head, middle, tail


def thirds_near(word: str) -> Thirds:
    """Return the keys under which every word lies that differs by at most `MOST_CHANGES` letters."""
    found = Thirds([], [], [])
    for length in range(max(SHORTEST, len(word) - MOST_CHANGES), min(LONGEST, len(word) + MOST_CHANGES) + 1):
        for keys, (start, end) in zip(found, _cuts(length), strict=True):
            size = end - start
            first, last = max(0, start - MOST_CHANGES), min(len(word) - size, start + MOST_CHANGES)
            keys += {f"{length}{word[place : place + size]}" for place in range(first, last + 1)}
    return found


def changes_allowed(word: str) -> int:
    """Return how many letters a misspelling of this word may be off: one in a short word, else two."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 5 else MOST_CHANGES


def changes(one: str, other: str, *, most: int) -> int:
    """Return how many letters were left out, put in, replaced or swapped with their neighbour; `most + 1` for more.

    Optimal string alignment, only the cells that can still come out at `most` or less.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for down, letter in enumerate(one, start=1):
        older, before, row = before, row, [down] + [most + 1] * len(other)
        for across in range(max(1, down - most), min(len(other), down + most) + 1):
            same = letter == other[across - 1]
            row[across] = min(before[across - 1] + (not same), before[across] + 1, row[across - 1] + 1)
            if older and across > 1 and letter == other[across - 2] and one[down - 2] == other[across - 1]:
                row[across] = min(row[across], older[across - 2] + 1)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _cuts(length: int) -> list[tuple[int, int]]:
    first, second = length // 3, length // 3 + (length - length // 3) // 2
    return [(0, first), (first, second), (second, length)]
