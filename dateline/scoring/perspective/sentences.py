"""Where the sentences of a comment are, in the UTF-16 units in which the Perspective API counts."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MOST = 200
"""Sentences that are scored by themselves; what follows is one more."""

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|\n")


class Sentence(NamedTuple):
    """A sentence without the space around it, and where it begins and ends; the end is not in it."""

    text: str
    begin: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text in order, none of them empty."""
    found, begin, units = [], 0, 0
    for stop in _stops(text):
        whole = text[begin:stop]
        words = whole.strip()
        if words:
            before = units + utf16_length(whole[: len(whole) - len(whole.lstrip())])
            found.append(Sentence(words, before, before + utf16_length(words)))
        begin, units = stop, units + utf16_length(whole)
    return found


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units a text has: two for a letter beyond the first plane, such as an emoji."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _stops(text: str) -> Iterator[int]:
    for number, end in enumerate(_END.finditer(text), 1):
        if number >= MOST:
            break
        yield end.end()
    yield len(text)
