"""Sends the purges that wait for a cache in front, until it has taken each. A thread of every server for every cache.

`delivery/purging.py` writes them beside the drops. Any server may send one; `Purge.claim` gives it to one at a time.
"""

import logging
import threading

from django.db import DatabaseError, close_old_connections

from dateline.delivery.caches_in_front import Cache
from dateline.delivery.caches_in_front.asking import NotPurged
from dateline.delivery.models import Purge
from dateline.lib import clock

PAUSE = 0.25
"""Seconds between two looks."""

log = logging.getLogger(__name__)


def send_one(cache: Cache) -> bool:
    """Send a purge that is due; whether there was one. What the cache does not take is put off."""
    purge = Purge.objects.claim(cache.name, clock.now())
    if purge is None:
        return False
    try:
        cache.purge(purge.drop.tags)
    except NotPurged as fault:
        purge.put_off(str(fault), clock.now())
        log.warning("A purge of %s is sent again later. %s", cache.name, fault)
    else:
        purge.acknowledge(clock.now())
    return True


def keep(stopping: threading.Event, cache: Cache) -> None:
    """Send until `stopping` is set. A database that is away is waited for."""
    while not stopping.is_set():
        try:
            while not stopping.is_set() and send_one(cache):
                pass
        except DatabaseError:
            log.exception("The purges of %s cannot be read; it is tried again.", cache.name)
        finally:
            close_old_connections()
        stopping.wait(PAUSE)
