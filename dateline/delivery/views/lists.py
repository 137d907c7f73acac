"""Lists of headlines, newest first: a section, a topic."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.front_page import with_photos
from dateline.delivery.paging import older_stories
from dateline.lib import clock, reading
from dateline.stories import tags
from dateline.stories.models import Edition, Section, Story, Topic

ON_A_PAGE = 20


@require_safe
@in_edition
def section(request: ReaderRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Section, edition=request.edition, slug=slug)
    stories = _public(request.edition).filter(section=found)
    tag = tags.section(found.slug, request.edition.code)
    return _list(request, "delivery/section.html", stories, {"section": found}, tag=tag)


@require_safe
@in_edition
def topic(request: ReaderRequest, slug: str) -> HttpResponse:
    """404 while no public story is on the topic: its name, even an alias, may be what an embargo keeps back."""
    found = Topic.objects.at(slug, request.edition)
    tag = tags.topic(found.slug if found else slug, request.edition.code)
    public = Story.objects.public(clock.now()).for_lists().noted()
    stories = public.on_topic(found) if found else public.none()
    if found is None or not stories.exists():
        reading.note(tag)
        raise Http404("There is no such topic.")
    if found.slug != slug:
        return HttpResponsePermanentRedirect(reverse("topic", args=[request.edition.code, found.slug]))
    return _list(request, "delivery/topic.html", stories, {"topic": found}, tag=tag)


def _list(request: ReaderRequest, template: str, stories: Any, context: dict[str, Any], *, tag: str) -> HttpResponse:
    before = request.GET.get("before", "")
    leaf = older_stories(stories, before, size=ON_A_PAGE, tag=tag)
    with_photos(leaf.rows)
    address = settings.BASE_URL + request.path + (f"?before={before}" if before else "")
    return answer(request, template, context | {"leaf": leaf, "canonical": address, "first_address": request.path})


def _public(edition: Edition) -> Any:
    return Story.objects.public(clock.now()).filter(edition=edition).for_lists()
