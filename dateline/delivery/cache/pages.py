"""The page store of this home. Everybody gets it here: the server, the desk after a commit, the commands."""

import os
from contextlib import closing
from pathlib import Path

from django.conf import settings

from dateline.delivery.cache.index import Index
from dateline.delivery.cache.store import Store

_open: dict[Path, Store] = {}


def store() -> Store:
    """Return this process's store, opened at the first call."""
    folder: Path = settings.PAGES_FOLDER
    if folder not in _open:
        _open[folder] = Store(folder, disk=settings.PAGES_ON_DISK, memory=settings.PAGES_IN_MEMORY)
    return _open[folder]


def store_if_used() -> Store | None:
    """Return the store, or None where no server has ever kept a page: a command then has nothing to drop."""
    return store() if settings.PAGES_FOLDER in _open or (settings.PAGES_FOLDER / "boot").exists() else None


def scrub() -> None:
    """Leave no trace of dropped pages in this machine's store."""
    pages = store_if_used()
    if pages is not None:
        with closing(Index(pages.folder / "index.sqlite3")) as index:
            index.scrub()


# A connection to the index is no good to a child; it opens its own.
os.register_at_fork(after_in_child=_open.clear)


def close() -> None:
    """Let go of the store, so that the next call opens it anew."""
    while _open:
        _open.popitem()[1].close()
