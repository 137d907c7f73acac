"""Asks the whole application in this process, as a server hands it a request: stored pages, middleware, views.

Nothing that is asked is kept: no page in the store, no session (it is in the cookie), no row and no file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.test.client import ClientHandler

from dateline.delivery.cache import keys
from dateline.delivery.cache.front import StoredPages
from dateline.delivery.cache.page import Page
from dateline.delivery.cache.pages import store_if_used
from dateline.delivery.cache.store import Store

_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
"""A letter in JSON, also in a script on a page."""
IN_THE_COOKIE = "django.contrib.sessions.backends.signed_cookies"


@dataclass(frozen=True)
class Question:
    """An address, how it is asked, and what kind it is, by which questions are counted."""

    kind: str
    address: str
    method: str = "GET"

    def __str__(self) -> str:
        return self.address if self.method == "GET" else f"{self.method} {self.address}"


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers by their lower names, bytes."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        """All that can be read in it: the headers, and the body unless that is a picture."""
        kind = self.headers.get("content-type", "")
        body = "" if kind.startswith("image/") else self.body.decode(errors="replace")
        body = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), body)
        return "\n".join([*self.headers.values(), body])


class NothingKept:
    """In place of the page store: it holds no page, and keeps none."""

    pages: Mapping[str, Page] = {}

    def find(self, key: str) -> None:
        return None

    def begin(self) -> None:
        return None

    def keep(self, *_: Any) -> bool:
        return False


class Site:
    """The application of this newsroom. Ask within `worlds.nothing_lasting`."""

    def __init__(self) -> None:
        self._pages = store_if_used()
        self._application = Application()
        self._fresh = StoredPages(self._application, lambda: cast(Store, NothingKept()))

    def ask(self, question: Question, *, cookie: str = "") -> Answer:
        """Return what is made for this question now, whatever is stored."""
        environ = _environ(question, cookie)
        application = self._application if cookie else self._fresh
        got: list[Any] = []
        body = application(environ, lambda status, headers, info=None: got.append((status, headers)))
        try:
            sent = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        status, headers = got[-1]
        return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, sent)

    def stored(self, question: Question) -> Answer | None:
        """Return the stored page that readers get in place of a new one; None where there is none."""
        parts = urlsplit(question.address)
        key = keys.key_of(unquote(parts.path), parts.query)
        page = self._pages.find(key) if self._pages and key and question.method == "GET" else None
        if page is None:
            return None
        _mark, headers, body = page.ready[""]
        return Answer(page.status, {name.lower(): value for name, value in headers}, body)


class Application:
    """Django as a server calls it, but for its last act: it does not close the database, whose transaction is ours."""

    def __init__(self) -> None:
        self._handler = ClientHandler(enforce_csrf_checks=True)
        engine, settings.SESSION_ENGINE = settings.SESSION_ENGINE, IN_THE_COOKIE
        try:
            self._handler.load_middleware()  # which looks at the setting once
        finally:
            settings.SESSION_ENGINE = engine

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        response = self._handler(environ)
        cookies = [("Set-Cookie", cookie.OutputString()) for cookie in response.cookies.values()]
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
        return [b"".join(response)]


def _environ(question: Question, cookie: str) -> dict[str, Any]:
    parts, site = urlsplit(question.address), urlsplit(settings.BASE_URL)
    environ = {
        "REQUEST_METHOD": question.method,
        "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
        "QUERY_STRING": quote(parts.query, safe="=&%+"),
        "HTTP_HOST": site.netloc,
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": "https" if settings.HTTPS else "http",
        "wsgi.url_scheme": "https" if settings.HTTPS else "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }
    return environ | ({"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={cookie}"} if cookie else {})
