"""Feeds of an edition, a section and a topic in three formats. What they say is in `syndication.py`."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import FRESHNESS, ReaderRequest, in_edition
from dateline.delivery.json_feed import json_feed
from dateline.delivery.pictures import MEDIA_TYPE
from dateline.delivery.syndication import Channel, channel
from dateline.lib import clock
from dateline.lib.http import unless_had
from dateline.stories.models import Section, Topic

MEDIA_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@require_safe
@in_edition
def edition_feed(request: ReaderRequest, kind: str) -> HttpResponse:
    return _answer(request, channel(request.edition, clock.now()), kind)


@require_safe
@in_edition
def section_feed(request: ReaderRequest, slug: str, kind: str) -> HttpResponse:
    section = get_object_or_404(Section, edition=request.edition, slug=slug)
    return _answer(request, channel(request.edition, clock.now(), section=section), kind)


@require_safe
@in_edition
def topic_feed(request: ReaderRequest, slug: str, kind: str) -> HttpResponse:
    """404 while no public story is on the topic: a new topic's name alone could tell of an embargoed story."""
    topic = Topic.objects.at(slug, request.edition)
    feed = channel(request.edition, clock.now(), topic=topic) if topic else None
    if topic is None or feed is None or not feed.entries:
        raise Http404("There is no such topic.")
    if topic.slug != slug:
        return HttpResponsePermanentRedirect(reverse("topic-feed", args=[request.edition.code, topic.slug, kind]))
    return _answer(request, feed, kind)


def _answer(request: ReaderRequest, feed: Channel, kind: str) -> HttpResponse:
    response = HttpResponse(written(feed, kind), content_type=MEDIA_TYPES[kind])
    response.headers["Cache-Control"] = FRESHNESS
    response.headers["Content-Language"] = feed.language
    return unless_had(request, response, changed=feed.updated)


def written(feed: Channel, kind: str) -> str:
    """Return the feed in one of the three formats: rss, atom, json."""
    if kind == "json":
        return json_feed(feed)
    return render_to_string(
        f"delivery/feed_{kind}.xml", {"feed": feed, "own": feed.addresses[kind], "media": MEDIA_TYPE}
    )
