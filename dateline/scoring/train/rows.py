"""The labelled comments that a model is trained on, read from a folder given by path."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import nan
from pathlib import Path

from dateline.scoring.attributes import LEARNED

COLUMNS = tuple(name if name != "PROFANITY" else "PROFANITY_WEAK" for name in LEARNED)
SPLITS = ("train", "dev", "test")


@dataclass(frozen=True)
class Row:
    """A comment, where it is from, and its labels in the order of LEARNED: 1, 0, or not a number where unknown."""

    source: str
    split: str
    text: str
    weight: float
    labels: tuple[float, ...]


def files_of(folder: Path) -> list[Path]:
    """Return the files of comments in a folder: those whose first line names the columns asked for."""
    found = []
    for path in sorted(folder.glob("*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            if {"source", "split", "text", *COLUMNS} <= set(next(csv.reader(lines))):
                found.append(path)
    if not found:
        raise FileNotFoundError(f"No file of labelled comments (*.csv.gz) is in {folder}.")
    return found


def rows_of(path: Path) -> Iterator[Row]:
    """Give the rows of a file."""
    csv.field_size_limit(1 << 24)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for each in csv.DictReader(lines):
            labels = tuple(float(each[name]) if each[name] else nan for name in COLUMNS)
            yield Row(each["source"], each["split"], each["text"], float(each["weight"] or 1), labels)


def hash_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, for the card."""
    return sha256(path.read_bytes()).hexdigest()
