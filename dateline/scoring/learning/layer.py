"""A layer: what was learned from one desk, to be laid over the model that it was learned on. Some bytes of our own.

Eight bytes that say what it is, the length of a header in JSON (4 bytes, little-endian), the header, and for each
column its buckets and steps. Nothing in it is run. It holds no words, only numbers of buckets that many words share.
"""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import inf, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.attributes import LEARNED
from dateline.scoring.features import BUCKETS
from dateline.scoring.model import Calibration, UnusableModel

MAGIC = b"DLLAYER1"
FINER = 64
"""Steps of a layer in one step of the model's weights."""
MOST_BUCKETS = 30_000
"""Of a column: those that move most. A layer of five takes a megabyte at most."""
MOST_STEPS = 24_000
"""Either way: with the model's own weight it still fits into two bytes."""
LARGEST = 5 * MOST_BUCKETS * 6 + 10_000


@dataclass(frozen=True)
class Column:
    """What was learned for an attribute: its line from sum to score, and steps to add to the weights of buckets."""

    attribute: str
    line: Calibration
    buckets: NDArray[np.uint32]
    steps: NDArray[np.int16]


@dataclass(frozen=True)
class Layer:
    """Columns for one model, at most one for each attribute that a model learns."""

    base: str
    """The version of the model. On another the same numbers would mean other words."""
    columns: tuple[Column, ...]

    @property
    def version(self) -> str:
        """Return what to keep beside a score: the beginning of the hash of its bytes."""
        return sha256(self.as_bytes()).hexdigest()[:12]

    def as_bytes(self) -> bytes:
        """Return the layer to be stored. The same layer gives the same bytes."""
        columns = [
            {"attribute": each.attribute, "line": [each.line.slope, each.line.offset], "buckets": len(each.steps)}
            for each in self.columns
        ]
        header = json.dumps({"base": self.base, "columns": columns}, sort_keys=True).encode()
        tables = b"".join(
            each.buckets.astype("<u4").tobytes() + each.steps.astype("<i2").tobytes() for each in self.columns
        )
        return MAGIC + len(header).to_bytes(4, "little") + header + zlib.compress(tables, 9)


def column_of(attribute: str, line: Calibration, added: NDArray[np.float64], scale: float) -> Column:
    """Return a column that adds about this to each bucket's weight, in a model of this scale."""
    steps = np.clip(np.rint(added * FINER / scale), -MOST_STEPS, MOST_STEPS).astype(np.int16)
    moved = np.flatnonzero(steps)
    if len(moved) > MOST_BUCKETS:
        moved = np.sort(moved[np.argsort(-np.abs(steps[moved]), kind="stable")[:MOST_BUCKETS]])
    return Column(attribute, line, moved.astype(np.uint32), steps[moved])


def read_layer(stored: bytes) -> Layer:
    """Return the layer in some bytes, or raise `UnusableModel` with what is the matter with them."""
    if stored[:8] != MAGIC:
        raise UnusableModel("These bytes are no layer of the scoring engine.")
    begin, inflating = 12 + int.from_bytes(stored[8:12], "little"), zlib.decompressobj()
    try:
        header = json.loads(stored[12:begin])
        tables = inflating.decompress(stored[begin:], LARGEST)
        columns = tuple(_columns(header["columns"], tables))
        if not inflating.eof or len({each.attribute for each in columns}) < len(columns):
            raise ValueError("cut off, or an attribute twice")
        return Layer(str(header["base"]), columns)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError, zlib.error):
        raise UnusableModel("The layer is damaged: it cannot be read.") from None


def _columns(said: list[dict[str, Any]], tables: bytes) -> Iterator[Column]:
    begin = 0
    for each in said:
        number = int(each["buckets"])
        buckets = np.frombuffer(tables, "<u4", number, begin)
        steps = np.frombuffer(tables, "<i2", number, begin + 4 * number)
        column = Column(each["attribute"], Calibration(*map(float, each["line"])), buckets, steps)
        if not _is_sound(column):
            raise ValueError(each["attribute"])
        yield column
        begin += 6 * number


def _is_sound(column: Column) -> bool:
    """Whether its numbers are those of a layer: a line without an end would call every comment toxic."""
    slope, offset = column.line.slope, column.line.offset
    return bool(
        column.attribute in LEARNED
        and 0 < slope < inf
        and isfinite(offset)
        and (column.buckets < BUCKETS).all()
        and (column.steps >= -MOST_STEPS).all()
        and (column.steps <= MOST_STEPS).all()
    )
