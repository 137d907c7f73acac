"""Places: the lasting pages of an edition, such as about and contact."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import ReaderRequest, answer, in_edition
from dateline.delivery.models import Place


@require_safe
@in_edition
def place(request: ReaderRequest, slug: str) -> HttpResponse:
    for page in Place.objects.of(request.edition).filter(slug=slug):
        return answer(request, "delivery/place.html", {"page": page})
    raise Http404("There is no such page.")
