"""Days and numbers as an edition's readers write them: calendar, month names, digits. Machines get ISO 8601.

`delivery/templatetags/dates.py` calls this; nothing here knows of editions or requests.
"""

import re
from datetime import date, datetime, tzinfo

import jdatetime
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_day_names, get_timezone_location
from babel.numbers import format_decimal
from hijridate import Gregorian, Hijri

from dateline.lib.text import fold

_DIGITS = {"latn": "0123456789", "arabext": "۰۱۲۳۴۵۶۷۸۹", "arab": "٠١٢٣٤٥٦٧٨٩"}

_JALALI_MONTHS = {
    "fa": ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"],
    "en": [
        "Farvardin",
        "Ordibehesht",
        "Khordad",
        "Tir",
        "Mordad",
        "Shahrivar",
        "Mehr",
        "Aban",
        "Azar",
        "Dey",
        "Bahman",
        "Esfand",
    ],
}
_HIJRI_MONTHS = {
    "fa": [
        "محرم",
        "صفر",
        "ربیع\u200cالاول",
        "ربیع\u200cالثانی",
        "جمادی\u200cالاول",
        "جمادی\u200cالثانی",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذی\u200cالقعده",
        "ذی\u200cالحجه",
    ],
    "ar": [
        "محرم",
        "صفر",
        "ربيع الأول",
        "ربيع الآخر",
        "جمادى الأولى",
        "جمادى الآخرة",
        "رجب",
        "شعبان",
        "رمضان",
        "شوال",
        "ذو القعدة",
        "ذو الحجة",
    ],
    "en": [
        "Muharram",
        "Safar",
        "Rabi al-Awwal",
        "Rabi al-Thani",
        "Jumada al-Ula",
        "Jumada al-Akhira",
        "Rajab",
        "Shaban",
        "Ramadan",
        "Shawwal",
        "Dhu al-Qada",
        "Dhu al-Hijja",
    ],
}
_YEARS = {"jalali": range(1200, 1500), "hijri": range(1343, 1500)}
"""Years that nobody means by the Gregorian calendar where these are in use; the Hijri table begins in 1343."""
_WEEK_BEGINS = {"fa": 5, "ar": 5, "ps": 5, "ckb": 5}
"""Languages whose weeks begin on a Saturday wherever they are read; for others Babel knows. Monday is 0."""
_COMMA = {"fa": " ", "ar": "، ", "ur": "، "}


def in_digits(text: object, digits: str) -> str:
    """Return `text` with its Latin digits written in `digits` (CLDR: latn, arabext, arab)."""
    return str(text).translate(str.maketrans(_DIGITS["latn"], _DIGITS[digits]))


def day_numbers(day: date, calendar: str) -> tuple[int, int, int]:
    """Return year, month and day of `day` in `calendar` (gregorian, jalali, hijri).

    Raises `OverflowError` where the calendar has no table: Hijri before 1924 and after 2077.
    """
    if calendar == "jalali":
        jalali = jdatetime.date.fromgregorian(date=day)
        return jalali.year, jalali.month, jalali.day
    if calendar == "hijri":
        year, month, number = Gregorian(day.year, day.month, day.day).to_hijri().datetuple()
        return year, month, number
    return day.year, day.month, day.day


def jalali_day(year: int, month: str | int, day: int) -> date:
    """Return the day that a Jalali date names, its month a number or a name in Persian or in English letters.

    Raises `ValueError` when there is no such month or day.
    """
    if isinstance(month, str):
        names = [fold(name) for months in _JALALI_MONTHS.values() for name in months]
        month = names.index(fold(month)) % 12 + 1
    gregorian: date = jdatetime.date(year, month, day).togregorian()
    return gregorian


def typed_day(text: str, calendar: str) -> date:
    """Return the day typed as year, month and day in any digits: Gregorian, or of `calendar` if the year is one of it.

    Raises `ValueError` when it is no day.
    """
    parts = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", fold(text))
    if not parts:
        raise ValueError("A day is typed as year, month and day.")
    year, month, day = map(int, parts.groups())
    if year not in _YEARS.get(calendar, ()):
        return date(year, month, day)
    try:
        own = jdatetime.date(year, month, day).togregorian() if calendar == "jalali" else Hijri(year, month, day)
        return own if isinstance(own, date) else date(*own.to_gregorian().datetuple())
    except OverflowError as fault:
        raise ValueError(str(fault)) from fault


def spelled_day(day: date, *, calendar: str, language: str, digits: str) -> str:
    """Return the day in words: 5 September 2016, ۱۵ شهریور ۱۳۹۵. Gregorian where the calendar cannot say it."""
    try:
        year, month, number = day_numbers(day, calendar)
    except (OverflowError, ValueError):
        calendar = "gregorian"
    if calendar == "gregorian":
        return in_digits(_gregorian(day, language), digits)
    months = _of_language(_JALALI_MONTHS if calendar == "jalali" else _HIJRI_MONTHS, language)
    return in_digits(f"{number} {months[month - 1]} {year}", digits)


