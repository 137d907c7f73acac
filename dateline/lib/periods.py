"""Months and years as a calendar divides them, each under a Gregorian address (decisions/0014).

An archive's addresses are Gregorian in every edition. A Jalali month is named by the first day of a Gregorian month
that falls into it, and a Jalali year by its 1 January: each holds exactly one. A Hijri month may hold none or two, so
those editions have Gregorian months and years, labelled in both calendars (`calendars.spelled_month`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

import jdatetime

from dateline.lib.calendars import day_numbers

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days from `first` until before `after`."""

    first: date
    after: date

    @property
    def last(self) -> date:
        return self.after - _DAY

    @property
    def days(self) -> list[date]:
        return [self.first + _DAY * number for number in range((self.after - self.first).days)]

    @property
    def month(self) -> date:
        """The first day of a Gregorian month that a month holds: its address."""
        return next(day for day in self.days if day.day == 1)

    @property
    def year(self) -> int:
        """The Gregorian year whose 1 January a year holds: its address."""
        return self.last.year


def month_of(day: date, calendar: str) -> Period:
    """Return the month that a day is in."""
    if calendar == "jalali":
        year, month, _ = day_numbers(day, calendar)
        return Period(_jalali(year, month), _jalali(year + month // 12, month % 12 + 1))
    first = day.replace(day=1)
    return Period(first, (first + 31 * _DAY).replace(day=1))


def year_of(day: date, calendar: str) -> Period:
    """Return the year that a day is in."""
    if calendar == "jalali":
        year, _, _ = day_numbers(day, calendar)
        return Period(_jalali(year, 1), _jalali(year + 1, 1))
    return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))


def months_of(year: Period, calendar: str) -> list[Period]:
    """Return the twelve months of a year, in order."""
    months = [month_of(year.first, calendar)]
    while months[-1].after < year.after:
        months.append(month_of(months[-1].after, calendar))
    return months


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return the instant at which a day begins on a zone's clocks.

    Where clocks go forward over midnight that is the instant of the change; where midnight comes twice, the first.
    """
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _jalali(year: int, month: int) -> date:
    first: date = jdatetime.date(year, month, 1).togregorian()
    return first
