"""What people marked in comments that they found toxic: it teaches which words are not to blame, and judges spans."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import nan
from pathlib import Path
from typing import Any, NamedTuple

from dateline.scoring.pieces import pieces_in
from dateline.scoring.train.rows import Row

FILE = "toxic_spans_rationales_cc0.jsonl.gz"
WEIGHT = 0.6
"""Of such a comment: something that offends may be left in it."""
SENTENCE_WEIGHT = 0.5
FEWEST = 4
"""Words of a row below which it says nothing by itself."""
FEWEST_IN_SENTENCE = 6
"""Words of a sentence that is learned by itself: shorter ones are what everybody says, and tests say them too."""
CLEAN, UNKNOWN = (0.0,) * 5, (nan,) * 5

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


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
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_marked(each) for each in map(json.loads, lines) if each["split"] == split and _toxic(each)]


def made_of_marks(rows: Sequence[Row], folder: Path) -> Iterator[Row]:
    """Give rows made of the train comments that people marked words in, and of their `rows`."""
    labels = {row.text: row.labels for row in rows}
    for each in marked_in(folder, "train"):
        if each.by_any:
            yield from _without_what_was_marked(each)
            yield from _sentences(each, labels.get(each.text, UNKNOWN))


def _without_what_was_marked(each: Marked) -> Iterator[Row]:
    """A comment without what anybody marked, as clean, if half of its words are left."""
    pieces = pieces_in(each.text)
    left = [piece for piece in pieces if each.by_any.isdisjoint(range(piece.start, piece.end))]
    words = sum(piece.text.isalpha() for piece in left)
    if words >= FEWEST and 2 * words >= sum(piece.text.isalpha() for piece in pieces):
        bare = "".join(" " if at in each.by_any else sign for at, sign in enumerate(each.text))
        yield Row("unmarked", "train", bare, WEIGHT, CLEAN)


def _sentences(each: Marked, labels: tuple[float, ...]) -> Iterator[Row]:
    """Each sentence of several, as clean where nobody marked anything, and as the comment is where most did."""
    found = [sentence for sentence in _SENTENCE.finditer(each.text) if len(sentence[0].split()) >= FEWEST_IN_SENTENCE]
    for sentence in found if len(found) > 1 else ():
        places = range(*sentence.span())
        if each.by_any.isdisjoint(places):
            yield Row("sentence", "train", sentence[0].strip(), SENTENCE_WEIGHT, CLEAN)
        elif not each.by_most.isdisjoint(places):
            # An attack on a group, or a threat, may be in another sentence; where there is no swearing, none is here.
            said = (*labels[:2], nan, nan, 0.0 if labels[4] == 0 else nan)
            yield Row("sentence", "train", sentence[0].strip(), SENTENCE_WEIGHT, said)


def _marked(each: dict[str, Any]) -> Marked:
    toxic = _toxic(each)
    times = Counter(at for spans in toxic for at in {at for start, end, _ in spans for at in range(start, end)})
    return Marked(each["text"], set(times), {at for at, many in times.items() if 2 * many >= len(toxic)})


def _toxic(each: dict[str, Any]) -> list[list[tuple[int, int, str]]]:
    return [one["spans"] for one in each["annotations"] if not one["not_toxic"]]
