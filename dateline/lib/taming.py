"""What strangers write, made safe to stand beside other people's words: nothing turns the line round or grows over it.

For names and texts that readers send (`comments.receiving`, `delivery.forms`). Stories take `lib.text.plain`.
"""

import re
import unicodedata
from collections import Counter
from functools import cache

from dateline.lib.text import NON_JOINERS, UNSEEN, plain

MOST_HIGH = 4
"""Marks above or below one letter that grow away from it. Hebrew with cantillation and phonetic script need three."""
MOST_ALIKE = 2
"""The same mark on one letter. No script writes it more than once; twice is a slip of the finger."""
MOST_MARKS = 8
"""Marks of any kind on one letter. Burmese and Tibetan syllables have up to seven."""
_GROWING = {1, *range(200, 241)}
"""Canonical combining classes of what is laid over, under or above a letter; others are of its script's own shape."""

_OPEN = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_OVERRIDES = "\u202d\u202e"
_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\n]")
_MAY_TURN = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Letters and marks that nobody sees: of old language tags, of annotations, of switches that Unicode withdrew. Only the
# flags of England, Scotland and Wales are written with tags.
_SMUGGLED = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f)"
    "|[\U000e0000-\U000e007f\ufff9-\ufffb\u206a-\u206f]"
)


@cache
def _stack() -> re.Pattern[str]:
    """Two marks and more on one letter. Made when it is first needed: every mark of Unicode is looked for.

    Linear in the length of the text: a stack begins at its first mark and is taken whole. Joiners between its marks do
    not end it, or it would grow through them.
    """
    codes = [*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)]
    marks = [code for code in codes if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for code, before in zip(marks, [0, *marks], strict=False) if code != before + 1]
    ends = [code for code, after in zip(marks, [*marks[1:], 0], strict=True) if after != code + 1]
    mark = "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))
    return re.compile(f"[{mark}](?:[{NON_JOINERS}{UNSEEN}]*+[{mark}])++")


def tamed(text: str) -> str:
    """Return `text` as `plain` does, without what bends the words of others: the same again gives the same.

    Overrides of direction go, other controls of it stay where each is closed on its line; a stack of marks ends at the
    height that scripts need; letters that nobody sees go. Marks of every script, joiners and emoji stay as written.
    """
    stored = plain(text)
    if stored.isascii():
        return stored
    bare = _paired(_SMUGGLED.sub(r"\1", stored))
    return plain(_stack().sub(_lowered, plain(bare)))


def _paired(text: str) -> str:
    """Leave out overrides of direction, and what opens or closes alone. A line's end closes nothing for the next."""
    if not _MAY_TURN.search(text):
        return text
    dropped: set[int] = set()
    open_ones: list[tuple[int, str]] = []
    for control in _CONTROLS.finditer(text):
        place, sign = control.start(), control[0]
        if sign == "\n":
            dropped.update(each for each, _ in open_ones)
            open_ones = []
        elif sign in _OPEN or sign in _OVERRIDES:
            open_ones.append((place, sign))
        else:
            dropped |= _closed(open_ones, place, sign)
    dropped.update(place for place, _ in open_ones)
    return "".join(sign for place, sign in enumerate(text) if place not in dropped)


def _closed(open_ones: list[tuple[int, str]], place: int, sign: str) -> set[int]:
    """Close what `sign` closes, and return the places of what goes: an override and its end, what closes nothing."""
    if not open_ones:
        return {place}
    opened, opener = open_ones[-1]
    if opener in _OVERRIDES and sign == "\u202c":
        open_ones.pop()
        return {opened, place}
    if _OPEN.get(opener) != sign:
        return {place}
    open_ones.pop()
    return set()


def _lowered(stack: re.Match[str]) -> str:
    kept: list[str] = []
    times: Counter[str] = Counter()
    high, is_whole = 0, True
    for sign in stack[0]:
        kind = unicodedata.category(sign)
        if kind[0] != "M":
            kept += sign if is_whole else ""
            continue
        grows = unicodedata.combining(sign) in _GROWING or kind == "Me"
        if times.total() == MOST_MARKS or times[sign] == MOST_ALIKE or (grows and high == MOST_HIGH):
            is_whole = False
            continue
        kept.append(sign)
        times[sign] += 1
        high += grows
    return "".join(kept)
