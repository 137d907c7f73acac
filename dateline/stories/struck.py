"""Words struck from texts: where they stand in plain text, HTML, addresses and kept rows, and the texts without them.

Pure. `models/redacting.py` uses it for a story, `wire/forgetting.py` for what came in.
"""

import html as entities
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Any

SHORTEST = 2
"""Letters or digits of what is struck: one letter stands everywhere."""
AROUND = 40

_VARIANTS = [set("یيىې"), set("کكڪ"), set("هةە"), set("'’‘ʼ"), set("-‐‑–")]
_MARKS = "[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200d\u00ad]*"
_BETWEEN = "(?:[\\s\u00a0\u200c_+\\-‐‑–]|%20)+"
_TAG = re.compile(r"(<[^>]*>)")
_APART = re.compile(r"</?(?:p|br|li|ul|ol|h[1-6]|hr|blockquote)\b", re.IGNORECASE)


class Struck:
    """Words, a line each as they were given, and the mark that stands in their place.

    They are found whole, in any case, with other spaces or hyphens between them, in the letters of Arabic as of
    Persian keyboards, and as the words of an address. Raises `ValueError` with the words that are too short.
    """

    def __init__(self, words: Iterable[str], mark: str) -> None:
        self.words = [" ".join(each.split()) for each in words if each.strip()]
        self.mark = mark
        short = [each for each in self.words if sum(map(str.isalnum, each)) < SHORTEST]
        if short:
            raise ValueError(", ".join(short))
        # The longest first: who names "Dana Osk" and "Dana" wants one mark for the first.
        inner = "|".join(_pattern(each) for each in sorted(self.words, key=len, reverse=True)) or "(?!)"
        self._whole = re.compile(rf"(?<![^\W_])(?:{inner})(?![^\W_])", re.IGNORECASE)
        self._anywhere = re.compile(inner, re.IGNORECASE)

    def stands_in(self, value: Any) -> bool:
        """Whether the words stand in a text or anywhere in a kept row."""
        return self.number_in(value) > 0

    def number_in(self, value: Any) -> int:
        """Return how often they stand in a text, or in all texts of a kept row."""
        return sum(len(self._whole.findall(text)) for text in _texts_of(value))

    def within_words(self, value: Any) -> set[str]:
        """Return longer words that hold them, which stay: whoever strikes "Osk" is told of "Oskar"."""
        return {
            word
            for text in _texts_of(value)
            for word in re.findall(r"[^\W_]+", self._whole.sub(" ", text))
            if self._anywhere.search(word)
        }

    def around(self, text: str) -> Iterator[tuple[str, str, str]]:
        """Yield what stands before each place, the words there, and what comes after."""
        for found in self._whole.finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            if len(before) > AROUND:
                before = "… " + before[-AROUND:].partition(" ")[2]
            if len(after) > AROUND:
                after = after[:AROUND].rpartition(" ")[0] + " …"
            yield before, found[0], after

    def out_of(self, text: str) -> str:
        """Return plain text with the mark in place of the words."""
        return self._whole.sub(lambda _found: self.mark, text)

    def out_of_address(self, text: str) -> str:
        """Return the words of an address without them, and no mark."""
        return re.sub(r"-{2,}", "-", self._whole.sub("", text)).strip("-")

    def out_of_html(self, html: str) -> str:
        """Return HTML with the mark in place of the words, also where tags stand within them; a link that names them
        becomes plain text."""
        parts = [self._tag(part) if part.startswith("<") else part for part in _TAG.split(html)]
        whole, places = _unmarked(parts)
        for found in reversed(list(self._whole.finditer(whole))):
            parts = _struck(parts, places, found.start(), found.end(), self.mark)
        return "".join(parts)

    def out_of_row(self, value: Any, *, name: str = "") -> Any:
        """Return a kept value (text, list, dict) with the words struck from every text in it."""
        match value:
            case str() if name == "slug":
                return self.out_of_address(value)
            case str() if name == "body" and value.startswith("["):
                return json.dumps(self.out_of_row(json.loads(value)))
            case str():
                return self.out_of(value)
            case list() | tuple():
                return [self.out_of_row(each) for each in value]
            case {"type": "paragraph", "value": str(html)}:
                return value | {"value": self.out_of_html(html)}
            case dict():
                return {key: self.out_of_row(each, name=key) for key, each in value.items()}
        return value

    def _tag(self, tag: str) -> str:
        name = re.match(r"</?\w+", tag)
        return f"{name[0]}>" if name and self._whole.search(entities.unescape(tag)) else tag


def _pattern(words: str) -> str:
    return _BETWEEN.join(_MARKS.join(map(_letter, word)) + _MARKS for word in re.split(r"[\s\-]+", words) if word)


def _letter(character: str) -> str:
    same = next((each for each in _VARIANTS if character in each), None)
    if same is None:
        return re.escape(character)
    return f"[{re.escape(''.join(sorted(same)))}]" + "?" * (character in "'’‘ʼ")


def _texts_of(value: Any, name: str = "") -> Iterator[str]:
    match value:
        case str() if name == "body" and value.startswith("["):
            yield from _texts_of(json.loads(value))
        case str():
            yield value
        case list() | tuple():
            for each in value:
                yield from _texts_of(each)
        case {"type": "paragraph", "value": str(html)}:
            yield _unmarked(_TAG.split(html))[0]
            yield from (entities.unescape(tag) for tag in re.findall(r"<[^>]*=[^>]*>", html))
        case dict():
            for key, each in value.items():
                yield from _texts_of(each, key)


def _unmarked(parts: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return the words of HTML in parts, and for each character its part and its place there, unescaped."""
    text, places = [], []
    for number, part in enumerate(parts):
        if part.startswith("<"):
            if _APART.match(part):
                text.append("\n")
                places.append((number, -1))
            continue
        plain = entities.unescape(part)
        text.append(plain)
        places += [(number, place) for place in range(len(plain))]
    return "".join(text), places


def _struck(parts: list[str], places: list[tuple[int, int]], start: int, end: int, mark: str) -> list[str]:
    """Return the parts with the mark where the words began. Places before `start` stay true."""
    first = places[start][0]

    def without(kept: list[str], number: int) -> list[str]:
        gone = [place for part, place in places[start:end] if part == number]
        plain = entities.unescape(kept[number])
        instead = plain[: gone[0]] + (mark if number == first else "") + plain[gone[-1] + 1 :]
        return [*kept[:number], entities.escape(instead, quote=False), *kept[number + 1 :]]

    touched = dict.fromkeys(number for number, place in places[start:end] if place >= 0)
    return reduce(without, touched, parts)
