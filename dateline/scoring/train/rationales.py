"""What people marked in comments that they found toxic: it teaches which words are not to blame, and judges spans."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dateline.scoring.pieces import pieces_in
from dateline.scoring.train.rows import Row

FILE = "toxic_spans_rationales_cc0.jsonl.gz"
WEIGHT = 0.3
FEWEST_LEFT = 4
"""Words left of a comment below which it says nothing any more."""


class Marked(NamedTuple):
    """A comment, the places in it that anybody marked, and those that at least half of who found it toxic did."""

    text: str
    by_any: set[int]
    by_most: set[int]


def marked_in(folder: Path, split: str) -> list[Marked]:
    """Return the comments of a split that somebody found toxic; none where the folder has no such file."""
    path = folder / FILE
    if not path.exists():
        return []
    with gzip.open(path, "rt") as lines:
        return [_marked(each) for each in map(json.loads, lines) if each["split"] == split and _toxic(each)]


def without_what_was_marked(folder: Path) -> Iterator[Row]:
    """Give the train comments without the words that anybody marked, as clean: half of the words at least are left."""
    for text, by_any, _ in marked_in(folder, "train"):
        pieces = pieces_in(text)
        left = [piece for piece in pieces if by_any.isdisjoint(range(piece.start, piece.end))]
        words = sum(piece.text.isalpha() for piece in left)
        if by_any and words >= FEWEST_LEFT and 2 * words >= sum(piece.text.isalpha() for piece in pieces):
            bare = "".join(" " if at in by_any else sign for at, sign in enumerate(text))
            yield Row("unmarked", "train", bare, WEIGHT, (0.0,) * 5)


def _marked(each: dict[str, Any]) -> Marked:
    toxic = _toxic(each)
    times = Counter(at for spans in toxic for at in {at for start, end, _ in spans for at in range(start, end)})
    return Marked(each["text"], set(times), {at for at, many in times.items() if 2 * many >= len(toxic)})


def _toxic(each: dict[str, Any]) -> list[list[tuple[int, int, str]]]:
    return [one["spans"] for one in each["annotations"] if not one["not_toxic"]]