def spelled_weekday(day: date, *, calendar: str, language: str, digits: str) -> str:
    """Return the day in words with its weekday: Monday, 5 September 2016."""
    weekday = get_day_names("wide", "stand-alone", locale=_locale(language))[day.weekday()]
    comma = _COMMA.get(_base(language), ", ")
    return f"{weekday}{comma}{spelled_day(day, calendar=calendar, language=language, digits=digits)}"


def spelled_year(day: date, *, calendar: str, digits: str) -> str:
    """Return the year of `day` in the calendar, or the Gregorian one where the calendar cannot say it."""
    try:
        return in_digits(day_numbers(day, calendar)[0], digits)
    except (OverflowError, ValueError):
        return in_digits(day.year, digits)


def spelled_number(number: int, *, language: str, digits: str) -> str:
    """Return a number in groups of three: 10,000, ۱۰٬۰۰۰."""
    groups = str(format_decimal(number, locale=_locale(language), numbering_system="latn"))
    return in_digits(groups if digits == "latn" else groups.replace(",", "٬"), digits)


def spelled_month(first: date, last: date, *, calendar: str, language: str, digits: str) -> str:
    """Return a month in words: September 2016, شهریور ۱۳۹۵. In Hijri the Gregorian one, with the months it touches."""
    if calendar == "jalali":
        year, month, _ = day_numbers(first, calendar)
        return in_digits(f"{_of_language(_JALALI_MONTHS, language)[month - 1]} {year}", digits)
    words = str(format_skeleton("yMMMM", first, locale=_locale(language)))
    touched = _touched(first, last, language) if calendar == "hijri" else ""
    return in_digits(f"{words} ({touched})" if touched else words, digits)


def spelled_months_year(first: date, last: date, *, calendar: str, digits: str) -> str:
    """Return the year of twelve months: 2016, ۱۳۹۵. In Hijri the Gregorian one, with the years it touches."""
    if calendar != "hijri":
        return spelled_year(first, calendar=calendar, digits=digits)
    try:
        years = (day_numbers(first, calendar)[0], day_numbers(last, calendar)[0])
    except (OverflowError, ValueError):
        return in_digits(first.year, digits)
    return in_digits(f"{first.year} ({years[0]} – {years[1]})", digits)


def week_from(day: date, language: str) -> int:
    """Return how many days a week of the language had before `day`: 0 for its first."""
    first = _WEEK_BEGINS.get(_base(language), _locale(language).first_week_day)
    return (day.weekday() - first) % 7


def weekdays(language: str) -> list[tuple[str, str]]:
    """Return the days of a week in order, each short, as at the head of a table, and in full."""
    first = _WEEK_BEGINS.get(_base(language), _locale(language).first_week_day)
    full, locale = get_day_names("wide", "stand-alone", locale=_locale(language)), _locale(language)
    # Arabic script shortens a day to its letter, which is what its readers know from calendars.
    by_letter = _base(language) in _WEEK_BEGINS
    short = get_day_names("narrow" if by_letter else "abbreviated", "stand-alone", locale=locale)
    return [(short[day % 7], full[day % 7]) for day in range(first, first + 7)]


def spelled_time(moment: datetime, *, zone: tzinfo, digits: str) -> str:
    """Return hours and minutes of `moment` in `zone`: 23:37."""
    return in_digits(f"{moment.astimezone(zone):%H:%M}", digits)


def zone_city(zone: tzinfo, language: str) -> str:
    """Return the city that names a time zone, in the language asked for: Tehran, تهران. UTC stays UTC."""
    key = getattr(zone, "key", "UTC")
    if "/" not in key or key.startswith("Etc/"):
        return key.removeprefix("Etc/")
    return str(get_timezone_location(zone, locale=_locale(language), return_city=True))


def _gregorian(day: date, language: str) -> str:
    pattern = "d MMMM y" if _base(language) == "en" else "long"
    return str(format_date(day, pattern, locale=_locale(language)))


def _touched(first: date, last: date, language: str) -> str:
    """The Hijri months from one day to another: Ramadan – Shawwal 1447; nothing where the calendar has no table."""
    try:
        (year, month, _), (last_year, last_month, _) = day_numbers(first, "hijri"), day_numbers(last, "hijri")
    except (OverflowError, ValueError):
        return ""
    names = _of_language(_HIJRI_MONTHS, language)
    begins = names[month - 1] if year == last_year else f"{names[month - 1]} {year}"
    ends = f"{names[last_month - 1]} {last_year}"
    return ends if (year, month) == (last_year, last_month) else f"{begins} – {ends}"


def _base(language: str) -> str:
    return language.split("-")[0].lower()


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _of_language(names: dict[str, list[str]], language: str) -> list[str]:
    return names.get(_base(language), names["en"])
