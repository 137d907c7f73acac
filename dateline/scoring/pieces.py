"""The normaliser: a text cut into pieces, each with its place in the original, and what each may stand for.

No text is rewritten, so no place is lost: a piece is looked at as it is written, in whatever disguise
(`lib.disguises`), and what it stands for goes with where it stands. Change `NORMALISER` with anything
that changes an answer here.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.lib.disguises import forms_of
from dateline.lib.text import UNSEEN
from dateline.lib.words import MARKS

NORMALISER = 1
"""A model learned from pieces of one version is not asked about pieces of another."""
LONGEST = 48
"""Letters of a piece that count."""

_SIGNS = "@$!|€£+¡*'’\u2018"
# Letters in circles and squares, and those that flags are made of: of no script, so that no case or form leads back.
_BOXED = "\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189\U0001f1e6-\U0001f1ff"
_UNBOXED = {code + place: ord("a") + place for code in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}
_UNHEARD = "\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
"""What changes the look of an emoji: variation, colour of skin, tags of a flag."""
_HIDDEN = f"{MARKS}{UNSEEN}\u200b\u200c{_UNHEARD}"
_PIECE = re.compile(
    r"[a-zA-Z]++(?!['@$!|+*\d\x80-\U0010ffff])|"  # most words, sooner
    rf"(?:[^\W_]++|[{_SIGNS}{_HIDDEN}{_BOXED}]++)++"  # a word, in letters and what may stand for them
    r"|[^\w\s]|\n"  # any other sign by itself: punctuation, an emoji
)
_HIDING = re.compile(f"[{_HIDDEN}]")
_ENDS = "!|+*'’\u2018¡"
_BEFORE, _AFTER = "'’\u2018", "!'’"
_OWN = re.compile("['’\u2018](?:s$)?")


class Piece(NamedTuple):
    """A piece as written, and from where to where it stands, in code points."""

    text: str
    start: int
    end: int

    @property
    def place(self) -> tuple[int, int]:
        """Return where its word stands: without the signs before and after that are mere punctuation."""
        if self.text.isalpha():
            return self.start, self.end
        bare = self.text.rstrip(_AFTER)
        before = len(bare) - len(bare.lstrip(_BEFORE))
        return (self.start + before, self.start + len(bare)) if before < len(bare) else (self.start, self.end)


written_in = _PIECE.findall
"""The pieces of a text in order, as written: words, and each other sign by itself. Time grows with the text alone."""


def pieces_in(text: str) -> list[Piece]:
    """Return the pieces of a text with their places, which takes twice as long as `written_in`."""
    return [Piece(each[0], *each.span()) for each in _PIECE.finditer(text)]


def key_of(written: str) -> str:
    """Return what a piece is remembered by: itself, or where it is very long its first letters."""
    if len(written) <= LONGEST:
        return written
    return _HIDING.sub("", written)[:LONGEST]


def readings(written: str) -> Iterator[str]:
    """Give what a word may stand for, the likeliest first, in small letters without accents; nothing for a mere sign.

    "Idiot!" is idiot; "!d1ot" is !d1ot, ldlot and idiot; "don't" is dont; "f**k" stays as it is, a word of its own.
    """
    if written.isascii() and written.isalpha():
        yield from forms_of(written)
        return
    bare = _HIDING.sub("", written).translate(_UNBOXED)
    if not any(map(str.isalnum, bare)):
        if bare.count("*") > 2:
            yield "***"
        return
    inner = bare.strip(_ENDS).lstrip("@")
    if len(inner) == 1 and inner.isalpha():
        yield from forms_of(inner)  # a letter with a sign is a letter and a sign: "i.d.i.o.t!"
        return
    for each in dict.fromkeys(_OWN.sub("", form) for form in (inner, bare.rstrip("'’\u2018"), bare)):
        if each.isdecimal():
            yield "0"
        elif each:
            yield from forms_of(each)
