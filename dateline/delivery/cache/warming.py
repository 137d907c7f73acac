"""Pages rendered before anybody asks: the most-read ones right after a drop, and those of `dateline pages warm`."""

import logging
import sys
import threading
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import close_old_connections
from django.urls import reverse

from dateline.delivery.cache.front import StoredPages
from dateline.delivery.cache.keys import address_of
from dateline.delivery.cache.store import Store
from dateline.lib import clock
from dateline.lib.precedence import GIVES_WAY, REQUESTS
from dateline.stories.models import Edition, Section, Story

AT_ONCE = 20
"""Pages rendered again after one drop: half a second of one processor."""
OFTEN = 3
"""Readers since the last look that make a page worth it."""

log = logging.getLogger(__name__)


def warm(front: StoredPages, keys: Iterable[str]) -> int:
    """Render and keep the pages of these keys that are not stored; return how many were asked for."""
    asked = 0
    for key in keys:
        REQUESTS.give_way(GIVES_WAY)
        front(_nobody_s_request(key), lambda status, headers, info=None: None)
        asked += 1
    return asked


def worth_warming(newest: int) -> Iterator[str]:
    """The keys of what readers and machines meet first: fronts, feeds, sections, so many of the newest stories."""
    yield "/"
    for edition in Edition.objects.all():
        yield edition.get_absolute_url()
        yield from (reverse("feed", args=[edition.code, kind]) for kind in ("rss", "atom", "json"))
    for section in Section.objects.select_related("edition"):
        yield unquote(section.get_absolute_url())
    stories = Story.objects.public(clock.now()).for_lists().newest_first()[:newest]
    yield from (unquote(story.get_absolute_url()) for story in stories)


class Refilling:
    """Renders again what readers were asking for when it was dropped. One thread of a server process."""

    def __init__(self, front: StoredPages, store: Store) -> None:
        self._front, self._store = front, store

    def run(self, stopping: threading.Event, pause: float) -> None:
        """Wait for drops until `stopping` is set."""
        while not stopping.is_set():
            if self._store.lost.wait(pause):
                self.step()

    def step(self) -> None:
        """Render the most-read of the pages dropped since the last step, fronts first."""
        dropped = self._store.take_lost()
        read = self._front.take_reads()
        wanted = [key for key in dropped if _is_front(key) or read[key] >= OFTEN]
        wanted.sort(key=lambda key: (not _is_front(key), -read[key]))
        try:
            warm(self._front, wanted[:AT_ONCE])
        except Exception:
            log.exception("A dropped page could not be rendered again; its next reader has it rendered.")
        finally:
            close_old_connections()


def _is_front(key: str) -> bool:
    return key.count("/") <= 2 and key.endswith("/")


def _nobody_s_request(key: str) -> dict[str, Any]:
    path, query = address_of(key)
    site = urlsplit(settings.BASE_URL)
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "HTTP_HOST": site.netloc,
        "HTTP_SEC_PURPOSE": "prefetch",  # nobody reads it now
        "SERVER_NAME": site.hostname,
        "SERVER_PORT": str(site.port or (443 if settings.HTTPS else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
