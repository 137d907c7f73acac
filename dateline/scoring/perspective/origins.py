"""The sites whose pages may ask from a reader's browser: none, unless named. A key in a page is everybody's."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

Headers = tuple[tuple[str, str], ...]


class UnknownOrigin(ValueError):
    """A sentence about what is no origin."""


class Origins:
    """Origins, each a scheme and a host, perhaps with a port."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        """Raises `UnknownOrigin` for what is none; `*`, for all, is none either."""
        self._allowed = frozenset(_known(each) for each in allowed)

    def headers(self, environ: dict[str, Any]) -> Headers:
        """Return what a browser must be told so that its page may read the answer; nothing to others."""
        origin = environ.get("HTTP_ORIGIN", "")
        if origin not in self._allowed:
            return ()
        return (("Access-Control-Allow-Origin", origin), ("Vary", "Origin"))

    def preflight(self, method: str) -> Headers:
        """Return what a browser asks before it lets a page ask."""
        return (
            ("Access-Control-Allow-Methods", method),
            ("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Goog-Api-Key"),
            ("Access-Control-Max-Age", "3600"),
        )


def _known(origin: str) -> str:
    origin = origin.strip().rstrip("/").lower()  # as browsers send it
    try:
        parts = urlsplit(origin)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or origin != f"{parts.scheme}://{parts.netloc}" or parts.username:
        raise UnknownOrigin("An origin is scheme and host, such as https://comments.example.")
    return origin
