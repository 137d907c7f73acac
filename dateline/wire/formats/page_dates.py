"""Dates as pages write them: month names or numbers in any order, 12 or 24 hours, Gregorian or Jalali, any digits.

Called by `page_facts.py` and `page_metadata.py`. A month's name or the year says the calendar.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import get_month_names

from dateline.lib.calendars import jalali_day, spelled_day
from dateline.lib.text import fold
from dateline.wire.item import WireRefused

DateOrder = Literal["day-first", "month-first"]
"""What the first number of 05/09/2016 is."""

_MONTHS = {
    fold(form): number
    for language in ("en", "fa")
    for number, name in get_month_names("wide", locale=language).items()
    for form in (name, name[:3] if language == "en" else name)
} | {"sept": 9}
_JALALI_YEARS = range(1200, 1500)

_HALF = r"[ap]\.?\s?m\b\.?|[قب][.\s\u200c]{0,2}ظ\b\.?|(?:قبل|بعد)[\s\u200c]?از[\s\u200c]?ظهر"
_OFFSET = r"Z\b|(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?(?!\w)|[+-]\d{2}:?\d{2}(?!\d)"
_CLOCK = (
    rf"(?:(?P<half_before>{_HALF})\s?)?(?<!\d)(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::\d{{2}}(?:[.,]\d{{1,9}})?)?"
    rf"(?!\d)(?:\s?(?P<half>{_HALF}))?(?:\s?\(?(?P<offset>{_OFFSET})\)?)?"
)
_BETWEEN = r"(?:T(?=\d)|[\s,،؛;|()–—/-]+(?:(?:at|time|(?:در\s)?ساعت)\s?:?\s?)?)"
_DAYS = (
    r"(?<![\d./-])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\sof)?[\s./-]{1,3}(?P<month>[^\W\d_]{2,12})\.?[,،]?[\s./-]{1,3}"
    r"(?P<year>\d{4})(?!\d)",
    r"(?P<month>\b[^\W\d_]{3,12})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?[,،]?\s(?P<year>\d{4})(?!\d)",
    r"(?<![\d./-])(?P<year>\d{4})\s?(?P<mark>[./-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})(?![\d./])",
    r"(?<![\d./-])(?P<first>\d{1,2})\s?(?P<mark>[./-])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4})(?![\d./])",
)
_PATTERNS = [
    re.compile(pattern, re.I)
    for day in _DAYS
    for pattern in (f"{day}{_BETWEEN}{_CLOCK}", f"{_CLOCK}{_BETWEEN}(?:on\\s)?{day}")
]
BARE_DAYS = [re.compile(day, re.I) for day in _DAYS]
"""A day with no time: no date line by itself, but the same day in another calendar may stand beside one."""


@dataclass(frozen=True)
class PageDate:
    """A date with its time, as the page writes it, and the parts it was read as."""

    text: str
    parts: dict[str, str]

    def instant(self, zone: ZoneInfo, *, order: DateOrder | None = None) -> datetime:
        """Return the moment in UTC, read in the offset that the page names, else in `zone`.

        Raises `WireRefused` when it does not exist, or when its numbers may be read two ways and `order` says neither.
        """
        try:
            day = self._either(order) if "first" in self.parts else self._day()
            local = datetime(day.year, day.month, day.day, self._hour(), int(self.parts["minute"]))
            return self._in_utc(local, zone)
        except WireRefused:
            raise
        except (ValueError, OverflowError):
            raise WireRefused(f"The date “{self.text}” does not exist.") from None

    def _day(self) -> date:
        return _day_of(int(self.parts["year"]), self.parts["month"], int(self.parts["day"]))

    def _either(self, order: DateOrder | None) -> date:
        readings = _readings(*(int(self.parts[name]) for name in ("year", "first", "second")))
        if order in readings:
            return readings[order]
        if not readings:
            raise ValueError(self.text)
        if order is not None:
            raise WireRefused(f"The date “{self.text}” cannot be read {order}, as --dates asks.")
        if len(set(readings.values())) > 1:
            named = " or ".join(_spelled(day, int(self.parts["year"])) for day in readings.values())
            raise WireRefused(
                f"The date “{self.text}” is {named}; say which by --dates day-first or --dates month-first."
            )
        return next(iter(readings.values()))

    def _hour(self) -> int:
        hour, half = int(self.parts["hour"]), self.parts.get("half") or self.parts.get("half_before")
        if not half or (hour > 12 and _is_afternoon(half)):
            return hour
        if hour > 12 or (hour == 0 and _is_afternoon(half)):
            raise ValueError(half)
        return hour % 12 + (12 if _is_afternoon(half) else 0)

    def _in_utc(self, local: datetime, zone: ZoneInfo) -> datetime:
        if offset := self.parts.get("offset"):
            return local.replace(tzinfo=_offset(offset)).astimezone(UTC)
        instant = local.replace(tzinfo=zone).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) != local:
            raise WireRefused(f"The time “{self.text}” does not exist in {zone.key}: the clocks went forward over it.")
        return instant


def find_date(line: str) -> PageDate | None:
    """Return the first date with a time that the line holds."""
    if ":" not in line:
        return None
    matches = [match for pattern in _PATTERNS if (match := pattern.search(line))]
    if not matches:
        return None
    first = min(matches, key=lambda match: (match.start(), -match.end()))
    return PageDate(first[0], {name: part for name, part in first.groupdict().items() if part})


def _readings(year: int, first: int, second: int) -> dict[DateOrder, date]:
    readings: dict[DateOrder, date] = {}
    with suppress(ValueError):
        readings["day-first"] = _day_of(year, str(second), first)
    with suppress(ValueError):
        readings["month-first"] = _day_of(year, str(first), second)
    return readings


def _day_of(year: int, month: str, day: int) -> date:
    if month.isdigit():
        return jalali_day(year, int(month), day) if year in _JALALI_YEARS else date(year, int(month), day)
    number = _MONTHS.get(fold(month))
    return date(year, number, day) if number else jalali_day(year, month, day)


def _spelled(day: date, year: int) -> str:
    calendar = "jalali" if year in _JALALI_YEARS else "gregorian"
    return spelled_day(day, calendar=calendar, language="en", digits="latn")


def _is_afternoon(half: str) -> bool:
    return half[0] in "pPب"


def _offset(text: str) -> timezone:
    named = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    if not named:
        return UTC
    minutes = int(named[2]) * 60 + int(named[3] or 0)
    return timezone(timedelta(minutes=minutes if named[1] == "+" else -minutes))
