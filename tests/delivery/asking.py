"""The whole application with its page store, asked as a server asks it: for the tests of readers' pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from dateline.delivery.cache import pages
from dateline.delivery.cache.front import StoredPages


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers by their lower name, bytes, and whether Django was asked for it."""

    status: int
    headers: dict[str, str]
    body: bytes
    was_rendered: bool

    @property
    def tags(self) -> set[str]:
        return set(self.headers.get("cache-tag", "").split(","))

    @property
    def text(self) -> str:
        return self.body.decode()


@contextmanager
def connection_kept() -> Iterator[None]:
    """A request that ends would close the connection, and the test's transaction with it."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


class Site:
    """The whole application with its store, and how often Django was asked."""

    def __init__(self, application: Any = None) -> None:
        self.rendered: list[str] = []
        self._application = application or get_wsgi_application()
        self.front = StoredPages(self._counted, pages.store)

    def get(self, address: str, **headers: str) -> Answer:
        return self.ask("GET", address, **headers)

    def ask(self, method: str, address: str, **headers: str) -> Answer:
        parts, got, before = urlsplit(address), [], len(self.rendered)
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
            "QUERY_STRING": quote(parts.query, safe="=&%"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        # As Django's own test client does it: the test's transaction is not to be closed.
        request_started.disconnect(close_old_connections)
        request_finished.disconnect(close_old_connections)
        body = b"".join(self.front(environ, lambda status, headers, info=None: got.append((status, headers))))
        status, sent = got[-1]
        known = {name.lower(): value for name, value in sent}
        return Answer(int(status[:3]), known, body, len(self.rendered) > before)

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.rendered.append(environ["PATH_INFO"])
        return self._application(environ, start_response)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
