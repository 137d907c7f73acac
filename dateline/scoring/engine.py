"""Scores comments: load a model once with `Engine()`, then ask it about one comment after another, from any thread.

It ranks; it does not decide. docs/scoring.md says what it cannot do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.scoring import model as models
from dateline.scoring.attributes import ATTRIBUTES, LEARNED, SEVERE, severe
from dateline.scoring.features import Whole, bucket_and_weight
from dateline.scoring.language import Told, tell
from dateline.scoring.lexicon import Lexicon
from dateline.scoring.memo import Memo, Weighing
from dateline.scoring.reading import Read, read, read_in_place

MOST_SPANS = 5
LEAST_WEIGHT = 0.1
"""What a word adds to an attribute's sum, below which it explains nothing."""
MOST_TOLD_BY = 200
"""Pieces at the beginning whose words tell the language."""
DECIMALS = 6
"""Decimals of an answer: what is beyond them may differ between machines."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Span:
    """A part of the original text, in code points, and what it adds to an attribute's sum."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class Scored:
    """The scores of a comment, each from 0 to 1; none, with the reason, where its language is not the engine's."""

    language: str | None
    """What the comment was found to be in; None where that cannot be told."""
    scores: Mapping[str, float]
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    unscored: str = ""


class Engine:
    """One model, ready to score. Shared by threads."""

    def __init__(self, model: Path | models.Model = models.SHIPPED) -> None:
        """Load a model, or take one. Raises `UnusableModel` for a file that does not fit this engine."""
        self.model = models.read(model) if isinstance(model, Path) else model
        self._weighing = Weighing(self.model.rarity, self.model.weights)
        self._memo = Memo(self._weighing, Lexicon(self.model.words, self.model.costs))
        self._scales, self._biases = np.array(self.model.header.scales), np.array(self.model.header.biases)

    @property
    def version(self) -> str:
        """Return the name and hash of the model, to be kept beside a score."""
        return self.model.version

    def score(self, text: str, language: str | None = None) -> Scored:
        """Return the scores of a comment. A `language` given by who knows it is believed."""
        with self._memo.lock:
            rows = read(text, self._memo)
            told = self._told(text, rows, language)
            return Scored(told.code, self._scores(rows)) if told.is_scored else self._refused(told)

    def explain(self, text: str, language: str | None = None) -> Scored:
        """Return the scores of a comment, with the words that raise each most, the heaviest first."""
        with self._memo.lock:
            words = read_in_place(text, self._memo)
            told = self._told(text, words.rows, language)
            if not told.is_scored:
                return self._refused(told)
            scores = self._scores(words.rows)
            return Scored(told.code, scores, self._spans(words, scores))

    def spans(self, text: str, scores: Mapping[str, float]) -> dict[str, tuple[Span, ...]]:
        """Return the words that raise each of these scores of a comment most, the heaviest first."""
        with self._memo.lock:
            return self._spans(read_in_place(text, self._memo), scores)

    def sums(self, text: str) -> Numbers:
        """Return the sum of each learned attribute before calibration, whatever the language."""
        with self._memo.lock:
            return self._sums(read(text, self._memo))

    def contributions(self, text: str) -> list[tuple[int, int, Numbers]]:
        """Return each word's place and what it adds to each learned attribute. With the biases they are the sums."""
        with self._memo.lock:
            words = read_in_place(text, self._memo)
            return [(*place, added) for place, added in zip(words.places, self._added(words.rows), strict=True)]

    def _told(self, text: str, rows: Whole, language: str | None) -> Told:
        trained = self.model.header.language
        if language:
            code = language.partition("-")[0].lower()
            return Told(code, is_scored=code == trained)
        costs = self._memo.costs[rows[:MOST_TOLD_BY]]
        return tell(text, costs[costs > 0].tolist(), trained)

    def _refused(self, told: Told) -> Scored:
        trained = self.model.header.language
        return Scored(told.code, {}, unscored=f"The engine was trained on “{trained}” alone and gives this no score.")

    def _scores(self, rows: Whole) -> dict[str, float]:
        learned = {
            name: 1 / (1 + exp(-max(-40.0, min(40.0, each.slope * total + each.offset))))
            for name, each, total in zip(LEARNED, self.model.header.calibration, self._sums(rows).tolist(), strict=True)
        }
        learned[SEVERE] = severe(learned)[0]
        return {name: round(learned[name], DECIMALS) for name in ATTRIBUTES}

    def _sums(self, rows: Whole) -> Numbers:
        totals = self._memo.values.take(list(set(rows.tolist())), 0).sum(0)
        keys = _each_once(self._memo.in_place(rows)[0])
        totals += self._weighing.sums(*bucket_and_weight(keys))
        length = np.sqrt(float(totals[-1])) or 1.0
        summed: Numbers = self._biases + self._scales * totals[:-1] / length
        return summed

    def _added(self, rows: Whole) -> Numbers:
        """What each piece adds: its own features, and half of what it makes with another."""
        values, columns = self._memo.values.take(rows, 0), len(LEARNED)
        _, once, which, counts = np.unique(rows, return_index=True, return_inverse=True, return_counts=True)
        added = values[:, :columns] / counts[which][:, None]
        keys, first, second = self._memo.in_place(rows)
        each, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
        buckets, weights = bucket_and_weight(each)
        rarity = self.model.rarity[buckets] * weights
        shares = (self.model.weights[buckets] * (rarity / counts / 2)[:, None])[which]
        np.add.at(added, first, shares)
        np.add.at(added, second, shares)
        length = np.sqrt(float(values[once, columns].sum() + rarity @ rarity)) or 1.0
        scaled: Numbers = added * self._scales / length
        return scaled

    def _spans(self, words: Read, scores: Mapping[str, float]) -> dict[str, tuple[Span, ...]]:
        added = self._added(words.rows)
        spans = {name: tuple(_heaviest(words, added[:, column])) for column, name in enumerate(LEARNED)}
        spans[SEVERE] = spans[severe(dict(scores))[1]]
        return {name: spans[name] for name in ATTRIBUTES}


def _each_once(keys: Whole) -> Whole:
    """`np.unique` in a third of the time, for the few that a comment has."""
    keys = np.sort(keys)
    first = np.empty(len(keys), np.bool_)
    first[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    return keys[first]


def _heaviest(words: Read, added: Numbers) -> Iterator[Span]:
    for place in np.argsort(-added, kind="stable")[:MOST_SPANS].tolist():
        if added[place] >= LEAST_WEIGHT:
            start, end = words.places[place]
            yield Span(start, end, round(float(added[place]), 4))
