"""Days and numbers as an edition's readers write them: calendar, month names, digits. Machines get ISO 8601.

`delivery/templatetags/dates.py` calls this; nothing here knows of editions or requests.
"""

from datetime import date, datetime, tzinfo

import jdatetime
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names, get_timezone_location
from hijridate import Gregorian

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


def jalali_day(year: int, month: str, day: int) -> date:
    """Return the day that a Jalali date names, its month in Persian or in English letters.

    Raises `ValueError` when there is no such month or day.
    """
    names = [fold(name) for months in _JALALI_MONTHS.values() for name in months]
    gregorian: date = jdatetime.date(year, names.index(fold(month)) % 12 + 1, day).togregorian()
    return gregorian


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


def _base(language: str) -> str:
    return language.split("-")[0].lower()


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _of_language(names: dict[str, list[str]], language: str) -> list[str]:
    return names.get(_base(language), names["en"])
