from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib import calendars

DAY = date(2016, 9, 5)


@pytest.mark.parametrize(
    ("calendar", "language", "digits", "words"),
    [
        ("gregorian", "en", "latn", "5 September 2016"),
        ("jalali", "fa", "arabext", "۱۵ شهریور ۱۳۹۵"),
        ("jalali", "en", "latn", "15 Shahrivar 1395"),
        ("hijri", "ar", "arab", "٤ ذو الحجة ١٤٣٧"),
        ("gregorian", "fa", "arabext", "۵ سپتامبر ۲۰۱۶"),
        ("gregorian", "zz", "latn", "September 5, 2016"),
    ],
)
def test_a_day_is_spelled_as_the_edition_writes_it(calendar: str, language: str, digits: str, words: str) -> None:
    assert calendars.spelled_day(DAY, calendar=calendar, language=language, digits=digits) == words


@pytest.mark.parametrize(
    ("gregorian", "jalali"),
    [
        (date(2016, 9, 5), (1395, 6, 15)),
        (date(2021, 3, 20), (1399, 12, 30)),  # a leap year's last day
        (date(2021, 3, 21), (1400, 1, 1)),
        (date(2026, 3, 21), (1405, 1, 1)),
    ],
)
def test_jalali_days_fall_where_the_iranian_almanac_has_them(gregorian: date, jalali: tuple[int, int, int]) -> None:
    assert calendars.day_numbers(gregorian, "jalali") == jalali


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_every_jalali_day_leads_back_to_its_gregorian_one(day: date) -> None:
    year, month, number = calendars.day_numbers(day, "jalali")
    assert jdatetime.date(year, month, number).togregorian() == day


def test_a_day_before_the_hijri_table_is_spelled_in_gregorian() -> None:
    words = calendars.spelled_day(date(1850, 1, 1), calendar="hijri", language="en", digits="latn")
    assert words == "1 January 1850"


def test_weekday_time_and_year_stand_in_the_edition_s_words_zone_and_digits() -> None:
    moment = datetime(2016, 9, 5, 19, 7, tzinfo=UTC)
    weekday = calendars.spelled_weekday(DAY, calendar="jalali", language="fa", digits="arabext")
    assert weekday == "دوشنبه ۱۵ شهریور ۱۳۹۵"
    assert calendars.spelled_time(moment, zone=ZoneInfo("Asia/Tehran"), digits="arabext") == "۲۳:۳۷"
    assert calendars.spelled_year(DAY, calendar="jalali", digits="arabext") == "۱۳۹۵"


@pytest.mark.parametrize(
    ("zone", "language", "city"),
    [("Asia/Tehran", "fa", "تهران"), ("Asia/Tehran", "en", "Tehran"), ("UTC", "fa", "UTC")],
)
def test_a_zone_is_named_by_its_city(zone: str, language: str, city: str) -> None:
    assert calendars.zone_city(ZoneInfo(zone), language) == city


@pytest.mark.parametrize(
    ("typed", "calendar"),
    [
        ("2026-03-01", "gregorian"),
        ("2026-03-01", "jalali"),
        ("۲۰۲۶/۳/۱", "jalali"),
        ("۱۴۰۴/۱۲/۱۰", "jalali"),
        ("1404-12-10", "jalali"),
        ("١٤٤٧.٩.١٢", "hijri"),
    ],
)
def test_a_typed_day_is_read_in_any_digits_and_in_the_edition_s_calendar(typed: str, calendar: str) -> None:
    assert calendars.typed_day(typed, calendar) == date(2026, 3, 1)


@given(st.text() | st.from_regex(r"[0-9۰-۹]{1,5}[-/.][0-9]{1,3}[-/.][0-9]{1,3}", fullmatch=True))
def test_what_is_no_day_is_refused_and_nothing_else_happens(typed: str) -> None:
    for calendar in ("gregorian", "jalali", "hijri"):
        try:
            assert isinstance(calendars.typed_day(typed, calendar), date)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("language", "digits", "words"), [("en", "latn", "10,000"), ("fa", "arabext", "۱۰٬۰۰۰"), ("de", "latn", "10.000")]
)
def test_numbers_are_grouped(language: str, digits: str, words: str) -> None:
    assert calendars.spelled_number(10_000, language=language, digits=digits) == words
