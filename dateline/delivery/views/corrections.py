"""The page of corrections of an edition."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.corrections import counts, counts_of_texts, listed
from dateline.delivery.paging import older_notices
from dateline.lib import clock

ON_A_PAGE = 30


@require_safe
@in_edition
def corrections(request: ReaderRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    leaf = older_notices(listed(request.edition, clock.now()), before, size=ON_A_PAGE)
    for notice in leaf.rows:
        notice.story.edition = request.edition
    address = settings.BASE_URL + request.path + (f"?before={before}" if before else "")
    context: dict[str, Any] = {"leaf": leaf, "canonical": address, "first_address": request.path}
    if leaf.is_first:
        context |= {"years": counts(request.edition), "years_of_texts": counts_of_texts(request.edition)}
    return answer(request, "delivery/corrections.html", context)
