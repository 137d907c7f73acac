"""An engine with a layer: exact, and of the model alone where the layer has nothing."""

import zlib
from math import inf, nan

import numpy as np
import pytest

from dateline.scoring.attributes import LEARNED
from dateline.scoring.engine import Engine
from dateline.scoring.learning.layer import FINER, MAGIC, Column, Layer, column_of, read_layer
from dateline.scoring.learning.layered import Layered
from dateline.scoring.learning.tables import Tables
from dateline.scoring.model import Calibration, UnusableModel
from tests.scoring.learning.desks import rulings

TEXTS = ["You are an 1d10t, and a glombert!", "The ferry is late", "n0 0ne \ud800 i d i o t", ""]


def test_a_layer_of_nothing_changes_no_score(engine: Engine) -> None:
    empty = Layered(engine, Layer(engine.model.version, ()))
    for text in TEXTS:
        assert empty.explain(text, "en") == engine.explain(text, "en")


def test_contributions_with_the_biases_are_the_sums(layered: Layered) -> None:
    for text in TEXTS:
        added = sum((each for _, _, each in layered.contributions(text)), np.zeros(len(LEARNED)))
        assert layered.sums(text) == pytest.approx(added + np.array(layered.model.header.biases), abs=1e-9)


def test_a_sum_is_the_model_s_and_what_was_learned(engine: Engine, layered: Layered) -> None:
    texts = [each.text for each in rulings(20, seed=3)]
    column = layered.layer.columns[-1]
    at = LEARNED.index(column.attribute)
    added = np.zeros(len(engine.model.rarity))
    added[column.buckets] = column.steps * engine.model.header.scales[at] / FINER
    learned = Tables(texts, engine.model).times(added)
    for text, more in zip(texts, learned, strict=True):
        assert layered.sums(text)[at] == pytest.approx(engine.sums(text)[at] + more, abs=1e-5)


def test_a_layer_comes_back_from_its_bytes(layered: Layered) -> None:
    again = read_layer(layered.layer.as_bytes())
    assert again.version == layered.layer.version
    assert again.as_bytes() == layered.layer.as_bytes()
    assert layered.version == Engine().version


def test_a_layer_of_another_model_is_refused(engine: Engine) -> None:
    with pytest.raises(UnusableModel, match="learned on the model en-0"):
        Layered(engine, Layer("en-0+abc", ()))


@pytest.mark.parametrize("at", [0, 9, 15, -1])
def test_damaged_bytes_are_no_layer(layered: Layered, at: int) -> None:
    stored = bytearray(layered.layer.as_bytes())
    stored[at] ^= 0xFF
    with pytest.raises(UnusableModel):
        read_layer(bytes(stored))
    with pytest.raises(UnusableModel):
        read_layer(bytes(stored[: len(stored) // 2]))


def test_a_step_that_leaves_the_room_of_a_weight_is_refused(engine: Engine) -> None:
    line = Calibration(1.0, 0.0)
    far = Column("INSULT", line, np.array([5], np.uint32), np.array([32_000], np.int16))
    with pytest.raises(UnusableModel):
        read_layer(Layer(engine.model.version, (far,)).as_bytes())
    most = column_of("INSULT", line, np.full(len(engine.model.rarity), 1e9), engine.model.header.scales[1])
    assert (len(most.steps), int(most.steps.max())) == (30_000, 24_000)


@pytest.mark.parametrize(
    ("slope", "offset", "step", "times"),
    [(nan, 0.0, 1, 1), (inf, 0.0, 1, 1), (-1.0, 0.0, 1, 1), (1.0, nan, 1, 1), (1.0, 0.0, -32_768, 1), (1.0, 0.0, 1, 2)],
)
def test_numbers_that_no_learning_gives_are_refused(
    engine: Engine, slope: float, offset: float, step: int, times: int
) -> None:
    # With a line that is not a number every comment had a score of one.
    column = Column("INSULT", Calibration(slope, offset), np.array([5], np.uint32), np.array([step], np.int16))
    with pytest.raises(UnusableModel):
        read_layer(Layer(engine.model.version, (column,) * times).as_bytes())


@pytest.mark.parametrize("header", ['{"base": "a", "columns": [{"buckets": Infinity}]}', "[" * 100_000])
def test_a_header_that_is_none_is_refused(header: str) -> None:
    with pytest.raises(UnusableModel):
        read_layer(MAGIC + len(header).to_bytes(4, "little") + header.encode() + zlib.compress(b""))


def test_a_layer_that_is_cut_off_at_its_end_is_refused(layered: Layered) -> None:
    with pytest.raises(UnusableModel):
        read_layer(layered.layer.as_bytes()[:-1])
