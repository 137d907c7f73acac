"""Words cut into the pieces that a transformer knows, the longest first: WordPiece (Wu and others, 2016, 4.1)."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
INNER = "##"
"""What a piece begins with that is not the first of its word."""
LONGEST_WORD = 40
MOST = 96
"""Pieces of a comment that are read, with the signs at its start and end."""
KEPT_OF_END = 30
"""Of a longer comment so many of its last pieces are read, and as many of its first as there is room for."""
REMEMBERED = 20_000


class WordPiece:
    """A vocabulary: pieces, whose places in it are their numbers."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._start, self._end, self._unknown = (self._numbers[each] for each in (START, END, UNKNOWN))
        self._longest = max(map(len, pieces))
        self._cut: dict[str, list[int]] = {}

    def numbers(self, words: Iterable[str], most: int = MOST) -> NDArray[np.int64]:
        """Return the numbers of the pieces of a comment, at most so many."""
        found = [number for word in words for number in self.cut(word)]
        room = most - 2
        if len(found) > room:
            found = found[: room - KEPT_OF_END] + found[-KEPT_OF_END:]
        return np.array([self._start, *found, self._end], np.int64)

    def cut(self, word: str) -> list[int]:
        """Return the numbers of a word's pieces; of a word that cannot be cut, that of the unknown."""
        found = self._cut.get(word)
        if found is None:
            if len(self._cut) >= REMEMBERED:
                self._cut.clear()
            found = self._cut[word] = self._longest_first(word)
        return found

    def _longest_first(self, word: str) -> list[int]:
        found, at = [], 0
        word = word if word in self._numbers else word[:LONGEST_WORD]
        while at < len(word):
            before = INNER if at else ""
            for end in range(min(len(word), at + self._longest), at, -1):
                number = self._numbers.get(before + word[at:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            found.append(number)
            at = end
        return found
