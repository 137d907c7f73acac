"""Which addresses are stored, and under which key: the address with the one parameter that makes it another page."""

import re
from urllib.parse import parse_qsl, quote

NEVER = re.compile(r"/(desk|media|static|receipts|mail|healthz|readyz|metrics|v1alpha1)(/|$)|/[^/]+/search/?$")
"""Not a reader's page, only one reader's page, or one of endless many."""
PAGED = (
    (re.compile(r"/[^/]+/(section|topic)/[^/]+$"), "before"),
    (re.compile(r"/[^/]+/archive/\d+/\d+/\d+$"), "before"),
    (re.compile(r"/[^/]+/(corrections|moderation-log)$"), "before"),
    (re.compile(r"/[^/]+/news/\d+/[^/]+/comments(/(newest|picked))?$"), "after"),
    (re.compile(r"/[^/]+/colours\.css$"), "v"),
)
"""Lists in pages: each by its parameter. All other parameters are ignored, so that they make no page of their own."""
STORY = re.compile(r"/[^/]+/news/(\d+)/(?!card-\d+\.jpg$)[^/]+$")
"""A story's own page, with nothing under it."""
LONGEST = 800
"""Characters of a key. An address of ours is shorter; a longer one is somebody's try."""


def key_of(path: str, query: str) -> str | None:
    """Return the key of a page, or None for an address that is not stored. `path` is unquoted, `query` is as sent."""
    if NEVER.match(path) or len(path) > LONGEST:
        return None
    if not query:
        return path
    parameter = next((name for pattern, name in PAGED if pattern.match(path)), None)
    if parameter is None:
        return path
    value = dict(parse_qsl(query)).get(parameter, "")
    key = f"{path}?{parameter}={quote(value)}" if value else path
    return key if len(key) <= LONGEST else None


def address_of(key: str) -> tuple[str, str]:
    """Return path and query of a key, to ask the page with: the path unquoted, the query as a browser sends it."""
    path, _mark, query = key.partition("?")
    return path, query


def story_of(key: str) -> int:
    """Return the news ID of the story whose own page this is, if it is there; 0 for every other page."""
    found = STORY.match(key)
    return int(found[1]) if found else 0


def file_of(key: str) -> str | None:
    """Return where a web server finds the page of a key below the store's root; None when a file system cannot."""
    path, query = address_of(key)
    if query or any(part in ("", ".", "..") for part in path.strip("/").split("/") if path != "/"):
        return None
    if path.endswith("/index"):
        return None  # the file of the address with a slash in its place
    name = path.strip("/") + ("/index" if path.endswith("/") else "")
    parts = [*name.strip("/").split("/")]
    if any(len(part.encode()) > 200 or "\x00" in part for part in parts):
        return None
    return "/".join(parts) + ".page"
