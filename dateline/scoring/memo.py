"""What is remembered of each word: its features added up, in memory that does not grow with what was read."""

from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.scoring import features, kinds_of_word
from dateline.scoring.lexicon import Lexicon
from dateline.scoring.pieces import key_of, readings

MOST = 50_000
"""Words and as many ways to write them: some 15 MB. Then all are forgotten; a comment with more has them for itself."""


FIRST = 1024
"""Rows that there is room for at first."""


class Weighing(NamedTuple):
    """What a model knows of buckets: how rare each is, and its weight for each attribute."""

    rarity: NDArray[np.uint8]
    weights: NDArray[np.int8] | NDArray[np.int16]

    def sums(self, buckets: features.Whole, counts: features.Whole) -> NDArray[np.int64]:
        """Return the sum of features for each attribute, and the square of their length after it."""
        values = self.rarity.take(buckets) * counts
        summed = np.empty(self.weights.shape[1] + 1, np.int64)
        summed[:-1] = values @ self.weights.take(buckets, 0)
        summed[-1] = values @ values
        return summed


class Memo:
    """Rows of numbers for pieces: one for each word, whatever the ways that it is written in."""

    def __init__(self, weighing: Weighing, lexicon: Lexicon, *, most: int = MOST) -> None:
        self.lock = Lock()
        """Held by whoever reads rows, from the first `begin` to the last look at a row."""
        self._weighing, self._lexicon, self._most = weighing, lexicon, most
        self.values: NDArray[np.int64]
        self.flags: NDArray[np.int32]
        self.hashes: NDArray[np.uint64]
        """Of the word, by which pairs of words are told apart; of a group it is that of any group."""
        self.kinds: NDArray[np.uint64]
        """Of the word's kind, or of the word where it has none."""
        self.costs: NDArray[np.uint8]
        """What a word costs in the lexicon; nothing for what is no word."""
        self._forget()

    def begin(self) -> None:
        """Make room before a comment is read: rows given until the next call stay what they are."""
        if len(self._written) > self._most or len(self.words) > self._most:
            self._forget()

    def row(self, written: str) -> int:
        """Return the row of a piece as it is written."""
        row = self._written.get(written)
        if row is not None:
            return row
        key = key_of(written)
        row = self._new(key)
        self._written[key] = row
        return row

    def row_of(self, word: str) -> int:
        """Return the row of a word as it is meant."""
        row = self._rows.get(word)
        return self._add(word) if row is None else row

    def in_place(self, rows: features.Whole) -> tuple[features.Whole, features.Whole, features.Whole]:
        """Return the features of rows in their places, as `features.in_place` does."""
        return features.in_place(self.hashes.take(rows), self.kinds.take(rows), self.flags.take(rows))

    def knows(self, word: str) -> bool:
        """Tell whether a word is in the lexicon."""
        return word in self._lexicon

    def apart(self, letters: str) -> list[str]:
        """Cut letters without gaps into words."""
        return self._lexicon.apart(letters)

    def _new(self, written: str) -> int:
        if not written.isascii() or not written.isalpha():
            word = self._lexicon.likeliest(readings(written)) or (written if written > "\u2100" else "")
            return self.row_of(word) if word else self._add_sign(written)
        return self.row_of(self._lexicon.likeliest(readings(written)))

    def _add(self, word: str) -> int:
        flags = features.IS_WORD
        for flag, words in _FLAGGED:
            flags |= flag * (word in words)
        flags |= features.IS_LONE * (len(word) == 1 and word.isalpha())
        flags |= features.IS_UNKNOWN * (word.isalpha() and word.isascii() and word not in self._lexicon)
        kind = kinds_of_word.KINDS.get(word, "")
        flags |= features.HAS_KIND * bool(kind)
        buckets, counts = word_features(word, self._lexicon)
        sums = self._weighing.sums(np.array(buckets), np.array(counts))
        row = self._put(word, flags, sums)
        self.costs[row] = self._lexicon.cost(word) if any(map(str.isalpha, word)) else 0
        if kind:
            self.kinds[row] = features.hash_of(f"\0{kind}")
            if kind == "group":
                self.hashes[row] = self.kinds[row]
        return row

    def _add_sign(self, sign: str) -> int:
        flags = features.ENDS * (sign[0] in kinds_of_word.ENDS) | features.QUOTES * (sign in kinds_of_word.QUOTES)
        return self._put(f"\0{sign}", flags, 0)

    def _put(self, word: str, flags: int, sums: "NDArray[np.int64] | int") -> int:
        row = len(self.words)
        if row == len(self.flags):
            self._grow()
        self.values[row], self.flags[row], self.costs[row] = sums, flags, 0
        self.hashes[row] = self.kinds[row] = features.hash_of(word)
        self.words.append(word)
        self._rows[word] = row
        return row

    def _grow(self) -> None:
        more = len(self.flags)
        self.values = np.concatenate([self.values, np.zeros((more, self.values.shape[1]), np.int64)])
        self.flags = np.concatenate([self.flags, np.zeros(more, np.int32)])
        self.hashes = np.concatenate([self.hashes, np.zeros(more, np.uint64)])
        self.kinds = np.concatenate([self.kinds, np.zeros(more, np.uint64)])
        self.costs = np.concatenate([self.costs, np.zeros(more, np.uint8)])

    def _forget(self) -> None:
        self._written: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self.words: list[str] = []
        self.values = np.zeros((FIRST, self._weighing.weights.shape[1] + 1), np.int64)
        self.flags = np.zeros(FIRST, np.int32)
        self.hashes, self.kinds = np.zeros(FIRST, np.uint64), np.zeros(FIRST, np.uint64)
        self.costs = np.zeros(FIRST, np.uint8)


_FLAGGED = (
    (features.DENIES, kinds_of_word.DENYING),
    (features.IS_GROUP, kinds_of_word.GROUPS),
    (features.IS_YOU, kinds_of_word.SPOKEN_TO),
    (features.TELLS, kinds_of_word.TOLD),
)


def word_features(word: str, lexicon: Lexicon) -> tuple[list[int], list[int]]:
    """Return the buckets of a word and how much each counts; of an unknown one those of its parts besides.

    A group of people has one bucket, which is that of any group.
    """
    if word in kinds_of_word.GROUPS:
        return [features.bucket_of("\0group")], [features.WORD]
    buckets, counts = features.buckets_of(word)
    if word not in lexicon:
        for part in dict.fromkeys(lexicon.parts(word)):
            bucket = features.bucket_of(part)
            if bucket not in buckets:
                buckets.append(bucket)
                counts.append(features.WORD)
    return buckets, counts
