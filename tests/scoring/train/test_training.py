"""Training in small: the same rows give the same weights, and the weights part what is labelled so from what is not."""

from math import nan
from pathlib import Path

import numpy as np
import pytest

from dateline.scoring.train.augmenting import augmented
from dateline.scoring.train.fitting import Design, fit, rarity, reader, spread, tabled
from dateline.scoring.train.judging import auc, average_precision, precision_at
from dateline.scoring.train.lexicon_of import lexicon_of
from dateline.scoring.train.rows import Row

ROWS = [
    Row("tram", "train", f"the tram {number} is {word} today", 1.0, (float(word == "lousy"), nan, 0.0, nan, nan))
    for number in range(40)
    for word in ("lousy", "lovely")
]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_the_same_rows_give_the_same_weights_and_they_tell(tmp_path: Path) -> None:
    lexicon, numbers, _ = lexicon_of(ROWS, tmp_path)
    assert "lousy" in lexicon
    assert len(numbers) > 100  # with the words that stand for a kind
    memo = reader(lexicon)
    comments = tabled([row.text for row in ROWS], memo)
    letters = spread(memo, lexicon)
    design = Design(comments, letters, rarity(comments, letters))
    labels = np.array([row.labels[:1] for row in ROWS], np.float32)
    shares = np.ones((len(ROWS), 1), np.float32)
    weights, biases = fit(design, labels, shares, 6.0, 2)
    again, _ = fit(design, labels, shares, 6.0, 2)
    both, _ = fit(design, np.hstack([labels, 1 - labels]), shares, 6.0, 2, jobs=2)
    assert (weights == again).all()
    assert (both[:, [0]] == weights).all()
    assert (both[:, [0]] != both[:, [1]]).any()
    assert auc((design.times(weights) + biases)[:, 0], labels[:, 0]) == 1.0
    assert [row.text for row in augmented(ROWS, 3)] == [row.text for row in augmented(ROWS, 3)]


def test_figures_are_what_they_say() -> None:
    sums, labels = np.array([4.0, 3, 2, 2, 1]), np.array([1.0, 0, 1, 0, nan])
    assert auc(sums, labels) == (2 + 0.5) / 4
    assert average_precision(sums, labels) == (1 + 2 / 3) / 2
    assert precision_at(0.5, sums, labels) == 1.0
