"""Dates, times and numbers as an edition's readers write them, each in a `<time>` for machines. Never relative."""

from datetime import UTC, date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dateline.lib import calendars
from dateline.lib.periods import Period
from dateline.stories.models import Edition
from dateline.stories.models.edition import Calendar

register = template.Library()


@register.filter
def machine(moment: datetime) -> str:
    """ISO 8601 in UTC, to the second: 2016-09-05T19:07:00Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def digits(number: object, edition: Edition) -> str:
    return calendars.in_digits(number, edition.digits)


@register.filter
def decimal(number: float, edition: Edition) -> str:
    """A number with its tenth: 4.5, ۴٫۵."""
    words = str(number)
    return calendars.in_digits(words if edition.digits == "latn" else words.replace(".", "٫"), edition.digits)


@register.simple_tag
def number(edition: Edition, counted: int) -> str:
    """A number to read, in groups of three: 10,000."""
    return calendars.spelled_number(counted, language=edition.language, digits=edition.digits)


@register.simple_tag
def moment(edition: Edition, when: datetime | None) -> SafeString | str:
    """Day and time: 5 September 2016, 23:37."""
    return _time(when, moment_words(edition, when)) if when else ""


@register.simple_tag
def clock(edition: Edition, when: datetime | None) -> SafeString | str:
    """The time alone: 23:37."""
    return _time(when, _clock(edition, when)) if when else ""


@register.simple_tag
def day(edition: Edition, when: datetime | None) -> SafeString | str:
    """The day alone: 5 September 2016."""
    return _time(when, day_words(edition, when)) if when else ""


@register.simple_tag
def long_day(edition: Edition, when: datetime | date) -> SafeString:
    """The day with its weekday: Monday, 5 September 2016. Of a day without a time, the machine date is the day."""
    local = when.astimezone(edition.zone).date() if isinstance(when, datetime) else when
    words = calendars.spelled_weekday(
        local, calendar=edition.calendar, language=edition.language, digits=edition.digits
    )
    if isinstance(when, datetime):
        return _time(when, words)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


@register.simple_tag
def year(edition: Edition, when: datetime) -> str:
    local = when.astimezone(edition.zone).date()
    return calendars.spelled_year(local, calendar=edition.calendar, digits=edition.digits)


@register.simple_tag
def month_words(edition: Edition, month: Period) -> str:
    """A month of the archive: September 2016, شهریور ۱۳۹۵."""
    return calendars.spelled_month(
        month.first, month.last, calendar=edition.calendar, language=edition.language, digits=edition.digits
    )


@register.simple_tag
def year_words(edition: Edition, year: Period) -> str:
    """A year of the archive: 2016, ۱۳۹۵."""
    return calendars.spelled_months_year(year.first, year.last, calendar=edition.calendar, digits=edition.digits)


@register.simple_tag
def day_number(edition: Edition, when: date) -> SafeString:
    """The day's number in a month of the archive, which is Gregorian in a Hijri edition."""
    calendar = "gregorian" if edition.calendar == Calendar.HIJRI else edition.calendar
    number = calendars.in_digits(calendars.day_numbers(when, calendar)[2], edition.digits)
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), number)


@register.simple_tag
def weekday_heads(edition: Edition) -> list[tuple[str, str]]:
    """The days of a week as a table heads them, short and in full."""
    return calendars.weekdays(edition.language)


@register.simple_tag
def stories_words(edition: Edition, count: int) -> str:
    """How many stories: 12 stories."""
    number = calendars.in_digits(count, edition.digits)
    return ngettext("%(number)s story", "%(number)s stories", count) % {"number": number}


@register.simple_tag
def zone_words(edition: Edition) -> str:
    """Whose clock the times are: Tehran time, به وقت تهران."""
    city = calendars.zone_city(edition.zone, edition.language)
    return city if city == "UTC" else _("%(city)s time") % {"city": city}


@register.filter
def local_day(when: datetime, edition: Edition) -> date:
    """The day on which a moment fell in the edition's zone: lists are divided by it."""
    return when.astimezone(edition.zone).date()


@register.filter
def in_words(when: date, edition: Edition) -> str:
    """The day in plain words, for a title."""
    return day_words(edition, when)


def moment_words(edition: Edition, when: datetime) -> str:
    return _("%(day)s, %(time)s") % {"day": day_words(edition, when), "time": _clock(edition, when)}


def day_words(edition: Edition, when: datetime | date) -> str:
    local = when.astimezone(edition.zone).date() if isinstance(when, datetime) else when
    return calendars.spelled_day(local, calendar=edition.calendar, language=edition.language, digits=edition.digits)


def _clock(edition: Edition, when: datetime) -> str:
    return calendars.spelled_time(when, zone=edition.zone, digits=edition.digits)


def _time(when: datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine(when), words)
