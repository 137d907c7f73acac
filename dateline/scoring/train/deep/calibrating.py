"""Fits how a transformer's sums become scores, as the linear model's do: on dev and on our own sentences."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.deep.model import Transformer
from dateline.scoring.deep.words import Words
from dateline.scoring.model import Calibration
from dateline.scoring.train.rows import Row
from dateline.scoring.train.training import calibrated, calibration_rows


def calibration_of(transformer: Transformer, words: Words, rows: Sequence[Row]) -> tuple[Calibration, ...]:
    """Return the sigmoid of each attribute."""
    judged = calibration_rows(rows)
    return calibrated(judged, sums_of(transformer, words, [row.text for row in judged]))


def sums_of(transformer: Transformer, words: Words, texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the sums of texts, one row for each."""
    return np.array([transformer.sums(words.of(text)) for text in texts])
