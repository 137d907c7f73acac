"""A text cut into the words that a search compares, each with its place in the text. Both the index and the question
are cut here, so that what one holds the other can ask for.

Persian writes many words in parts: می‌شود with a non-joiner, and in haste می شود or میشود. Parts are words, and what
belongs together is a compound besides, under its one spelling without gaps.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from dateline.lib.text import NON_JOINERS, UNSEEN, fold

LONGEST = 60
"""Letters of a word that count. Longer ones are no words; PostgreSQL refuses them from 2,046 bytes on."""

# Vowel signs of Indian scripts and the like are no letters to `\w`, and cutting there leaves no word whole.
MARKS = "".join(chr(code) for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code))[0] == "M")
_WORD = re.compile(rf"[^\W_][^\W_{MARKS}{UNSEEN}]*(?:[{MARKS}{UNSEEN}]+[^\W_]*)*")
_PART = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")

# Without any of these a text has no compound: letters of Arabic script, in their old presentation forms too.
_MAY_COMPOUND = re.compile(rf"[{NON_JOINERS}\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_BEFORE_A_VERB = {"می", "نمی"}
_AFTER_A_WORD = {"ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "تر", "ترین"}
"""Endings that never stand alone. Those that do (ام, ای, اند) are bound by a non-joiner only."""


class Word(NamedTuple):
    """A folded word, and from where to where it stands in the text as written."""

    text: str
    start: int
    end: int


class Tie(Enum):
    """How a word hangs on the one before it."""

    NONE = "none"
    BOUND = "bound"
    """Grammar makes them one, however they are written: می شود, کتاب‌ها."""
    WRITTEN = "written"
    """A non-joiner says that they are one: دانش‌آموز. Others may write two words."""
    MARKED = "marked"
    """A mark and no space: 3,400, co-operate."""


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return [Word(part, each.start(), each.end()) for each in _WORD.finditer(text) for part in parts_of(each[0])]


def places_of(text: str, is_wanted: Callable[[str], bool]) -> Iterator[int]:
    """Give where in a text words stand that are wanted, asked of them as written. Quicker than all its words."""
    return (each.start() for each in _WORD.finditer(text) if is_wanted(each[0]))


def may_compound(text: str) -> bool:
    """Return whether a text may hold compounds. Most that it is true of do."""
    return bool(_MAY_COMPOUND.search(text))


def runs(text: str, words: Sequence[Word], *, apart: tuple[Tie, ...]) -> Iterator[tuple[list[Word], set[Tie]]]:
    """Give the words in runs, each with the ties that hold it; a tie of `apart` ends a run."""
    run: list[Word] = []
    ties: set[Tie] = set()
    for word in words:
        tie = _tie(text[run[-1].end : word.start], run[-1].text, word.text) if run else None
        if tie in apart:
            yield run, ties
            run, ties = [], set()
        elif tie:
            ties.add(tie)
        run.append(word)
    if run:
        yield run, ties


def compounds(text: str, words: Sequence[Word]) -> list[Word]:
    """Return what is one word in several parts, under its spelling without gaps."""
    if not may_compound(text):
        return []
    return [
        Word("".join(word.text for word in run)[:LONGEST], run[0].start, run[-1].end)
        for run, ties in runs(text, words, apart=(Tie.NONE, Tie.MARKED))
        if ties
    ]


def _tie(gap: str, before: str, after: str) -> Tie:
    is_bound = before in _BEFORE_A_VERB or after in _AFTER_A_WORD
    if gap == " " and not is_bound:
        return Tie.NONE  # nearly always, so asked first
    if gap and not gap.strip(" \u00a0" + NON_JOINERS):
        if is_bound:
            return Tie.BOUND
        return Tie.NONE if gap.strip(NON_JOINERS) else Tie.WRITTEN
    return Tie.NONE if any(mark.isspace() for mark in gap) else Tie.MARKED


@lru_cache(maxsize=20_000)
def parts_of(written: str) -> tuple[str, ...]:
    """Return a word as written folded: nearly always one, but a sign of old Arabic fonts may hold several."""
    return tuple(part[:LONGEST] for part in _PART.findall(fold(written)))
