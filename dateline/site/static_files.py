"""Style, script and pictures of our own, sent before Django is asked. Called by `wsgi.py`.

In place of servestatic's middleware: that one is asynchronous, so that under a server with threads Django would begin
an event loop and a thread for each request, four times the cost of a small answer.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles import finders
from servestatic import ServeStatic

Application = Callable[..., Iterable[bytes]]

FRESHNESS = 3600
"""Seconds. Reader pages name style and script with a hash of their content, so that a newer one has another address."""


class StaticFiles(ServeStatic):
    """Sends every file that an app brings; hands all other requests on. While debugging it looks for each one anew."""

    def __init__(self, application: Application) -> None:
        super().__init__(
            application,
            autorefresh=settings.DEBUG,
            max_age=0 if settings.DEBUG else FRESHNESS,
            add_headers_function=_as_it_is_named,
        )
        if not settings.DEBUG:
            self._find_all()

    def candidate_paths_for_url(self, url: str) -> Iterator[str]:
        found = finders.find(url.removeprefix(settings.STATIC_URL)) if url.startswith(settings.STATIC_URL) else None
        return iter([found] if found else [])

    def _find_all(self) -> None:
        for finder in finders.get_finders():
            for path, storage in finder.list(None):
                url = settings.STATIC_URL + path
                if url not in self.files:  # the first app that brings a file wins
                    self.add_file_to_dictionary(url, storage.path(path))


def _as_it_is_named(headers: Headers, path: str, url: str) -> Any:
    headers["X-Content-Type-Options"] = "nosniff"
