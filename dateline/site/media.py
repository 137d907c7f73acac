"""Photos for readers: sized copies only. The originals are the desk's."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.views.static import serve

NO_PICTURE = "not-found"
"""Where the desk's lists look for a sized copy of a photo whose file is missing."""


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a sized copy; an original only to somebody signed in. 404 otherwise, as for a file that is not there."""
    if path == NO_PICTURE:
        return HttpResponseRedirect(static("newsroom/no-picture.svg"))
    if posixpath.normpath(path) != path:  # images/../original_images/… is no sized copy
        raise Http404
    if not path.startswith("images/") and not request.user.is_authenticated:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = "public, max-age=31536000" if path.startswith("images/") else "no-store"
    return response
