"""The two facts that stand alone on a captured page: its date line and its news ID, in English or in Persian.

Called by `captured_page.py`. Digits of any script are read; a month's name says the calendar.
"""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from dateline.lib.calendars import jalali_day
from dateline.wire.item import WireRefused

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?(?!\d)"
_DATES = [
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})\s+(?P<month>[^\W\d_]{{2,12}})\.?,?\s+(?P<year>\d{{4}})[\s,،–-]+{_CLOCK}"),
    re.compile(rf"(?<!\d)(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})[T\s,،–-]+{_CLOCK}"),
]
_NEWS_ID = re.compile(r"\b(?:news\s+(?:id|code)|code|[کك]د\s+خبر|شناسه\s+خبر)\s*:\s*(\d{1,16})\b", re.I)
_LABEL = re.compile(r"\b(?:date|published|time|تاریخ(?:\s+انتشار)?|زمان(?:\s+انتشار)?)\s*:", re.I)
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:یک|دو|سه|چهار|پنج)?[\s\u200c]?شنبه|جمعه)\b", re.I
)
_WORD = re.compile(r"\w")


def take_facts(paragraphs: list[str], zone: ZoneInfo) -> tuple[datetime, int | None, list[str]]:
    """Return the publication time in UTC, the news ID and the other paragraphs.

    Each fact is the first line that holds it and nothing else but a label, a weekday or the other fact: a line that
    says more is text. Raises `WireRefused` when there is no date line, or its date does not exist.
    """
    published_at, news_id, rest = None, None, []
    for paragraph in paragraphs:
        number = _NEWS_ID.search(paragraph) if news_id is None else None
        when = _date_in(paragraph) if published_at is None else None
        if (number or when) and _says_no_more(paragraph, number, when):
            news_id = int(number[1]) if number else news_id
            published_at = _instant(when, zone) if when else published_at
        else:
            rest.append(paragraph)
    if published_at is None:
        raise WireRefused("The page has no date line, such as “05 September 2016 - 23:37”.")
    return published_at, news_id, rest


def _date_in(text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(text) for pattern in _DATES)), None)


def _says_no_more(line: str, *facts: re.Match[str] | None) -> bool:
    for fact in filter(None, facts):
        line = line.replace(fact[0], " ", 1)
    return not _WORD.search(_WEEKDAY.sub(" ", _LABEL.sub(" ", line)))


def _instant(when: re.Match[str], zone: ZoneInfo) -> datetime:
    try:
        day = _day(int(when["year"]), when["month"], int(when["day"]))
        local = datetime(day.year, day.month, day.day, int(when["hour"]), int(when["minute"]), tzinfo=zone)
        instant = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise WireRefused(f"The date “{when[0]}” does not exist.") from None
    if instant.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise WireRefused(f"The time “{when[0]}” does not exist in {zone.key}: the clocks went forward over it.")
    return instant


def _day(year: int, month: str, day: int) -> date:
    if month.isdigit():
        return date(year, int(month), day)
    if month[:3].lower() in _MONTHS:
        return date(year, _MONTHS.index(month[:3].lower()) + 1, day)
    return jalali_day(year, month, day)
