"""The sitemaps and robots.txt. What they list is in `delivery/sitemaps.py`."""

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dateline.delivery import sitemap_xml, sitemaps
from dateline.delivery.answers import FRESHNESS
from dateline.delivery.pictures import absolute
from dateline.lib import clock
from dateline.lib.http import unless_had
from dateline.stories.models import Edition

LARGEST_NUMBER = 10**12
"""Part numbers end here: news IDs end at 2**53, and no database is asked for more."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    parts = sitemaps.parts(clock.now())
    return _answer(request, sitemap_xml.index_xml(parts), [part.lastmod for part in parts])


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    return _addresses(request, sitemaps.pages(clock.now()))


@require_safe
def topics(request: HttpRequest, number: int) -> HttpResponse:
    return _addresses(request, sitemaps.topics_of(_known(number), clock.now()))


@require_safe
def stories(request: HttpRequest, number: int) -> HttpResponse:
    return _addresses(request, sitemaps.stories_of(_known(number), clock.now()))


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    found = sitemaps.news(clock.now())
    return _answer(request, sitemap_xml.news_xml(found), [story.published for story in found])


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /receipts/", "Disallow: /mail/"]
    for code in Edition.objects.values_list("code", flat=True):
        search = reverse("search", args=[code])
        lines += [f"Disallow: {search}$", f"Disallow: {search}?"]
    lines += ["", *(f"Sitemap: {absolute(reverse(name))}" for name in ("sitemap", "news-sitemap"))]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = FRESHNESS
    return unless_had(request, response, changed=None)


def _known(number: int) -> int:
    if number > LARGEST_NUMBER:
        raise Http404("There is no such part of the sitemap.")
    return number


def _addresses(request: HttpRequest, addresses: list[sitemaps.Address]) -> HttpResponse:
    if not addresses:
        raise Http404("There is no such part of the sitemap.")
    return _answer(request, sitemap_xml.addresses_xml(addresses), [address.lastmod for address in addresses])


def _answer(request: HttpRequest, text: str, changes: Iterable[datetime | None]) -> HttpResponse:
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = FRESHNESS
    return unless_had(request, response, changed=max(filter(None, changes), default=None))
