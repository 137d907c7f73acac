"""What a request's headers say: where it was sent from, and which answer its sender has already.

Doors for readers without cookie or token ask the first; feeds and sitemaps the second.
"""

import hashlib
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags

OF_BOTH = ("Cache-Control", "Content-Location", "Date", "ETag", "Expires", "Last-Modified", "Vary")
"""What a 304 repeats of the whole answer (RFC 9110, section 15.4.5)."""


def is_from_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent this request.

    `Sec-Fetch-Site` decides where it is sent (Fetch Metadata: only the browser can write it); else the host in
    `Origin` must be the one asked. A request with neither is not believed.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(host) and host.lower() == request.get_host().lower()


def unless_had(request: HttpRequest, response: HttpResponse, *, changed: datetime | None) -> HttpResponse:
    """Give an answer its strong ETag and Last-Modified; return 304 in its place when the sender has these very bytes.

    Only `If-None-Match` decides. A story held after it went out changes the bytes and leaves the newest date as it
    was, so `If-Modified-Since` alone would go on confirming a copy that still shows it (RFC 9110, section 13.1.3
    lets us pass over it).
    """
    response.headers["ETag"] = etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed.timestamp())
    had = parse_etags(request.headers.get("If-None-Match", ""))
    if had != ["*"] and etag not in (one.removeprefix("W/") for one in had):
        return response
    unchanged = HttpResponseNotModified()
    for name in OF_BOTH:
        if name in response.headers:
            unchanged.headers[name] = response.headers[name]
    return unchanged
