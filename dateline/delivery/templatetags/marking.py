"""The words that a search asked for, marked where they stand."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dateline.lib.text import fold
from dateline.stories.models import Story

register = template.Library()

_WORD = re.compile(r"[\w\u0300-\u036f\u0640\u064b-\u0652\u0670]+")
AROUND = 160
"""Characters of the text shown on either side of a word found in it."""


@register.filter
def marked(text: str, question: str) -> SafeString:
    """Return `text`, escaped, with each word that the question asks for in `<mark>`."""
    asked = _asked(question)
    parts, last = [], 0
    for word in _WORD.finditer(text):
        if _is_asked(word[0], asked):
            parts += [escape(text[last : word.start()]), "<mark>", escape(word[0]), "</mark>"]
            last = word.end()
    return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308 - every piece was escaped above


@register.filter
def excerpt(story: Story, question: str) -> str:
    """Return the lead if a word asked for is there or in the headline, else what is round it in text or caption."""
    asked = _asked(question)
    if any(_is_asked(word[0], asked) for word in _WORD.finditer(f"{story.headline} {story.lead}")):
        return story.lead
    text = f"{story.text} {story.caption}"
    for word in _WORD.finditer(text):
        if _is_asked(word[0], asked):
            return _cut(text, word.start() - AROUND, word.end() + AROUND)
    return story.lead


def _asked(question: str) -> list[str]:
    return re.findall(r"\w+", fold(question))


def _is_asked(word: str, asked: list[str]) -> bool:
    # As `stories.search.matching`: whole words, the last one perhaps unfinished.
    folded = fold(word)
    return bool(asked) and (folded in asked or folded.startswith(asked[-1]))


def _cut(text: str, start: int, end: int) -> str:
    start = text.rfind(" ", 0, start) + 1 if start > 0 else 0
    end = text.find(" ", end) if text.find(" ", end) > 0 else len(text)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
