"""Trains a model from rows: lexicon, tables, weights, whole numbers, calibration.

The same rows and seed give the same file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dateline.scoring.attributes import LEARNED
from dateline.scoring.features import BITS
from dateline.scoring.model import Calibration, Header, Model
from dateline.scoring.pieces import NORMALISER
from dateline.scoring.train.augmenting import augmented
from dateline.scoring.train.fitting import Design, fit, rarity, reader, spread, tabled
from dateline.scoring.train.lexicon_of import lexicon_of
from dateline.scoring.train.own_check import own_check
from dateline.scoring.train.rationales import made_of_marks
from dateline.scoring.train.rows import Row

SPARED = 0.99
"""Share of our own plain sentences about people that stay below one half."""

Labels = NDArray[np.float64]


@dataclass(frozen=True)
class Recipe:
    """What a training is decided by, besides its rows."""

    seed: int = 1
    strength: float = 4.0
    """How far weights may go from nothing: the inverse of the penalty on their squares."""
    rounds: int = 80
    jobs: int = 1
    """Attributes that are fitted at a time. They change nothing in the model."""


def train(rows: Sequence[Row], folder: Path, recipe: Recipe, say: Callable[[str], None]) -> Model:
    """Return a model of the rows whose split is train, calibrated on those whose split is dev."""
    learned = [row for row in rows if row.split == "train"]
    lexicon, numbers, costs = lexicon_of(learned, folder)
    say(f"{len(learned):,} comments to learn from; {len(numbers):,} words are known.")
    learned += made_from(learned, folder, recipe.seed)
    memo = reader(lexicon)
    comments = tabled([row.text for row in learned], memo)
    letters = spread(memo, lexicon)
    rare = rarity(comments, letters)
    say(f"{len(learned):,} comments with those made from them are tables.")
    labels = np.array([row.labels for row in learned], np.float32)
    shares = np.array([[row.weight] for row in learned], np.float32)
    weights, biases = fit(Design(comments, letters, rare), labels, shares, recipe.strength, recipe.rounds, recipe.jobs)
    say("Weights are fitted.")
    scales = np.abs(weights).max(0) / 127
    whole = np.rint(weights / scales).astype(np.int8)
    header = Header(
        name="",
        language="en",
        normaliser=NORMALISER,
        bits=BITS,
        attributes=LEARNED,
        scales=tuple(scales.astype(float).tolist()),
        biases=tuple(biases.tolist()),
        calibration=(Calibration(1.0, 0.0),) * len(LEARNED),
        words=len(numbers),
        notes={"seed": recipe.seed, "strength": recipe.strength, "rounds": recipe.rounds},
    )
    return Model(header, rare, whole, numbers, costs)


def made_from(rows: Sequence[Row], folder: Path, seed: int) -> list[Row]:
    """Return the rows that are learned from besides those of the train split, which are given."""
    return [*augmented(rows, seed), *made_of_marks(rows, folder)]


def calibration_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the dev rows, and the sentences of our own that are judged by, as rows of a source of their own."""
    nan = float("nan")
    own = [
        Row("own check", "dev", text, 1.0, (float(kind == "hateful"), nan, float(kind == "hateful"), nan, nan))
        for kind, text in own_check()
    ]
    return [row for row in rows if row.split == "dev"] + own


def calibrated(rows: Sequence[Row], sums: Labels) -> tuple[Calibration, ...]:
    """Return the sigmoid of each attribute under which one half is where both classes are told apart alike.

    Every source has the same say for each class, whatever its size: 0.5 is then no share of comments anywhere, but
    the middle between what is called so and what is not. Where that flags more than one in a hundred of our own plain
    sentences about people, one half is where it does not.
    """
    labels = np.array([row.labels for row in rows])
    sources = np.array([row.source for row in rows])
    plain = {text for kind, text in own_check() if kind == "benign"}
    harmless = np.quantile(sums[[row.text in plain for row in rows]], SPARED, axis=0, method="higher")
    lines = [_sigmoid(sums[:, at], labels[:, at], sources) for at in range(len(LEARNED))]
    return tuple(
        Calibration(line.slope, floor(min(line.offset, -line.slope * least) * 10_000) / 10_000)
        for line, least in zip(lines, harmless.tolist(), strict=True)
    )


def _sigmoid(sums: Labels, labels: Labels, sources: NDArray[np.str_]) -> Calibration:
    say = np.zeros(len(sums))
    for source in sorted(set(sources.tolist())):
        classes = [(sources == source) & (labels == label) for label in (0, 1)]
        if all(of.sum() >= 10 for of in classes):
            for of in classes:
                say[of] = 1 / of.sum()
    truth = np.where(labels == 1, 1.0, 0.0)

    def loss(line: Labels) -> float:
        at = line[0] * sums + line[1]
        return float((say * (np.logaddexp(0, at) - truth * at)).sum())

    found = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-7})
    return Calibration(round(float(found.x[0]), 4), round(float(found.x[1]), 4))
