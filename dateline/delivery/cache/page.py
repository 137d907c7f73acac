"""A stored page: status, headers and the body in every encoding, ready to be sent."""

import hashlib
from dataclasses import dataclass, field

from dateline.delivery.cache.encodings import PLAIN, smaller_forms

Headers = list[tuple[str, str]]

REASONS = {200: "200 OK", 301: "301 Moved Permanently", 404: "404 Not Found", 410: "410 Gone"}
"""The only answers that are stored, each with its status line."""
OURS = {"content-length", "etag", "vary", "content-encoding", "connection", "date"}
"""Headers that belong to one form of the page, and are written anew for each."""
OF_BOTH = {"cache-control", "content-location", "date", "etag", "expires", "last-modified", "vary"}
"""What a 304 repeats (RFC 9110, section 15.4.5)."""


@dataclass(frozen=True)
class Page:
    """What the application answered: `until` is the second (Unix time) from which it is no longer true."""

    status: int
    headers: Headers
    forms: dict[str, bytes]
    tags: frozenset[str]
    until: float | None = None
    etag: str = ""
    ready: dict[str, tuple[str, Headers, bytes]] = field(default_factory=dict, repr=False, compare=False)
    """For each encoding: its entity tag, its headers, its bytes."""
    unchanged: Headers = field(default_factory=list, repr=False, compare=False)
    size: int = 0
    line: str = ""
    story: int = 0
    """The news ID of the story whose own page this is; 0 for every other page and for what is not there."""


def page_of(
    status: int, headers: Headers, body: bytes, tags: frozenset[str], until: float | None, *, story: int = 0
) -> Page:
    """Return the page with its smaller forms and a strong entity tag for each (RFC 9110, section 8.8.3)."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    forms = smaller_forms(body, kind) if status != 301 else {PLAIN: body}
    return ready(status, headers, forms, tags, until, hashlib.sha256(body).hexdigest()[:32], story=story)


def ready(
    status: int,
    headers: Headers,
    forms: dict[str, bytes],
    tags: frozenset[str],
    until: float | None,
    etag: str,
    *,
    story: int = 0,
) -> Page:
    """Return the page with all headers of all forms written down, so that sending it writes none."""
    kept = [(name, value) for name, value in headers if name.lower() not in OURS]
    if len(forms) > 1:
        kept.append(("Vary", "Accept-Encoding"))
    made = {}
    for encoding, body in forms.items():
        mark = f'"{etag}-{encoding}"' if encoding else f'"{etag}"'
        own = [("Content-Length", str(len(body)))]
        if status == 200:
            own.append(("ETag", mark))
        if encoding:
            own.append(("Content-Encoding", encoding))
        made[encoding] = (mark, kept + own, body)
    unchanged = [(name, value) for name, value in kept if name.lower() in OF_BOTH]
    size = sum(map(len, forms.values())) + 400 * len(forms) + 100 * len(tags)
    of_story = story if status == 200 else 0
    return Page(status, kept, forms, tags, until, etag, made, unchanged, size, REASONS[status], of_story)
