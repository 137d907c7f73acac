"""The words that a search asked for, marked where they stand, and the piece of a text where they do.

Words are compared folded and shown as they were written.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dateline.lib.words import Word, compounds, may_compound, parts_of, places_of, words_of
from dateline.stories.search.question import Phrase, Question

register = template.Library()

AROUND = 160
"""Characters of the text shown on either side of a word found in it."""


@register.filter
def marked(text: str, question: Question) -> SafeString:
    """Return `text`, escaped, with each word that the question asks for in `<mark>`."""
    parts, last = [], 0
    for start, end in spans(text, question):
        parts += [escape(text[last:start]), "<mark>", escape(text[start:end]), "</mark>"]
        last = end
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308 - every piece was escaped above


def spans(text: str, question: Question) -> list[tuple[int, int]]:
    """Return from where to where in a text words asked for stand, in order, none within another."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(_found(text, question)):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def snippet(text: str, question: Question) -> str:
    """Return what stands round the first word asked for; nothing where there is none."""
    looked_to = 0
    for place in _beginnings(text, question):
        if place < looked_to:
            continue
        # Only what is near is cut into words: a text is long, and its first match often early.
        begin, looked_to = _word_before(text, place - AROUND), place + AROUND
        near = spans(text[begin : _word_after(text, looked_to + AROUND)], question)
        if near:
            return _cut(text, begin + near[0][0] - AROUND, begin + near[0][1] + AROUND)
    return ""


@lru_cache(maxsize=64)
def _may_begin(question: Question, *, compounds_too: bool) -> Callable[[str], bool]:
    """Return what tells of a word as written whether something asked for may begin with it."""
    phrases = [phrase for term in question.asked for phrase in term.spellings]
    first = frozenset(phrase[0] for phrase in phrases)
    unfinished = tuple(phrase[0] for term in question.asked if term.is_unfinished for phrase in term.spellings)
    whole = tuple(phrase[0] for phrase in phrases if len(phrase) == 1) if compounds_too else ()

    @lru_cache(maxsize=2000)
    def may_begin(written: str) -> bool:
        return any(
            part in first or part.startswith(unfinished) or any(word.startswith(part) for word in whole)
            for part in parts_of(written)
        )

    return may_begin


def _beginnings(text: str, question: Question) -> Iterator[int]:
    return places_of(text, _may_begin(question, compounds_too=may_compound(text)))


def _found(text: str, question: Question) -> Iterator[tuple[int, int]]:
    if next(_beginnings(text, question), None) is None:
        return
    words = words_of(text)
    joined = compounds(text, words)
    for term in question.asked:
        for phrase in term.spellings:
            yield from _standing(words, phrase, term.is_unfinished)
            if len(phrase) == 1:
                yield from _standing(joined, phrase, term.is_unfinished)


def _standing(words: list[Word], phrase: Phrase, is_unfinished: bool) -> Iterator[tuple[int, int]]:
    *whole, last = phrase
    for place in range(len(words) - len(whole)):
        end = words[place + len(whole)]
        if (end.text == last or (is_unfinished and end.text.startswith(last))) and all(
            word.text == other for word, other in zip(words[place:], whole, strict=False)
        ):
            yield words[place].start, end.end


def _cut(text: str, start: int, end: int) -> str:
    start, end = _word_before(text, start), _word_after(text, end)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _word_before(text: str, place: int) -> int:
    return text.rfind(" ", 0, place) + 1 if place > 0 else 0


def _word_after(text: str, place: int) -> int:
    found = text.find(" ", place)
    return found if found > 0 else len(text)
