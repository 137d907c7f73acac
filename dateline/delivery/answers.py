"""How a reader page is found its edition and answered: in the edition's language, with no trace of who asked.

Every view of `delivery/views/` uses `in_edition` and `answer`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag

from dateline.lib import reading
from dateline.stories import tags
from dateline.stories.models import Edition

FRESHNESS = "public, max-age=0, must-revalidate"
"""A stored copy is asked after each time: a correction must not wait for a clock."""

PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
"""What goes with a page that only one reader may see."""


def only_for_its_reader(response: HttpResponse) -> HttpResponse:
    """Keep the answer out of every store, search engine and referrer."""
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


class ReaderRequest(HttpRequest):
    """A request under an edition's address."""

    edition: Edition
    editions: list[Edition]


def in_edition(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the edition of its address as `request.edition`, and its language. 404 when there is none."""

    @wraps(view)
    def found(request: ReaderRequest, code: str, **words: Any) -> HttpResponse:
        enter(request, code)
        with translation.override(request.edition.language):
            return view(request, **words)

    return found


def enter(request: ReaderRequest, code: str | None = None) -> None:
    """Put the edition of this code (or the first one) on the request. Raises `Http404` when there is none."""
    looks = Edition.objects.select_related("appearance__logo", "appearance__logo_in_the_dark")
    logos = ("appearance__logo__renditions", "appearance__logo_in_the_dark__renditions")
    editions = list(looks.prefetch_related("appearance__links", "appearance__contacts", *logos))
    chosen = [edition for edition in editions if code in (None, edition.code)]
    if not chosen:
        raise Http404("There is no such edition.")
    request.editions, request.edition = editions, chosen[0]
    reading.note(tags.edition(request.edition.code))


def answer(request: ReaderRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return the page. The template never sees the request, so nothing of this reader can get into it."""
    around = {
        "edition": request.edition,
        "editions": request.editions,
        "canonical": settings.BASE_URL + request.path if status == 200 else "",
        "is_preview": False,
    }
    response = HttpResponse(render_to_string(template, around | context), status=status)
    response.headers["Content-Language"] = request.edition.language
    response.headers["Cache-Control"] = FRESHNESS if status == 200 else "no-cache"
    return _unless_known(request, response) if status == 200 else response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer 304 when the reader's copy has the very same bytes."""
    set_response_etag(response)
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response
