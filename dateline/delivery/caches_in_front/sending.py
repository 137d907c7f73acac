"""Sends the purges that wait for a cache in front, until it has taken each. A thread of every server for every cache.

`delivery/purging.py` writes them beside the drops. Any server may send one; `Purge.claim` gives it to one at a time.
"""

import logging
import threading
from enum import Enum

from django.db import DatabaseError, close_old_connections

from dateline.delivery.caches_in_front import Cache
from dateline.delivery.caches_in_front.asking import NotPurged
from dateline.delivery.models import Purge
from dateline.lib import clock

PAUSE = 0.25
"""Seconds between two looks."""
PAUSE_AT_FAULT = 1.0
"""Seconds for which a cache that did not take a purge is left alone, however many wait for it."""

log = logging.getLogger(__name__)


class Sent(Enum):
    """What became of the purges that are due."""

    NOTHING = "nothing was due"
    TAKEN = "the cache took one"
    PUT_OFF = "the cache took none"


def send_one(cache: Cache) -> Sent:
    """Send a purge that is due. What the cache does not take is put off."""
    purge = Purge.objects.claim(cache.name, clock.now())
    if purge is None:
        return Sent.NOTHING
    try:
        if purge.drop.is_of_everything:
            cache.purge_everything()
        else:
            cache.purge(purge.drop.tags)
    except NotPurged as fault:
        purge.put_off(str(fault), clock.now())
        log.warning("A purge of %s is sent again later. %s", cache.name, fault)
        return Sent.PUT_OFF
    purge.acknowledge(clock.now())
    return Sent.TAKEN


def keep(stopping: threading.Event, cache: Cache) -> None:
    """Send until `stopping` is set. A database that is away is waited for."""
    while not stopping.is_set():
        sent = Sent.NOTHING
        try:
            while not stopping.is_set() and (sent := send_one(cache)) is Sent.TAKEN:
                pass
        except DatabaseError:
            log.exception("The purges of %s cannot be read; it is tried again.", cache.name)
        finally:
            close_old_connections()
        stopping.wait(PAUSE_AT_FAULT if sent is Sent.PUT_OFF else PAUSE)
