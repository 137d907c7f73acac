"""The letters of a card: which font draws a character, and in what form and order a line of any script is drawn.

Pillow could do this with Raqm, but only where the system brings FriBidi, and with other bytes there: so Arabic
letters are joined by arabic-reshaper and ordered by python-bidi (decisions/0011). `fitting.py` measures with a hand,
`drawing.py` draws with it.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).resolve().parent.parent / "fonts"
SERIF, BOLD, MEDIUM = "DatelineSerif-Semibold", "Vazirmatn-Bold", "Vazirmatn-Medium"

_RESHAPER = ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_HEH_WITH_YEH = ("ه\u0654", "\u06c0")
"""Persian's ezafe after a silent he: two characters as typed, one in the fonts."""


@dataclass(frozen=True)
class Hand:
    """Fonts in the order in which they are asked, at one size in pixels."""

    fonts: tuple[str, ...]
    size: int

    def width(self, text: str, direction: str) -> float:
        """Return how wide a line is in pixels, the text given in the order in which it is read."""
        return sum(piece.width for piece in self.pieces(text, direction))

    def draw(self, canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, direction: str, fill: str) -> None:
        """Draw a line; `at` is the left end of its base line, whatever the direction."""
        left, base = at
        for piece in self.pieces(text, direction):
            left += piece.before
            canvas.text((left, base), piece.text, font=piece.font, fill=fill, anchor="ls")
            left += piece.font.getlength(piece.text)

    def known(self, text: str) -> str:
        """Return the text without what no font has: pictures, symbols, marks that are not seen."""
        whole = text.replace(*_HEH_WITH_YEH)
        seen = (character for character in whole if character == "\u200c" or self._has(character))
        return " ".join("".join(seen).split())

    def lacks(self, text: str) -> list[str]:
        """Return the letters and numbers that no font has."""
        return [
            character for character in text if unicodedata.category(character)[0] in "LN" and not self._has(character)
        ]

    def _has(self, character: str) -> bool:
        return self._font_of(character) is not None

    def _font_of(self, character: str) -> str | None:
        return next((name for name in self.fonts if _has(name, character)), None)

    def pieces(self, text: str, direction: str) -> Iterator["Piece"]:
        line = "".join(each if self._has(each) else _unjoined(each) for each in in_drawing_order(text, direction))
        for name, run in groupby(line, key=lambda each: self._font_of(each) or self.fonts[0]):
            yield from _spaced(name, self.size, "".join(run))


@dataclass(frozen=True)
class Piece:
    """Characters that one font draws in one go, and how far they stand from what is before them."""

    text: str
    font: ImageFont.FreeTypeFont
    before: float = 0.0

    @cached_property
    def width(self) -> float:
        return self.before + self.font.getlength(self.text)


@lru_cache(maxsize=2048)
def in_drawing_order(text: str, direction: str) -> str:
    """Return a line from left to right as it is drawn: Arabic letters joined, what runs the other way turned round."""
    if _ARABIC.search(text):
        text = _RESHAPER.reshape(text)
    ordered: str = get_display(text.replace("\u200c", ""), base_dir="R" if direction == "rtl" else "L")
    return ordered


def _unjoined(character: str) -> str:
    # A joined form that a font lacks gives way to the letter as it stands alone.
    form = re.fullmatch("<(?:isolated|initial|medial|final)> ([0-9A-F]{4})", unicodedata.decomposition(character))
    return chr(int(form[1], 16)) if form else character


def _spaced(name: str, size: int, run: str) -> Iterator[Piece]:
    # A run is cut where two of its letters move together or apart.
    font, pairs = _font(name, size), _pairs(name)
    begun, before = 0, 0.0
    for place in range(1, len(run)):
        move = pairs.get(_base(run[place - 1]), {}).get(_base(run[place]), 0)
        if move:
            yield Piece(run[begun:place], font, before)
            begun, before = place, move * size / 1000
    yield Piece(run[begun:], font, before)


def _base(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"{name}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache
def _pairs(name: str) -> dict[str, dict[str, Any]]:
    file = FONTS / f"{name}.pairs.json"
    pairs: dict[str, dict[str, Any]] = json.loads(file.read_text()) if file.exists() else {}
    return pairs


@lru_cache(maxsize=4096)
def _has(name: str, character: str) -> bool:
    # A font draws the same box for all that it lacks; U+FFFF is no character, so every font lacks it.
    if unicodedata.category(character)[0] == "C":
        return False
    font = _font(name, 40)
    return character == " " or bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))
