"""Looks for later versions whose time has come: a thread of every server, four times a second."""

import logging
import threading

from django.db import DatabaseError, close_old_connections

from dateline.stories.replacing_due import put_out_due

PAUSE = 0.25
"""Seconds between two looks: a text is out within a second of its time."""

logger = logging.getLogger(__name__)


def keep(stopping: threading.Event) -> None:
    """Look until `stopping` is set. A database that is away is waited for."""
    while not stopping.is_set():
        try:
            put_out_due()
        except DatabaseError:
            logger.exception("Later versions cannot be read; it is tried again.")
        finally:
            close_old_connections()
        stopping.wait(PAUSE)
