"""Search by words, newest first."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.paging import Leaf, older_stories
from dateline.lib import clock
from dateline.lib.text import plain
from dateline.stories.models import Story
from dateline.stories.search import matching

ON_A_PAGE = 20
LONGEST_QUESTION = 200


@require_safe
@in_edition
def search(request: ReaderRequest) -> HttpResponse:
    question = plain(request.GET.get("q", "")[:LONGEST_QUESTION])
    public = Story.objects.public(clock.now()).filter(edition=request.edition)
    leaf = Leaf([], "", True)
    if question:
        found = matching(public.select_related("section", "edition", "photo"), question)
        leaf = older_stories(found, request.GET.get("before", ""), size=ON_A_PAGE)
    context: dict[str, Any] = {"question": question, "leaf": leaf}
    if not leaf.rows:
        context["wire"] = list(public.for_lists().newest_first()[:10])
    response = answer(request, "delivery/search.html", context)
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response
