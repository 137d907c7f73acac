"""Lists of headlines, newest first: a section, a topic, a day of the archive."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.front_page import with_photos
from dateline.delivery.paging import older_stories
from dateline.lib import clock
from dateline.stories.models import Edition, Section, Story, Topic

ON_A_PAGE = 20
ON_A_DAY_PAGE = 100
YEARS = range(1600, 2400)
"""Years that the archive can be asked for; all our calendars and both databases can tell them."""


@require_safe
@in_edition
def section(request: ReaderRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Section, edition=request.edition, slug=slug)
    stories = _public(request.edition).filter(section=found)
    return _list(request, "delivery/section.html", stories, {"section": found})


@require_safe
@in_edition
def topic(request: ReaderRequest, slug: str) -> HttpResponse:
    """404 while no public story is on the topic: its name, even an alias, may be what an embargo keeps back."""
    found = Topic.objects.at(slug, request.edition)
    stories = _public(request.edition).filter(topics=found)
    if found is None or not stories.exists():
        raise Http404("There is no such topic.")
    if found.slug != slug:
        return HttpResponsePermanentRedirect(reverse("topic", args=[request.edition.code, found.slug]))
    return _list(request, "delivery/topic.html", stories, {"topic": found})


@require_safe
@in_edition
def archive(request: ReaderRequest) -> HttpResponse:
    """Leads to the newest day that has stories: an address that a footer can name for ever."""
    newest = _day_of(_public(request.edition).newest_first(), request.edition)
    response = HttpResponseRedirect(
        _address(request.edition, newest or clock.now().astimezone(request.edition.zone).date())
    )
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
@in_edition
def archive_day(request: ReaderRequest, year: int, month: int, day: int) -> HttpResponse:
    asked, edition = _real_day(year, month, day), request.edition
    public = _public(edition)
    leaf = older_stories(public.on_day(asked, edition.zone), request.GET.get("before", ""), size=ON_A_DAY_PAGE)
    start = datetime.combine(asked, time.min, tzinfo=edition.zone)
    after = datetime.combine(asked + timedelta(days=1), time.min, tzinfo=edition.zone)
    context: dict[str, Any] = {
        "day": asked,
        "leaf": leaf,
        "day_before": _day_of(public.filter(first_published_at__lt=start).newest_first(), edition),
        "day_after": _day_of(
            public.filter(first_published_at__gte=after).order_by("first_published_at", "news_id"), edition
        ),
        "canonical": settings.BASE_URL + _address(edition, asked),
    }
    return answer(request, "delivery/archive_day.html", context)


def _list(request: ReaderRequest, template: str, stories: Any, context: dict[str, Any]) -> HttpResponse:
    before = request.GET.get("before", "")
    leaf = older_stories(stories, before, size=ON_A_PAGE)
    with_photos(leaf.rows)
    address = settings.BASE_URL + request.path + (f"?before={before}" if before else "")
    return answer(request, template, context | {"leaf": leaf, "canonical": address, "first_address": request.path})


def _public(edition: Edition) -> Any:
    return Story.objects.public(clock.now()).filter(edition=edition).for_lists()


def _day_of(stories: Any, edition: Edition) -> date | None:
    moment = stories.values_list("first_published_at", flat=True).first()
    return moment.astimezone(edition.zone).date() if moment else None


def _address(edition: Edition, day: date) -> str:
    return reverse("archive-day", args=[edition.code, day.year, day.month, day.day])


def _real_day(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise Http404("The archive has no such year.")
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as fault:
        raise Http404("There is no such day.") from fault
