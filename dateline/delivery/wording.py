"""Two texts word by word: what was taken out, what was put in. Pure; `comparing.py` and the history page use it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

_WORD = re.compile(
    r"\d+(?:[.,٫٬]\d+)*%?"  # a number whole: 3.20 is not 3 and 20
    r"|[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d’']+"
    r"|\s+|."
)
LONGEST = 2_000
"""Words of one text that are compared. A longer one is shown before and after, whole."""
LIKE = 0.4
"""How much of two texts must be the same words for one to be the other, reworded."""
NEAR = 5
"""Texts that are looked through for the one that was reworded."""

SAME, OLD, NEW = "same", "old", "new"


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed (`same`), was taken out (`old`) or put in (`new`)."""

    kind: str
    text: str


def compared(before: str, after: str) -> list[Piece]:
    """Return the pieces of two texts in their order. Without the old ones they make `after`, without the new `before`.

    Takes time in proportion to the texts, but for up to `LONGEST` words that differ.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _same_beginning(old, new)
    tail = _same_beginning(old[head:][::-1], new[head:][::-1])
    end_old, end_new = len(old) - tail, len(new) - tail
    runs = [(SAME, new[:head]), *_between(old[head:end_old], new[head:end_new]), (SAME, new[end_new:])]
    return _joined(_without_islands([(kind, words) for kind, words in runs if words]))


def aligned(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places of texts that belong together: the same or reworded; None where there is no counterpart."""
    for verb, old, old_end, new, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if verb == "equal":
            yield from zip(range(old, old_end), range(new, new_end), strict=True)
        else:
            yield from _paired(before, after, range(old, old_end), range(new, new_end))


def _paired(
    before: Sequence[str], after: Sequence[str], old: range, new: range
) -> Iterator[tuple[int | None, int | None]]:
    place = old.start
    for number in new:
        near = range(place, min(place + NEAR, old.stop))
        found = next((each for each in near if _is_like(before[each], after[number])), None)
        if found is not None:
            yield from ((each, None) for each in range(place, found))
            place = found + 1
        yield found, number
    yield from ((each, None) for each in range(place, old.stop))


def _is_like(one: str, other: str) -> bool:
    words, others = Counter(one.split()), Counter(other.split())
    number = words.total() + others.total()
    return number > 0 and 2 * (words & others).total() >= LIKE * number


def _same_beginning(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _between(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str]]]:
    if max(len(old), len(new)) > LONGEST:
        yield from ((OLD, old), (NEW, new))
        return
    for verb, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if verb == "equal":
            yield SAME, new[new_start:new_end]
        else:
            yield from ((OLD, old[start:end]), (NEW, new[new_start:new_end]))


def _without_islands(runs: list[tuple[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """A space or comma that stayed between two changes belongs to both: "four six" is read better than 4, 6 apart."""
    for place, (kind, words) in enumerate(runs):
        text = "".join(words)
        is_island = kind == SAME and 0 < place < len(runs) - 1 and not re.search(r"\w", text) and len(text) < 3
        yield from ((OLD, text), (NEW, text)) if is_island else ((kind, text),)


def _joined(runs: Iterator[tuple[str, str]]) -> list[Piece]:
    pieces = []
    for is_same, together in groupby(runs, key=lambda run: run[0] == SAME):
        texts = list(together)
        for kind in (SAME,) if is_same else (OLD, NEW):
            text = "".join(text for its, text in texts if its == kind)
            pieces += [Piece(kind, text)] if text else []
    return pieces
