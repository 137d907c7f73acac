"""What a server does beside answering: writes the counts down, and forgets labels whose time is over."""

import logging
import threading
import time

from dateline.scoring.perspective import keys, suggestions
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.usage import Usage

PAUSE = 5.0
"""Seconds for which counts are gathered in memory. A process that is killed loses those of so many at most."""
ROUND = 3600.0
"""Seconds from one look for old labels to the next."""

log = logging.getLogger(__name__)


def keep(storage: Storage, usage: Usage, stopping: threading.Event) -> None:
    """Do so until it is to stop, and write once more then. A full disk ends nothing: it is tried again."""
    due = time.monotonic()
    while not stopping.wait(PAUSE):
        try:
            usage.write()
            if time.monotonic() >= due and storage.exists():
                suggestions.forget_old(storage, keys.listed(storage), now=time.time())
                due = time.monotonic() + ROUND
        except Exception as fault:
            log.error("The scoring service could not write %s: %s", storage.path.name, fault)
    usage.write()
