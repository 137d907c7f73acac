"""After an update caches in front keep pages of the release before: each server has them forget all, once it serves.

`keep` runs in a thread of every server process. What the store of a server made by itself, `release.py` has it forget;
the caches' pages may be any server's, so the last one that is updated empties them for good.
"""

import logging
import threading
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction

from dateline.delivery import purging

NOTED = "release-in-front"
"""A small file in the home: the release whose pages this server sends to caches."""
PAUSE = 1.0
"""Seconds between two tries while the database is away."""

log = logging.getLogger(__name__)


def keep(stopping: threading.Event, release: str) -> None:
    """Tell of a release that this home did not serve before, once. A database that is away is waited for."""
    while settings.CACHES_IN_FRONT and not stopping.is_set():
        try:
            tell_of(release)
            return
        except (DatabaseError, OSError):
            log.exception("The caches in front cannot be told of the new release; it is tried again.")
        finally:
            close_old_connections()
        stopping.wait(PAUSE)


def tell_of(release: str) -> bool:
    """Write the purge of everything unless this home has served this release; whether it was written."""
    noted: Path = settings.HOME / NOTED
    if noted.exists() and noted.read_text() == release:
        return False
    with transaction.atomic():
        purging.everything_in_front()
    noted.write_text(release)
    return True
