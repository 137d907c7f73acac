"""Dates, times and numbers as an edition's readers write them, each in a `<time>` for machines. Never relative."""

from datetime import UTC, date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dateline.lib import calendars
from dateline.stories.models import Edition

register = template.Library()


@register.filter
def machine(moment: datetime) -> str:
    """ISO 8601 in UTC, to the second: 2016-09-05T19:07:00Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


@register.filter
def digits(number: object, edition: Edition) -> str:
    return calendars.in_digits(number, edition.digits)


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
