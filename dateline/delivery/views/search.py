"""Search by words, newest first or by how well they fit, within a section, a kind or some days."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.asked import LONGEST_QUESTION, Asked
from dateline.delivery.found import look
from dateline.lib import clock
from dateline.stories.models import Genre, Story
from dateline.stories.search.finding import Archive

WIRE_LENGTH = 10


@require_safe
@in_edition
def search(request: ReaderRequest) -> HttpResponse:
    asked = Asked.read(request.GET, request.edition)
    now = clock.now()
    found = look(asked, Archive.at(now)) if asked.is_anything else None
    context: dict[str, Any] = {
        "asked": asked,
        "question": asked.question.text,
        "longest": LONGEST_QUESTION,
        "genres": Genre,
        "found": found,
        "next_address": asked.address(before=found.leaf.next_key) if found else "",
    }
    if not (found and (found.leaf.rows or found.named)):
        public = Story.objects.public(now).filter(edition=request.edition)
        context["wire"] = list(public.for_lists().newest_first()[:WIRE_LENGTH])
    response = answer(request, "delivery/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response
