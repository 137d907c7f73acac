"""The scoring service beside the pages of a newsroom, at addresses of its own, once a key has been made."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from dateline.lib.precedence import before_others
from dateline.moderation.scores import layers
from dateline.scoring.perspective import keeping, keys
from dateline.scoring.perspective.origins import Origins
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.wsgi import Perspective

ADDRESSES = ("/v1alpha1/", "/$discovery/", "/coral/")
"""What they begin with. No page of readers does."""

Application = Callable[..., Iterable[bytes]]


class BesidePages:
    """A WSGI application before the one that answers with pages."""

    def __init__(self, pages: Application, storage: Storage, origins: Origins, *, root: str) -> None:
        self._pages, self._storage = pages, storage
        # The engine that scores the newsroom's own comments: loaded with the first comment, and once.
        self._service = Perspective(storage, layers.base, origins, root=root)
        self._answer = before_others(self._service)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith(ADDRESSES) and keys.are_there(self._storage):
            answered: Iterable[bytes] = self._answer(environ, start_response)
            return answered
        return self._pages(environ, start_response)

    def keep(self, stopping: threading.Event) -> None:
        """Write counts and forget old labels until it is to stop."""
        keeping.keep(self._storage, self._service.usage, stopping)
