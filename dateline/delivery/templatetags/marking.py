"""The words that a search asked for, marked where they stand, and the piece of a text where they do.

Words are compared folded and shown as they were written.
"""

from collections.abc import Iterator

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dateline.lib.words import Word, compounds, words_of
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
    first = spans(text, question)[:1]
    return _cut(text, first[0][0] - AROUND, first[0][1] + AROUND) if first else ""


def _found(text: str, question: Question) -> Iterator[tuple[int, int]]:
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
    start = text.rfind(" ", 0, start) + 1 if start > 0 else 0
    end = text.find(" ", end) if text.find(" ", end) > 0 else len(text)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
