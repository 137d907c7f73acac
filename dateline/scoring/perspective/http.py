"""A request and an answer, between WSGI and what is asked for. Every answer is JSON, a refusal too."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from dateline.scoring.perspective import errors

LARGEST = 1_500_000
"""Bytes of a body: a context may have a million."""

MOST_DRAINED = 8_000_000
"""Bytes of a body that are read only to be dropped; whoever sends more is cut off."""

Environ = dict[str, Any]
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Request:
    """What WSGI says of a request."""

    environ: Environ
    asked: dict[str, list[str]]

    @classmethod
    def of(cls, environ: Environ) -> "Request":
        query = environ.get("QUERY_STRING", "")
        try:
            return cls(environ, parse_qs(query, keep_blank_values=True, max_num_fields=100))
        except ValueError:
            raise errors.payload("Too many query parameters.") from None

    @property
    def method(self) -> str:
        return str(self.environ["REQUEST_METHOD"])

    @property
    def path(self) -> str:
        return str(self.environ.get("PATH_INFO", ""))

    @property
    def root(self) -> str:
        """Return the address of the service as its caller knows it, with a slash at the end."""
        scheme = "https" if self.header("X-Forwarded-Proto") == "https" else self.environ.get("wsgi.url_scheme", "http")
        return f"{scheme}://{self.header('Host')}/"

    def parameter(self, name: str) -> str | None:
        return self.asked[name][-1] if name in self.asked else None

    def header(self, name: str) -> str:
        return str(self.environ.get("HTTP_" + name.upper().replace("-", "_"), ""))

    def body(self) -> bytes:
        """Return the body. Raises `Refused` for one that is too large."""
        stated = self.environ.get("CONTENT_LENGTH") or ""
        whole = int(stated) if stated.isdecimal() else LARGEST + 1
        read: bytes = self.environ["wsgi.input"].read(min(whole, LARGEST + 1))
        if len(read) > LARGEST:
            self._drain()
            raise errors.large_body(LARGEST)
        return read

    def _drain(self) -> None:
        """Read on what nobody wants: a client that is still sending would never see why it is refused."""
        read = 0
        while read < MOST_DRAINED and (part := self.environ["wsgi.input"].read(65_536)):
            read += len(part)


@dataclass(frozen=True)
class Reply:
    """A status, what is sent as JSON (nothing with 204), and headers."""

    status: int
    said: Any = None
    headers: Headers = ()

    def send(self, start_response: Any, *, indent: int | None, headers: Headers = ()) -> Iterable[bytes]:
        """Send it, with further headers."""
        body = b"" if self.said is None else _json(self.said, indent)
        headers = (("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), *self.headers, *headers)
        if self.said is not None:
            headers += (("Content-Type", "application/json; charset=UTF-8"), ("Content-Length", str(len(body))))
        start_response(f"{self.status} {HTTPStatus(self.status).phrase}", list(headers))
        return [body]


def refusal(refused: errors.Refused) -> Reply:
    """Return the answer that says why not."""
    headers: dict[int, Headers] = {
        401: (("WWW-Authenticate", "Bearer"),),
        429: (("Retry-After", "1"),),
    }
    return Reply(refused.code, refused.body(), headers.get(refused.code, ()))


def _json(said: Any, indent: int | None) -> bytes:
    separators = (",", ":") if indent is None else (",", ": ")
    return (json.dumps(said, indent=indent, separators=separators) + "\n").encode()
