"""Photos for readers: sized copies only. The originals are the desk's.

They go out from here wherever they are kept (`DATELINE_MEDIA`): a bucket is private, and what a reader may have is
asked in one place.
"""

import errno
import logging
import mimetypes
import posixpath
import re

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.http import http_date
from django.views.static import was_modified_since

from dateline.people.roles import ENTER_DESK
from dateline.stories import tags

OF_PHOTO = re.compile(r"^images/.*\.([0-9]+)-[0-9a-f]{16}\.[a-z]+$")
"""A copy's path, as `stories/models/photo.py` makes it."""
NO_PICTURE = "not-found"
"""Where the desk's lists look for a sized copy of a photo whose file is missing."""
NO_SUCH_FILE = {errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.ENAMETOOLONG}
FOR_GOOD = "public, max-age=31536000"

log = logging.getLogger(__name__)


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a sized copy; an original only to who may enter the desk. 404 otherwise, as for a file that is not there.

    503 when the place where photos are kept does not answer.
    """
    if path == NO_PICTURE:
        return HttpResponseRedirect(static("newsroom/no-picture.svg"))
    for_readers = path.startswith("images/")
    if posixpath.normpath(path) != path:  # images/../original_images/… is no sized copy
        raise Http404
    if not for_readers and not request.user.has_perm(ENTER_DESK):
        raise Http404
    try:
        response = _sent(request, path)
    except (SuspiciousOperation, ValueError):  # the latter: a NUL in the name
        raise Http404 from None
    except OSError as fault:
        if fault.errno in NO_SUCH_FILE:
            raise Http404 from None
        log.error("A photo cannot be sent: %s.", fault.strerror)
        response = HttpResponse(status=503, headers={"Retry-After": "10"})
    response["Cache-Control"] = FOR_GOOD if for_readers and response.status_code < 400 else "no-store"
    photo = OF_PHOTO.search(path)
    if photo:
        for name in settings.TAG_HEADERS:  # or a cache in front would keep what was taken away
            response[name] = tags.photo(int(photo[1]))
    return response


def _sent(request: HttpRequest, path: str) -> HttpResponseBase:
    changed_at = default_storage.get_modified_time(path).timestamp()
    if not was_modified_since(request.META.get("HTTP_IF_MODIFIED_SINCE"), changed_at):
        return HttpResponseNotModified()
    file: File[bytes] = default_storage.open(path)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return FileResponse(file, content_type=kind, headers={"Last-Modified": http_date(changed_at)})
