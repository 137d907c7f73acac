"""The archive: its years, a year's months, a month's days, a day's stories. Addresses are always Gregorian."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dateline.delivery import archive
from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.paging import older_stories
from dateline.lib import clock
from dateline.lib.periods import Period, midnight, month_of, year_of
from dateline.stories import tags
from dateline.stories.models import Edition, Story

ON_A_DAY_PAGE = 100


@require_safe
@in_edition
def years(request: ReaderRequest) -> HttpResponse:
    """The years that have stories: an address that a footer can name for ever."""
    years = archive.years(request.edition, clock.now())
    return answer(request, "delivery/archive.html", {"years": years})


@require_safe
@in_edition
def year(request: ReaderRequest, year: int) -> HttpResponse:
    edition = request.edition
    asked = year_of(_real_day(year, 1, 1), edition.calendar)
    _refuse_the_future(asked, edition)
    overview = archive.year_overview(edition, asked, clock.now())
    context = _around(edition, overview, "year") | {"canonical": _address("archive-year", edition, year)}
    return answer(request, "delivery/archive_year.html", context)


@require_safe
@in_edition
def month(request: ReaderRequest, year: int, month: int) -> HttpResponse:
    edition = request.edition
    asked = month_of(_real_day(year, month, 1), edition.calendar)
    _refuse_the_future(asked, edition)
    overview = archive.month_overview(edition, asked, clock.now())
    context = _around(edition, overview, "month") | {
        "canonical": _address("archive-month", edition, year, month),
        "weeks": archive.weeks_of(overview, edition.language),
        "of_year": year_of(asked.first, edition.calendar),
    }
    return answer(request, "delivery/archive_month.html", context)


@require_safe
@in_edition
def day(request: ReaderRequest, year: int, month: int, day: int) -> HttpResponse:
    edition, now = request.edition, clock.now()
    asked = _real_day(year, month, day)
    _refuse_the_future(archive.month_day(asked), edition)
    stories = Story.objects.public(now).filter(edition=edition).for_lists().on_day(asked, edition.zone)
    tag = tags.day(asked, edition.code)
    context: dict[str, Any] = {
        "day": asked,
        "leaf": older_stories(stories, request.GET.get("before", ""), size=ON_A_DAY_PAGE, tag=tag),
        "of_month": month_of(asked, edition.calendar),
        "of_year": year_of(asked, edition.calendar),
        "day_before": archive.day_before(edition, midnight(asked, edition.zone), now),
        "day_after": archive.day_after(edition, midnight(asked + timedelta(days=1), edition.zone), now),
        "canonical": _address("archive-day", edition, year, month, day),
    }
    return answer(request, "delivery/archive_day.html", context)


def _around(edition: Edition, overview: archive.Overview, kind: str) -> dict[str, Any]:
    """What a year's and a month's page share: the part itself and its nearest neighbours that have stories."""
    of = year_of if kind == "year" else month_of
    return {
        "overview": overview,
        "before": of(overview.day_before, edition.calendar) if overview.day_before else None,
        "after": of(overview.day_after, edition.calendar) if overview.day_after else None,
    }


def _refuse_the_future(period: Period, edition: Edition) -> None:
    if period.first > _today(edition):
        raise Http404("This time is still to come.")


def _today(edition: Edition) -> date:
    return clock.now().astimezone(edition.zone).date()


def _address(name: str, edition: Edition, *numbers: int) -> str:
    return settings.BASE_URL + reverse(name, args=[edition.code, *numbers])


def _real_day(year: int, month: int, day: int) -> date:
    if year not in archive.YEARS:
        raise Http404("The archive has no such year.")
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as fault:
        raise Http404("There is no such day.") from fault
