"""Finds the words and phrases of a list in a text, also in disguise, in time that grows with the text alone.

A tree of folded words, so that a list of ten thousand costs what a list of ten does. Pure: `moderation.word_lists`
makes one for each list and keeps it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from dateline.lib.disguises import Written, apart_in, joined_in, letters_of, words_in

MOST_WORDS = 8
"""Words of a phrase."""
ANY_ENDING = "*"
"""At the end of a word: it may go on."""

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """From where to where it stands in the text as written, and what its entry carries."""

    start: int
    end: int
    value: T


@dataclass
class _Node(Generic[T]):
    after: "dict[str, _Node[T]]" = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


def key_of(entry: str) -> str:
    """Return what an entry is found by: two with the same key are one. Empty where it has no word.

    "Idiot", "ÍDIOT" and "idi\u00adot" are one entry; "idiot*" is another.
    """
    key = " ".join(word.forms[0] for word in words_in(entry))
    return key + ANY_ENDING if key and entry.rstrip().endswith(ANY_ENDING) else key


class ListedWords(Generic[T]):
    """The entries of a list, each with what it carries. Never changed once made, and shared by threads."""

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        self._tree: _Node[T] = _Node()
        self._beginnings: dict[str, list[T]] = {}
        for entry, value in entries:
            self._add(entry, value)
        self._sizes = sorted({len(word) for word, node in self._tree.after.items() if node.values and len(word) > 1})
        self._beginning_sizes = sorted({len(word) for word in self._beginnings})

    def __bool__(self) -> bool:
        return bool(self._tree.after or self._beginnings)

    def find(self, text: str) -> list[Found[T]]:
        """Return where entries stand in a text, in order; one in another both."""
        if not self:
            return []
        words = words_in(text)
        found = set(self._phrases(words))
        for word in joined_in(text, words):
            found |= set(self._phrases([word]))
        for run in apart_in(text, words):
            found |= set(self._spelled(run))
        return sorted(found, key=lambda each: each[:2])

    def _add(self, entry: str, value: T) -> None:
        words = words_in(entry)[:MOST_WORDS]
        if entry.rstrip().endswith(ANY_ENDING) and len(words) == 1:
            self._beginnings.setdefault(words[0].forms[0], []).append(value)
            return
        joined = [word for word in joined_in(entry, words) if word.end - word.start == len(entry.strip())]
        for phrase in filter(None, [words, joined]):
            node = self._tree
            for word in phrase:
                node = node.after.setdefault(word.forms[0], _Node())
            node.values.append(value)

    def _phrases(self, words: list[Written]) -> Iterator[Found[T]]:
        begin = self._tree.after
        for at, word in enumerate(words):
            for form in word.forms:
                if form in begin:
                    yield from self._from(begin[form], words, at)
            if self._beginnings:
                yield from self._longer(word)

    def _from(self, node: _Node[T], words: list[Written], at: int) -> Iterator[Found[T]]:
        """The phrases whose first word stands at a place, as `node` has it."""
        start, nodes = words[at].start, [node]
        for last in words[at : at + MOST_WORDS]:
            if last is not words[at]:
                nodes = [each.after[form] for each in nodes for form in last.forms if form in each.after]
            if not nodes:
                return
            yield from (Found(start, last.end, value) for each in nodes for value in each.values)

    def _longer(self, word: Written) -> Iterator[Found[T]]:
        for form in word.forms:
            for size in self._beginning_sizes:
                for value in self._beginnings.get(form[:size], ()):
                    yield Found(word.start, word.end, value)

    def _spelled(self, run: list[Written]) -> Iterator[Found[T]]:
        """Words in letters that are written apart: they may begin and end anywhere, for nobody marks their ends."""
        for letters in letters_of(run):
            for start in range(len(letters)):
                for size in self._sizes:
                    node = self._tree.after.get(letters[start : start + size])
                    if node and start + size <= len(letters):
                        yield from (Found(run[start].start, run[start + size - 1].end, each) for each in node.values)
