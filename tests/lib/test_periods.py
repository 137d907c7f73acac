"""Months and years of an archive: under which Gregorian address each stands."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.calendars import day_numbers
from dateline.lib.periods import Period, midnight, month_of, months_of, year_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
CALENDARS = st.sampled_from(["gregorian", "jalali", "hijri"])
FIRSTS = [date(year, month, 1) for year in range(1900, 2101) for month in range(1, 13)]


def test_every_jalali_month_of_two_centuries_holds_one_first_of_a_gregorian_month() -> None:
    months = [month_of(day, "jalali") for day in FIRSTS]
    assert all(sum(day.day == 1 for day in month.days) == 1 for month in months)
    assert [month.month for month in months] == FIRSTS
    assert all(month.after == following.first for month, following in pairwise(months))


def test_every_jalali_year_of_two_centuries_holds_one_first_of_january() -> None:
    years = [year_of(date(number, 1, 1), "jalali") for number in range(1900, 2101)]
    assert [[day.year for day in year.days if (day.month, day.day) == (1, 1)] for year in years] == [
        [number] for number in range(1900, 2101)
    ]
    assert [year.year for year in years] == list(range(1900, 2101))


def test_hijri_months_and_years_have_no_address_of_their_own_and_are_gregorian() -> None:
    hijri = [day_numbers(date(1990, 1, 1) + timedelta(days=number), "hijri") for number in range(365 * 60)]
    firsts = Counter(day_numbers(first, "hijri")[:2] for first in FIRSTS if 1990 <= first.year < 2049)
    januaries = Counter(day_numbers(date(year, 1, 1), "hijri")[0] for year in range(1990, 2049))
    assert {firsts[year, month] for year, month, _ in hijri if 1412 < year < 1468} == {0, 1, 2}
    assert {januaries[year] for year, _, _ in hijri if 1412 < year < 1468} == {0, 1}
    assert month_of(date(2024, 6, 15), "hijri") == Period(date(2024, 6, 1), date(2024, 7, 1))
    assert year_of(date(2024, 6, 15), "hijri") == Period(date(2024, 1, 1), date(2025, 1, 1))


@given(DAYS, CALENDARS)
def test_a_day_is_in_its_month_and_its_month_in_its_year(day: date, calendar: str) -> None:
    month, year = month_of(day, calendar), year_of(day, calendar)
    assert month.first <= day <= month.last
    assert month in months_of(year, calendar)


@given(DAYS, CALENDARS)
def test_a_year_is_twelve_months_without_a_gap_and_its_address_leads_back(day: date, calendar: str) -> None:
    year = year_of(day, calendar)
    months = months_of(year, calendar)
    assert len(months) == 12
    assert (months[0].first, months[-1].after) == (year.first, year.after)
    assert [each.first for each in months[1:]] == [each.after for each in months[:-1]]
    assert year_of(date(year.year, 1, 1), calendar) == year
    assert all(month_of(each.month, calendar) == each for each in months)


def test_the_persian_new_year_divides_march_2026() -> None:
    esfand = month_of(date(2026, 3, 1), "jalali")
    assert esfand == Period(date(2026, 2, 20), date(2026, 3, 21))
    assert year_of(date(2026, 1, 1), "jalali") == Period(date(2025, 3, 21), date(2026, 3, 21))
    assert months_of(year_of(date(2026, 1, 1), "jalali"), "jalali")[0].month == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("Asia/Tehran", date(2026, 3, 21), "2026-03-20T20:30:00+00:00"),
        # Clocks went from 24:00 to 1:00: the day began at the change.
        ("Asia/Tehran", date(2021, 3, 22), "2021-03-21T20:30:00+00:00"),
        # Clocks went from 1:00 back to 0:00: midnight came twice.
        ("Atlantic/Azores", date(2026, 10, 25), "2026-10-25T00:00:00+00:00"),
        # A day that never was has no length.
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00:00+00:00"),
        ("Pacific/Apia", date(2011, 12, 31), "2011-12-30T10:00:00+00:00"),
    ],
)
def test_a_day_begins_at_the_first_instant_that_clocks_give_it(zone: str, day: date, begins: str) -> None:
    assert midnight(day, ZoneInfo(zone)).astimezone(UTC).isoformat() == begins


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["Asia/Tehran", "Europe/Lisbon", "Atlantic/Azores", "Pacific/Apia", "Asia/Kathmandu", "UTC"]),
)
def test_an_instant_falls_between_the_midnights_of_its_day(moment: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    day = moment.astimezone(zone).date()
    assert midnight(day, zone) <= moment < midnight(day + timedelta(days=1), zone)
