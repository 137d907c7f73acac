"""The file of a model: our own format, read without running anything that it holds.

Eight bytes that say what it is, the length of the header (4 bytes, little-endian), the header in JSON, then the tables
one after another. The header has the hash of the tables; `version` has that of both, so that two models are never
taken for one another.
"""

import json
from dataclasses import asdict, astuple, dataclass, field
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.attributes import LEARNED
from dateline.scoring.features import BITS, BUCKETS
from dateline.scoring.pieces import NORMALISER

MAGIC = b"DLSCORE1"
SHIPPED = Path(__file__).with_name("models") / "en-2.dlscore"


class UnusableModel(ValueError):
    """A file that is no model, is damaged, or was made for another version of the engine. Says which."""


@dataclass(frozen=True)
class Calibration:
    """How an attribute's sum becomes a score: the sigmoid of `slope * sum + offset`."""

    slope: float
    offset: float


@dataclass(frozen=True)
class Header:
    """What a model says of itself."""

    name: str
    language: str
    normaliser: int
    bits: int
    attributes: tuple[str, ...]
    scales: tuple[float, ...]
    """What one step of the whole numbers in the table of weights is worth, for each attribute."""
    biases: tuple[float, ...]
    calibration: tuple[Calibration, ...]
    words: int
    tables_sha256: str = ""
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """A model's tables: for each bucket its rarity and weights, and the known words with their costs."""

    header: Header
    rarity: NDArray[np.uint8]
    weights: NDArray[np.int8] | NDArray[np.int16]
    """In a file one byte each; finer where a layer lies over them."""
    words: NDArray[np.uint32]
    costs: NDArray[np.uint8]
    sha256: str = ""
    """Of the whole file."""

    @property
    def version(self) -> str:
        """Return what to keep beside a score: the model's name and the beginning of its hash."""
        return f"{self.header.name}+{self.sha256[:12]}"


def write(model: Model, path: Path) -> str:
    """Write a model to a new file and return the hash of the file. The same model gives the same bytes."""
    tables = b"".join(part.tobytes() for part in (model.rarity, model.weights, model.words.astype("<u4"), model.costs))
    said = asdict(model.header) | {"tables_sha256": sha256(tables).hexdigest()}
    header = json.dumps(said, sort_keys=True).encode()
    header += b" " * (-len(header) % 4)
    whole = MAGIC + len(header).to_bytes(4, "little") + header + tables
    path.write_bytes(whole)
    return sha256(whole).hexdigest()


def read(path: Path = SHIPPED) -> Model:
    """Return the model in a file, or raise `UnusableModel` with what is the matter with it."""
    whole = path.read_bytes()
    if whole[:8] != MAGIC:
        raise UnusableModel(f"{path.name} is no model of the scoring engine.")
    begin = 12 + int.from_bytes(whole[8:12], "little")
    tables = memoryview(whole)[begin:]
    try:
        header = _header(json.loads(whole[12:begin]))
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise UnusableModel(f"{path.name} is damaged: its header cannot be read.") from None
    _refuse_others(header, path.name)
    if sha256(tables).hexdigest() != header.tables_sha256 or len(tables) != _size(header):
        raise UnusableModel(f"{path.name} is damaged: its tables are not those that its header names.")
    return _cut(header, tables, sha256(whole).hexdigest())


def _header(said: dict[str, Any]) -> Header:
    columns = len(said["attributes"])
    for name in ("scales", "biases", "calibration"):
        if len(said[name]) != columns:
            raise ValueError(name)
    lines = tuple(Calibration(float(each["slope"]), float(each["offset"])) for each in said["calibration"])
    scales, biases = tuple(map(float, said["scales"])), tuple(map(float, said["biases"]))
    if not all(map(isfinite, (*scales, *biases, *(number for line in lines for number in astuple(line))))):
        raise ValueError("a number without an end")
    return Header(
        name=str(said["name"]),
        language=str(said["language"]),
        normaliser=int(said["normaliser"]),
        bits=int(said["bits"]),
        attributes=tuple(map(str, said["attributes"])),
        scales=scales,
        biases=biases,
        calibration=lines,
        words=int(said["words"]),
        tables_sha256=str(said["tables_sha256"]),
        notes=dict(said["notes"]),
    )


def _refuse_others(header: Header, name: str) -> None:
    if header.normaliser != NORMALISER:
        raise UnusableModel(
            f"{name} was made for version {header.normaliser} of the normaliser, and this is version {NORMALISER}. "
            "Train it anew, or take the model of this release."
        )
    if header.bits != BITS or header.attributes != LEARNED:
        raise UnusableModel(f"{name} was made for other features or attributes than this version of the engine has.")


def _size(header: Header) -> int:
    return BUCKETS * (1 + len(header.attributes)) + header.words * 5


def _cut(header: Header, tables: memoryview, digest: str) -> Model:
    columns, words = len(header.attributes), header.words
    begin = BUCKETS * (1 + columns)
    return Model(
        header,
        np.frombuffer(tables, np.uint8, BUCKETS),
        np.frombuffer(tables, np.int8, BUCKETS * columns, BUCKETS).reshape(BUCKETS, columns),
        np.frombuffer(tables, "<u4", words, begin),
        np.frombuffer(tables, np.uint8, words, begin + 4 * words),
        digest,
    )
