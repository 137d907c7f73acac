"""Photos for readers: sized copies only. The originals are the desk's."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a sized copy; an original only to somebody signed in. 404 otherwise, as for a file that is not there."""
    if not path.startswith("images/") and not request.user.is_authenticated:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=31536000" if path.startswith("images/") else "no-store"
    return response
