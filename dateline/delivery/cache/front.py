"""Answers a stored page before Django, the session and the database are touched; renders and keeps what is missing.

`site/wsgi.py` puts it before the application. Of many who ask for the same cold page at once, one renders it and the
others wait for that page.
"""

import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.http import http_date

from dateline.delivery.cache import keys
from dateline.delivery.cache.encodings import taken
from dateline.delivery.cache.page import REASONS, Headers, Page, page_of
from dateline.delivery.cache.readers import is_reading
from dateline.delivery.cache.store import Store
from dateline.lib import reading

Application = Callable[..., Iterable[bytes]]

PATIENCE = 10.0
"""Seconds for which somebody waits for the page that another renders, before rendering it too."""
UNASKED = ("HTTP_COOKIE", "HTTP_IF_", "HTTP_RANGE", "HTTP_AUTHORIZATION", "HTTP_ACCEPT")
"""What a request says about its sender; a page that all readers get is asked for without it."""
MOST_UNCOUNTED = 1_000_000
"""Stories sent that nobody has counted yet: under a server that does not count, the oldest are forgotten."""

log = logging.getLogger(__name__)


class StoredPages:
    """A WSGI application before another one."""

    def __init__(self, application: Application, store: Callable[[], Store]) -> None:
        self._application = application
        self._store = store
        self._under_way: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._reads: Counter[str] = Counter()
        self._read_stories: deque[int] = deque(maxlen=MOST_UNCOUNTED)
        self._https: bool = settings.HTTPS
        self._opened: Store | None = None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or (self._https and not _is_encrypted(environ)):
            return self._application(environ, start_response)
        store = self._opened or self._open()
        path = environ["PATH_INFO"]
        is_plain = not environ.get("QUERY_STRING") and path in store.pages and path.isascii()
        key = path if is_plain else _key(environ)
        if key is None:
            return self._application(environ, start_response)
        page = store.find(key)
        if page is None:
            return self._make(key, environ, start_response)
        self._reads[key] += 1
        return self._answer(page, environ, start_response)

    def _open(self) -> Store:
        self._opened = self._store()  # once: a process has one store as long as it lives
        return self._opened

    def take_reads(self) -> Counter[str]:
        """Return how often each stored page was sent since the last call."""
        reads, self._reads = self._reads, Counter()
        return reads

    def take_read_stories(self) -> Counter[int]:
        """Return how often each story was read since the last call, by news ID. One thread asks."""
        # Appending and popping are one step each, so nothing is lost between the threads; adding to a count is three.
        return Counter(self._read_stories.popleft() for _ in range(len(self._read_stories)))

    def _answer(self, page: Page, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Send a page, to be counted as read if it is a story's and this is a reader. A 304 counts like any other."""
        if page.story and is_reading(environ):
            self._read_stories.append(page.story)
        return _send(page, environ, start_response)

    def _make(self, key: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Render the page, or wait for who does; twice at most, then it is rendered for this reader alone."""
        for _ in range(2):
            with self._lock:
                other = self._under_way.get(key)
                mine = self._under_way.setdefault(key, threading.Event()) if other is None else None
            if mine is not None:
                try:
                    return self._render(key, environ, start_response)
                finally:
                    with self._lock:
                        del self._under_way[key]
                    mine.set()
            assert other is not None
            other.wait(PATIENCE)
            page = self._open().find(key)
            if page is not None:
                return self._answer(page, environ, start_response)
        return self._render(key, environ, start_response)

    def _render(self, key: str, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        began = self._open().begin()
        with reading.recording() as record:
            status, headers, body = _ask(self._application, _for_everybody(key, environ))
        if not _is_for_everybody(status, headers):
            start_response(status, headers)
            return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
        until = record.until.timestamp() if record.until else None
        headers += [(name, _written(name, record.tags)) for name in settings.TAG_HEADERS]
        if until:
            # For a cache in front: browsers go by max-age (RFC 9111, section 5.3).
            headers.append(("Expires", http_date(until)))
        page = page_of(int(status[:3]), headers, body, frozenset(record.tags), until, story=keys.story_of(key))
        self._open().keep(key, page, began)
        return self._answer(page, environ, start_response)


def _key(environ: dict[str, Any]) -> str | None:
    try:
        path = environ["PATH_INFO"].encode("latin-1").decode()
    except UnicodeError:
        return None
    return keys.key_of(path, environ.get("QUERY_STRING", ""))


def _is_encrypted(environ: dict[str, Any]) -> bool:
    """Whether the reader came by https; who did not to a site that has it is sent there, by Django."""
    return bool(environ.get("HTTP_X_FORWARDED_PROTO", environ.get("wsgi.url_scheme")) == "https")


def _for_everybody(key: str, environ: dict[str, Any]) -> dict[str, Any]:
    """Return the request as nobody in particular sends it: the whole page, plain, with its one parameter."""
    _path, query = keys.address_of(key)
    kept = {name: value for name, value in environ.items() if not name.startswith(UNASKED)}
    return kept | {"REQUEST_METHOD": "GET", "QUERY_STRING": query}


def _ask(application: Application, environ: dict[str, Any]) -> tuple[str, Headers, bytes]:
    answer: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> None:
        answer[:] = [status, list(headers)]

    body = application(environ, start_response)
    try:
        return answer[0], answer[1], b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()


def _is_for_everybody(status: str, headers: Headers) -> bool:
    """Whether any reader may get this answer: it set nothing, says nothing of its reader, and may be kept."""
    facts = {name.lower(): value.lower() for name, value in headers}
    varies = {each.strip() for each in facts.get("vary", "").split(",")} - {"", "accept-encoding"}
    kept_out = {"no-store", "private"} & {each.strip() for each in facts.get("cache-control", "").split(",")}
    return int(status[:3]) in REASONS and "set-cookie" not in facts and not varies and not kept_out


def _written(header: str, tags: set[str]) -> str:
    """Return the tags as a cache wants them: Cloudflare's header by commas, Fastly's and Varnish's by spaces."""
    return ("," if header == "Cache-Tag" else " ").join(sorted(tags))


def _send(page: Page, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    for encoding in taken(environ.get("HTTP_ACCEPT_ENCODING", "")):
        if encoding in page.ready:
            break
    mark, headers, body = page.ready[encoding]
    if page.status == 200 and "HTTP_IF_NONE_MATCH" in environ and _is_had(page, environ["HTTP_IF_NONE_MATCH"]):
        start_response("304 Not Modified", [*page.unchanged, ("ETag", mark)])
        return [b""]
    start_response(page.line, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _is_had(page: Page, known: str) -> bool:
    """Whether the reader has these very bytes, in whichever encoding (RFC 9110, section 13.1.2)."""
    tags = {tag.strip().removeprefix("W/").strip('"').partition("-")[0] for tag in known.split(",")}
    return page.etag in tags or known.strip() == "*"
