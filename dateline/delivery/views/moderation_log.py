"""The public log of decisions on comments: which rule, when, under which story; no names and no words."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.decided import entries, logged
from dateline.delivery.paging import older_decisions
from dateline.lib import clock, reading
from dateline.moderation.undoing import TIME_TO_UNDO
from dateline.stories import tags

ON_A_PAGE = 50


@require_safe
@in_edition
def moderation_log(request: ReaderRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    leaf = older_decisions(logged(request.edition), before, size=ON_A_PAGE)
    now = clock.now()
    if leaf.is_first or (leaf.rows and leaf.rows[0].decided_at > now - TIME_TO_UNDO):
        reading.note(tags.decided(request.edition.code))  # a page of older ones stays as it is
    address = settings.BASE_URL + request.path + (f"?before={before}" if before else "")
    context: dict[str, Any] = {
        "leaf": leaf,
        "entries": entries(leaf.rows, request.edition, now),
        "canonical": address,
        "first_address": request.path,
    }
    return answer(request, "delivery/moderation_log.html", context)
