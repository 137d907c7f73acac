"""The two facts that stand alone on a page: its date line and its news ID, in English or in Persian.

Called by `captured_page.py` and `saved_page.py`. Digits of any script are read; `page_dates.py` reads the dates.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from dateline.wire.formats.page_dates import BARE_DAYS, DateOrder, PageDate, find_date
from dateline.wire.item import WireRefused

_LONGEST = 200
"""Characters of a line of facts; a longer one is text."""

MOST_LINES = 10_000
"""Each line is looked at by rules that take up to half a millisecond: this bounds what a slip can cost."""

_INVISIBLE = dict.fromkeys([0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Marks of direction, which Persian pages scatter between digits."""

_NEWS_ID = re.compile(
    r"(?:\bnews\s?(?:id|code|no\b\.?|number)|\bcode|\b[کك]د\s+خبر|\bشناسه\s+خبر|\bشماره\s+خبر)\s?:\s?"
    r"(\d{1,3}(?:[,٬]\d{3})+|\d{1,16})\b",
    re.I,
)
_UPDATED = re.compile(
    r"\b(?:last\s)?(?:updated?|modified|edited)\b(?:\s(?:on|at|date))?|(?:آخرین\s)?(?:به[\s\u200c]?روز[\s\u200c]?رسانی|ویرایش)",
    re.I,
)
_LABEL = re.compile(
    r"\b(?:publish(?:ed|ing)?|publication|posted|release[d]?|news)\s(?:date|time|on|at)\b"
    r"|\b(?:date(?:\sof\spublication|\spublished)?|published|posted|time|local\stime)\b"
    r"|(?:تاریخ|زمان|ساعت)(?:\s(?:انتشار|خبر|درج|مخابره))?|\bانتشار\b|به\sوقت\sمحلی",
    re.I,
)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun"
    r"|(?:[یي][کك]|دو|سه|چهار|پنج)?[\s\u200c]?شنبه|جمعه)\b",
    re.I,
)
_WORD = re.compile(r"\w")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class PageFacts:
    """What stood alone: the date and the number, if there; the lines that held them; the other lines in order."""

    date: PageDate | None
    news_id: int | None
    lines: tuple[str, ...]
    rest: list[str]

    def published_at(self, zone: ZoneInfo, order: DateOrder | None) -> datetime:
        """Return the publication time in UTC. Raises `WireRefused` when there is no date line, or no such moment."""
        if self.date is None:
            raise WireRefused("The page has no date line, such as “05 September 2016 - 23:37”.")
        return self.date.instant(zone, order=order)


def take_facts(lines: list[str]) -> PageFacts:
    """Return the first date line and the first news ID, apart from the other lines.

    Each fact is the first line that holds it and nothing else but a label, a weekday or the other fact; it may break
    over two lines, “News ID:” above “423254”. A line that says more is text; an update's time is neither.
    Raises `WireRefused` when there are more lines than a story page has.
    """
    if len(lines) > MOST_LINES:
        raise WireRefused(f"The page has more than {MOST_LINES:,} lines; a story page has some dozens.")
    when: PageDate | None = None
    news_id: int | None = None
    taken: list[str] = []
    rest: list[str] = []
    place = 0
    while place < len(lines):
        found, size = _facts_at(lines, place)
        if found and (found.is_update or (found.date and not when) or (found.news_id is not None and news_id is None)):
            when = when or found.date
            news_id = found.news_id if news_id is None else news_id
            taken += lines[place : place + size]
        else:
            size = 1
            rest.append(lines[place])
        place += size
    return PageFacts(when, news_id, tuple(taken), rest)


@dataclass(frozen=True)
class _Found:
    date: PageDate | None
    news_id: int | None
    is_update: bool


def _facts_at(lines: list[str], place: int) -> tuple[_Found | None, int]:
    line, following = lines[place], lines[place + 1 : place + 2]
    found = _facts_of(line)
    if found or not following or not _WORD.search(line):
        return found, 1
    is_label = not _WORD.search(_without_labels(line))
    return (None, 1) if not is_label and _facts_of(following[0]) else (_facts_of(f"{line} {following[0]}"), 2)


def _facts_of(line: str) -> _Found | None:
    if len(line) > _LONGEST or not _DIGIT.search(line):
        return None
    line, is_update = _without_update(line.translate(_INVISIBLE))
    number = _NEWS_ID.search(line)
    when = find_date(line)
    left = line.replace(number[0], " ", 1) if number else line
    left = _without_days(left.replace(when.text, " ", 1)) if when else left
    if not (number or when or is_update) or _WORD.search(_without_labels(left)):
        return None
    return _Found(when, int(re.sub(r"[,٬]", "", number[1])) if number else None, is_update)


def _without_update(line: str) -> tuple[str, bool]:
    """Take out the time of an update: it is not the publication's."""
    label = _UPDATED.search(line)
    if not label:
        return line, False
    before, after = line[: label.start()], line[label.end() :]
    when = find_date(after)
    return f"{before} {after.replace(when.text, ' ', 1) if when else _without_days(after)}", True


def _without_labels(line: str) -> str:
    return _WEEKDAY.sub(" ", _LABEL.sub(" ", line))


def _without_days(line: str) -> str:
    for day in BARE_DAYS:
        line = day.sub(" ", line)
    return line
