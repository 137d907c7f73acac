"""Pages for what went wrong. Not found offers a search and the day's wire; the others need no database."""

import re
import sys
from typing import Any
from urllib.parse import unquote

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404
from django.utils import translation

from dateline.delivery.answers import ReaderRequest, answer, enter
from dateline.delivery.taken_back import TakenBack, at_old_address, unseen
from dateline.delivery.views.taken_back import notice_of
from dateline.lib import clock
from dateline.stories import tags
from dateline.stories.models import Story
from dateline.wire.old_addresses import LONGEST, tidy

_WORD = re.compile(r"[^\W\d_]{2,}")
_UNDER_A_STORY = re.compile(r"/(?:[a-z0-9-]+/)?news/([0-9]{1,18})/")
_NOT_ASKED_FOR = {"news", "section", "topic", "archive", "search", "comments", "receipts", "mail"}
MOST_WORDS = 8


def not_found(request: ReaderRequest, exception: Exception) -> HttpResponse:
    """404: the same page for what is absent and for what may not be seen yet; only the address asked for shapes it.

    An address that a public story had before it came in leads to the story; it, and any address under a story of
    ours, answers with its notice once the story is taken back. It is asked for last of all, so that no table of old
    addresses takes one of ours away.
    """
    story = _story_of_old(request)
    if story is not None:
        return HttpResponsePermanentRedirect(story.get_absolute_url())
    taken_back = _taken_back(request, exception)
    if taken_back is not None:
        return notice_of(request, taken_back)
    first = request.path.strip("/").split("/")[0]
    try:
        _enter_somewhere(request, first)
    except Http404:
        return HttpResponse("Not found.\n", status=404, content_type="text/plain")
    public = Story.objects.public(clock.now()).filter(edition=request.edition).noted(tags.front(request.edition.code))
    wire = public.for_lists().newest_first()[:10]
    with translation.override(request.edition.language):
        return answer(request, "delivery/not_found.html", {"words": words_of(request), "wire": list(wire)}, status=404)


def _old_path(request: HttpRequest) -> str:
    path = tidy(request.path)
    return path if request.method in ("GET", "HEAD") and len(path) <= LONGEST else ""


def _taken_back(request: HttpRequest, exception: Exception) -> Story | None:
    under = _UNDER_A_STORY.match(request.path) if isinstance(exception, Resolver404) else None
    if under:
        instead = unseen(int(under[1]))
        return instead.story if isinstance(instead, TakenBack) else None
    path = _old_path(request)
    return at_old_address(path) if path else None


def _story_of_old(request: HttpRequest) -> Story | None:
    path = _old_path(request)
    if not path:
        return None
    stories = Story.objects.public(clock.now()).noted(tags.old_address(path)).select_related("edition")
    found: Story | None = stories.filter(old_addresses__path=path).first()
    return found


def words_of(request: HttpRequest) -> str:
    """Return the words of the address that may say what was looked for. A receipt's token is none."""
    parts = unquote(request.path).strip("/").split("/")
    if parts[0] in ("receipts", "mail"):
        return ""
    codes = {edition.code for edition in getattr(request, "editions", [])}
    words = [word for part in parts if part not in codes | _NOT_ASKED_FOR for word in _WORD.findall(part)]
    return " ".join(words[:MOST_WORDS])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("400", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain("403", status=403, said=str(exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 with a time to come again while the database is away, since nothing is wrong with the request."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _plain("500", status=500)
    response = _plain("503", status=503)
    response.headers["Retry-After"] = "30"
    return response


def _enter_somewhere(request: ReaderRequest, code: str) -> None:
    try:
        enter(request, code)
    except Http404:
        enter(request)


def _plain(kind: str, *, status: int, said: str = "") -> HttpResponse:
    context: dict[str, Any] = {"kind": kind, "said": said}
    return HttpResponse(render_to_string("delivery/error.html", context), status=status)
