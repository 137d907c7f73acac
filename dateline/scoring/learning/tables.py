"""Comments as tables of the engine's own features, made by numpy alone.

A comment's features are those of its words and those of words in their places. The first stay a product of two tables,
comments by words and words by buckets: written out in full they would take ten times the room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.features import BUCKETS, bucket_and_weight
from dateline.scoring.lexicon import Lexicon
from dateline.scoring.memo import Memo, Weighing, word_features
from dateline.scoring.model import Model
from dateline.scoring.reading import read

Numbers = NDArray[np.float64]
AT_ONCE = 1 << 20
"""Numbers of a table that are looked at in one step, each of which takes memory besides."""


@dataclass(frozen=True)
class Table:
    """A matrix of which most is nothing: a row, a column and a value for each number that is something."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: NDArray[np.float32]
    height: int
    width: int

    def times(self, of_columns: Numbers) -> Numbers:
        """Return the matrix times a number for each column."""
        summed = np.zeros(self.height)
        for some in self._parts():
            summed += np.bincount(self.rows[some], self.values[some] * of_columns[self.columns[some]], self.height)
        return summed

    def back(self, of_rows: Numbers) -> Numbers:
        """Return the matrix turned over, times a number for each row."""
        summed = np.zeros(self.width)
        for some in self._parts():
            summed += np.bincount(self.columns[some], self.values[some] * of_rows[self.rows[some]], self.width)
        return summed

    def _parts(self) -> Iterator[slice]:
        return (slice(at, at + AT_ONCE) for at in range(0, len(self.rows), AT_ONCE))

    def squared(self) -> "Table":
        """Return the matrix with each number squared."""
        return Table(self.rows, self.columns, self.values**2, self.height, self.width)

    def weighed(self, *, rows: Numbers) -> "Table":
        """Return the matrix with each row times a number."""
        return Table(self.rows, self.columns, (self.values * rows[self.rows]).astype(np.float32), *self.shape)

    @property
    def shape(self) -> tuple[int, int]:
        """Return its height and width."""
        return self.height, self.width


class Tables:
    """The features of comments as a model weighs them: rarity times count, each comment of length one."""

    def __init__(self, texts: Sequence[str], model: Model) -> None:
        words, keys, memo = _read(texts, model)
        rarity = model.rarity.astype(np.float64)
        letters = _letters(memo, Lexicon(model.words, model.costs), rarity)
        buckets, counts = bucket_and_weight(keys.columns.astype(np.int64))
        values = (rarity[buckets] * counts).astype(np.float32)
        pairs = Table(keys.rows, buckets.astype(np.int32), values, len(texts), BUCKETS)
        squares = letters.squared().times(np.ones(BUCKETS))
        length = words.times(squares) + pairs.squared().times(np.ones(BUCKETS))
        shorter = 1 / np.sqrt(np.maximum(length, 1))
        self._words, self._letters, self._pairs = words.weighed(rows=shorter), letters, pairs.weighed(rows=shorter)
        once = Table(letters.rows, letters.columns, np.ones_like(letters.values), *letters.shape)
        met = once.back(words.back(np.ones(len(texts)))) + np.bincount(pairs.columns, minlength=BUCKETS)
        self.times_met: Numbers = met
        """How often each bucket is met: once for each word of a comment that has it, and each pair."""

    def times(self, weights: Numbers) -> Numbers:
        """Return each comment's sum under a weight for each bucket."""
        return self._words.times(self._letters.times(weights)) + self._pairs.times(weights)

    def back(self, of_comments: Numbers) -> Numbers:
        """Return for each bucket what a number for each comment comes to there."""
        return self._letters.back(self._words.back(of_comments)) + self._pairs.back(of_comments)


def _read(texts: Sequence[str], model: Model) -> tuple[Table, Table, Memo]:
    nothing = Weighing(np.zeros(BUCKETS, np.uint8), np.zeros((BUCKETS, 1), np.int8))
    memo = Memo(
        nothing, Lexicon(model.words, model.costs), most=1 << 40
    )  # forgets none, so that rows stay what they are
    words, keys = [], []
    for text in texts:
        rows = read(text, memo)
        words.append(np.unique(rows).astype(np.int32))
        keys.append(np.unique(memo.in_place(rows)[0]).astype(np.int32))
    return _ones(words, len(memo.words)), _ones(keys, 0), memo


def _ones(found: list[NDArray[np.int32]], width: int) -> Table:
    columns = np.concatenate([np.empty(0, np.int32), *found])
    rows = np.repeat(np.arange(len(found), dtype=np.int32), [len(each) for each in found])
    return Table(rows, columns, np.ones(len(columns), np.float32), len(found), width)


def _letters(memo: Memo, lexicon: Lexicon, rarity: Numbers) -> Table:
    rows, buckets, counts = [], [], []
    for row, word in enumerate(memo.words):
        found, count = ([], []) if word.startswith("\0") else word_features(word, lexicon)
        rows += [row] * len(found)
        buckets += found
        counts += count
    columns = np.array(buckets, np.int32)
    values = (rarity[columns] * np.array(counts)).astype(np.float32)
    return Table(np.array(rows, np.int32), columns, values, len(memo.words), BUCKETS)
