"""The front page of an edition, and of the agency."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, enter, in_edition
from dateline.delivery.front_page import compose
from dateline.lib import clock


@require_safe
def home(request: ReaderRequest) -> HttpResponse:
    """The first edition's front page, named by its own address; a plain page in a newsroom with no edition yet."""
    try:
        enter(request)
    except Http404:
        return HttpResponse("This newsroom has no edition yet. Make one at the desk.\n", content_type="text/plain")
    with translation.override(request.edition.language):
        return _front(request)


@require_safe
@in_edition
def front(request: ReaderRequest) -> HttpResponse:
    return _front(request)


def with_slash(request: HttpRequest, code: str) -> HttpResponse:
    return HttpResponsePermanentRedirect(reverse("front", args=[code]))


def icon(request: HttpRequest) -> HttpResponse:
    """Where browsers ask for an icon without being told: the one that pages name."""
    return HttpResponsePermanentRedirect(static("delivery/icon.svg"))


def _front(request: ReaderRequest) -> HttpResponse:
    page = compose(request.edition, clock.now())
    context: dict[str, Any] = {"page": page, "canonical": settings.BASE_URL + request.edition.get_absolute_url()}
    return answer(request, "delivery/front.html", context)
