"""Which names a text holds: whole words, the longest name first, spellings united (decisions/0016). Pure.

`Topic.objects.named_in` brings the names; the story editor and the intake offer what is found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dateline.lib.text import fold

# Hyphens and apostrophes only divide: Jean-Luc is Jean Luc, and Kessel’s holds Kessel. Other marks stand for
# themselves, so that no name reaches from one sentence into the next, and St. Ives keeps its point.
_PIECE = re.compile(r"\w+|[^\w\s'’ʼ‐‑-]")
_ENDINGS = (("هایی", 2), ("های", 2), ("ها", 2), ("ی", 4))
"""Persian endings written without a gap, and the letters that must stand before one: کسلی may be no form of کسل."""
_VOWELS = ("ا", "و")
"""After these a ye is the ezafe and no part of another word: دریای."""
END_OF_LINE = "\n"


@dataclass(frozen=True)
class KnownName:
    """A name by its key, and the topic that it calls; a proper one is written with a capital in texts too."""

    key: str
    topic: int
    is_proper: bool = False


class Word(NamedTuple):
    text: str
    has_capital: bool


def key_of(name: str) -> str:
    """Return the words of a name in one spelling, a space between them; empty for a name without a word."""
    pieces = [piece for chunk in name.split() for piece in _pieces(chunk)]
    return " ".join(pieces) if any(piece.isalnum() for piece in pieces) else ""


def first_words(text: str) -> set[str]:
    """Return the words with which a name in the text may begin."""
    return {stem for word in _words(text) for stem in _stems(word.text)} - {END_OF_LINE}


def named_in(text: str, names: Iterable[KnownName]) -> list[int]:
    """Return the topics that the text calls by one of the names, in the order in which it does."""
    return Names(names).named_in(text)


class Names:
    """Names made ready for many texts: what one text holds is found in one walk, however many names there are."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._root = _tree(names)

    def named_in(self, text: str) -> list[int]:
        """Return the topics that the text calls by one of the names, in the order in which it does.

        Where several names begin, the longest counts and the ones within it do not.
        """
        words = list(_words(text))
        found: dict[int, None] = {}
        place = 0
        while place < len(words):
            length, name = _longest(self._root, words, place)
            if name:
                found.setdefault(name.topic)
            place += length or 1
        return list(found)


class _Branch:
    """The names that begin with the words up to here: how they go on, and the one that ends here."""

    __slots__ = ("name", "onward")

    def __init__(self) -> None:
        self.onward: dict[str, _Branch] = {}
        self.name: KnownName | None = None


def _tree(names: Iterable[KnownName]) -> _Branch:
    root = _Branch()
    for name in names:
        branch = root
        for word in name.key.split(" "):
            branch = branch.onward.setdefault(word, _Branch())
        branch.name = name
    return root


def _longest(root: _Branch, words: list[Word], place: int) -> tuple[int, KnownName | None]:
    branch, length, found = root, 0, None
    for end in range(place, len(words)):
        for stem in _stems(words[end].text):
            last = branch.onward.get(stem)
            if last and last.name and (words[place].has_capital or not last.name.is_proper):
                length, found = end - place + 1, last.name
                break
        onward = branch.onward.get(words[end].text)
        if onward is None:
            break
        branch = onward
    return length, found


@lru_cache(maxsize=20_000)
def _stems(word: str) -> tuple[str, ...]:
    """Give the word as it stands, then without each Persian ending that it may have."""
    stems = [word]
    for ending, fewest in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and (len(stem) >= fewest or (len(stem) > 2 and stem.endswith(_VOWELS))):
            stems.append(stem)
    return tuple(stems)


def _words(text: str) -> Iterator[Word]:
    for line in text.splitlines():
        for chunk in line.split():
            has_capital = chunk != chunk.lower()
            for piece in _pieces(chunk):
                yield Word(piece, has_capital)
        yield Word(END_OF_LINE, False)


@lru_cache(maxsize=20_000)
def _pieces(chunk: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(fold(chunk)))
