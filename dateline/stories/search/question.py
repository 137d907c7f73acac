"""What a reader typed, understood: words, "phrases", -words to leave out. Any text is a question; none is an error."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.lib.words import LONGEST, Tie, Word, runs, words_of

MOST_WORDS = 12
"""Words of a question that count; the rest is dropped, so that no question is expensive."""
SHORTEST_BEGINNING = 4
"""Letters from which the last word may be unfinished. Nearly every story has some word that begins with a given two."""

Phrase = tuple[str, ...]
"""Folded words that stand side by side, in order."""

# A phrase in anybody's quotation marks, or a minus with a word; a minus before the marks leaves the phrase out.
_MARKED = re.compile(r'(?P<out>(?<!\S)[-−])?["“”„«][^"“”„«»]*["“”»]|(?<!\S)(?P<minus>[-−])[^\s"“”„«»]+')
_POSSESSIVE = re.compile(r"['’]s(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """Something that a story must hold, or must not: a phrase of one or more words, in any of its spellings."""

    spellings: tuple[Phrase, ...]
    words: tuple[Word, ...]
    is_excluded: bool = False
    is_unfinished: bool = False


@dataclass(frozen=True)
class Question:
    """A text as typed, and what it asks for. Nothing, when it holds no word."""

    text: str
    asked: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Question":
        """Understand a text. Its last word may be unfinished, unless it is short, a number, or in quotation marks."""
        # Whatever is dealt with is blanked, so that each word keeps its place in the text.
        rest = _POSSESSIVE.sub(_blank, text)
        terms = [term for piece in _MARKED.finditer(rest) for term in _marked(piece)]
        rest = _MARKED.sub(_blank, rest)
        plain = [_term(run, ties) for run, ties in runs(rest, words_of(rest), apart=(Tie.NONE,))]
        terms = _first(sorted([*terms, *_last_unfinished(plain, terms)], key=lambda term: term.words[0].start))
        asked = tuple(term for term in terms if not term.is_excluded)
        return cls(text, asked, tuple(term for term in terms if term.is_excluded))

    @property
    def finished(self) -> "Question":
        """The question with its last word taken for whole."""
        return replace(self, asked=tuple(replace(term, is_unfinished=False) for term in self.asked))

    def respelled(self, spellings: dict[Word, str]) -> "Question":
        """Return the question with some of its words replaced where they stand."""
        text = self.text
        for word in sorted(spellings, key=lambda word: word.start, reverse=True):
            text = text[: word.start] + spellings[word] + text[word.end :]
        return Question.read(text)


def _blank(found: re.Match[str]) -> str:
    return "\n" * len(found[0])


def _marked(piece: re.Match[str]) -> list[Term]:
    is_excluded = bool(piece["out"] or piece["minus"])
    words = [Word(word, start + piece.start(), end + piece.start()) for word, start, end in words_of(piece[0])]
    whole = [(run, ties) for run, ties in runs(piece.string, words, apart=())]
    return [replace(_term(run, ties), is_excluded=is_excluded) for run, ties in whole]


def _term(run: list[Word], ties: set[Tie]) -> Term:
    apart: Phrase = tuple(word.text for word in run)
    joined: Phrase = ("".join(apart)[:LONGEST],)
    if not ties or ties & {Tie.NONE, Tie.MARKED}:
        return Term((apart,), tuple(run))
    return Term((apart, joined) if Tie.WRITTEN in ties else (joined,), tuple(run))


def _last_unfinished(plain: list[Term], marked: Sequence[Term]) -> list[Term]:
    if not plain:
        return plain
    last = plain[-1].words[-1]
    is_last = all(term.is_excluded or term.words[0].start < last.start for term in marked)
    if not is_last or len(last.text) < SHORTEST_BEGINNING or last.text.isdecimal():
        return plain
    return [*plain[:-1], replace(plain[-1], is_unfinished=True)]


def _first(terms: list[Term]) -> list[Term]:
    """Keep the terms whose words are among the first that count."""
    kept, left = [], MOST_WORDS
    for term in terms:
        left -= len(term.words)
        if left < 0:
            break
        kept.append(term)
    return kept
