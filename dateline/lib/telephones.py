"""Telephone numbers as people write them in a text, in Latin, Persian or Arabic digits, told from dates and prices."""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from dateline.lib.text import NON_JOINERS, UNSEEN

Span = tuple[int, int]

# Linear in the length of the text: digits and gaps are taken as one run and never given back (`++`, `*+`); from each
# group of a run at most fifteen further ones are looked at.
_DIGIT = "[0-9۰-۹٠-٩]"
_GAP = rf"[ \u00a0().\-\u2010-\u2015\u0640{NON_JOINERS}{UNSEEN}]"
_DATE = re.compile(
    rf"(?<!{_DIGIT})(?<!{_DIGIT}[-./]){_DIGIT}{{1,4}}([-./]){_DIGIT}{{1,2}}\1{_DIGIT}{{1,4}}(?![-./]?{_DIGIT})"
)
_NUMBERS = re.compile(rf"(?<![a-zA-Z0-9۰-۹٠-٩])(?<!{_DIGIT}[.,٫٬]){_DIGIT}++(?:{_GAP}{{1,4}}+{_DIGIT}++)*+")
_GROUP = re.compile(f"{_DIGIT}++")
_BEFORE = re.compile(rf"[+(][+({UNSEEN}]{{0,3}}$")
_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
MOST_DIGITS = 15
"""Of a telephone number, its country included (ITU-T E.164, section 6.1)."""


def telephone_numbers(text: str) -> Iterator[Span]:
    """Give from where to where telephone numbers stand in a text, in order, their plus sign and bracket included.

    A number without country or town is not one: nobody can tell it from a price or a news ID.
    """
    text = _DATE.sub(lambda date: "\n" * len(date[0]), text)
    for run in _NUMBERS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        at = 0
        while at < len(groups):
            taken = _taken(text, groups[at : at + MOST_DIGITS])
            if taken:
                yield _start(text, groups[at][0]), groups[at + taken - 1][1]
            at += taken or 1


def _taken(text: str, groups: list[Span]) -> int:
    """Return how many of these groups of digits, from the first on, make a telephone number; the most that do."""
    start, end = groups[0]
    dialled = "".join(text[each:after] for each, after in groups).translate(_LATIN)
    country = "+" if "+" in text[_start(text, start) : start] else "00" if re.match("00[1-9]", dialled) else ""
    if not country and dialled[0] != "0":
        return 3 if _is_american(text, groups[:3]) else 0
    if not country and (dialled[:2] == "00" or end - start == 1 or text[start - 1 : start] == "."):
        return 0  # 0.12 and 3.0912
    sizes = accumulate(end - start for start, end in groups)
    fitting = [number for number, digits in enumerate(sizes, 1) if digits <= MOST_DIGITS + len("00")]
    return next((number for number in reversed(fitting) if _is_dialled(text, country, groups[:number])), 0)


def _is_american(text: str, groups: list[Span]) -> bool:
    """Whether it is written (555) 010-0199 or 555-010-0199, which no price is."""
    start = groups[0][0]
    sizes = [end - start for start, end in groups]
    return sizes == [3, 3, 4] and (text[start - 1 : start] == "(" or _gaps(text, groups) in ({"-"}, {"."}))


def _is_dialled(text: str, country: str, groups: list[Span]) -> bool:
    """Whether it is as long as numbers are with their country (+ or 00 before it) or with their town (0)."""
    digits = sum(end - start for start, end in groups)
    if country:
        return 10 <= digits - country.count("0") <= MOST_DIGITS
    if not 9 <= digits <= 11 or max(end - start for start, end in groups) < 3:
        return False
    gaps = _gaps(text, groups)
    return "." not in gaps or len(gaps) == 1  # else two dates, or hours and minutes


def _gaps(text: str, groups: list[Span]) -> set[str]:
    return {text[before:after].strip() for (_, before), (after, _) in pairwise(groups)}


def _start(text: str, first: int) -> int:
    """Return where a number begins whose first digit stands at `first`: its plus sign and bracket belong to it."""
    before = _BEFORE.search(text, max(0, first - 4), first)
    return before.start() if before else first
