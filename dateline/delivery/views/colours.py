"""The style sheet of an edition's own colours: pages carry no style of their own (decisions/0005)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dateline.delivery.answers import FRESHNESS
from dateline.lib import reading
from dateline.lib.http import unless_had
from dateline.stories import tags
from dateline.stories.models import Appearance

KEPT = "public, max-age=31536000, immutable"


@require_safe
def colours(request: HttpRequest, code: str) -> HttpResponse:
    """Send the colours; for a year when they are asked for by their mark. 404 for an edition that uses ours."""
    reading.note(tags.edition(code))
    appearance = Appearance.objects.select_related("edition").filter(edition__code=code).first()
    if appearance is None or not appearance.colours:
        raise Http404("This edition has no colours of its own.")
    response = HttpResponse(appearance.colours, content_type="text/css; charset=utf-8")
    marked = appearance.colours_address.endswith(f"?{request.META.get('QUERY_STRING', '')}")
    response.headers["Cache-Control"] = KEPT if marked else FRESHNESS
    return unless_had(request, response, changed=None)
