"""How this machine's store learns of drops: at once after a commit of its own, and from the rows that others wrote.

`keep` runs in a thread of every server process: it applies what other nodes dropped, what a process that died after
its commit left behind, and what the clock asks for.
"""

import logging
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection

from dateline.delivery.cache.confirming import Confirming
from dateline.delivery.cache.pages import store, store_if_used
from dateline.delivery.models import Drop, PageStore
from dateline.lib import clock

KEPT = timedelta(days=2)
"""How long drops are remembered: a store that was away for longer begins anew."""
UNSURE = timedelta(minutes=2)
"""A row may become visible so much later than it was made: its transaction was still open."""
PAUSE = 0.25
"""Seconds between two looks. On SQLite there are no other nodes; what is found then was left behind by a crash."""
PAUSE_ALONE = 2.0
HOUR = 3600.0

log = logging.getLogger(__name__)


def apply(drop: Drop) -> None:
    """Drop what the row says from this machine's store, once; or have it dropped when it is due."""
    pages = store_if_used()
    if pages is None:
        return
    if drop.due_at and drop.due_at > clock.now():
        pages.drop_at(drop.tags, drop.due_at.timestamp(), drop_id=drop.pk)
    else:
        pages.drop(drop.tags, drop_id=drop.pk)


class Follower:
    """Brings this machine's store up to what the database says, again and again."""

    def __init__(self) -> None:
        self._known: set[int] = set()
        self._confirming = Confirming()
        self._looked_at = self._forgot_at = 0.0

    def step(self) -> None:
        """Do what is due by the clock; look for new rows, and forget old ones, as often as that is worth it."""
        pages, now = store(), clock.seconds()
        if pages.has_due(now):
            pages.tick()
        if now - self._looked_at >= (0 if connection.vendor == "postgresql" else PAUSE_ALONE):
            self._looked_at = now
            self.catch_up()
            self._confirming.write(clock.now())
        if now - self._forgot_at >= HOUR:
            self._forgot_at = now
            forget_old()

    def catch_up(self) -> None:
        """Apply the rows that this store has not; where it was away for too long, it forgets every page instead."""
        pages, now = store(), clock.now()
        last = pages.followed_until()
        if last is None or now.timestamp() - last > KEPT.total_seconds() / 2 or self._confirming.is_unknown:
            last = now.timestamp()
            self._begin_anew(now)
        rows = {drop.pk: drop for drop in Drop.objects.since(clock.from_timestamp(last) - UNSURE)}
        new = [rows[pk] for pk in sorted(rows.keys() - self._known)]
        for drop in new:
            apply(drop)
        self._confirming.applied(new)
        self._known = set(rows)
        pages.set_followed(now.timestamp())

    def _begin_anew(self, now: datetime) -> None:
        told = list(Drop.objects.since(now - UNSURE).exclude(due_at__gt=now))
        store().clear()
        self._known = {drop.pk for drop in told}
        self._confirming.applied(told)
        self._confirming.began(now)


def keep(stopping: threading.Event) -> None:
    """Follow until `stopping` is set. A database that is away is waited for; stored pages are sent meanwhile."""
    follower = Follower()
    while not stopping.is_set():
        try:
            follower.step()
        except (DatabaseError, OSError):
            log.exception("The page store cannot follow the database; it tries again.")
        finally:
            close_old_connections()
        stopping.wait(PAUSE)


def forget_old() -> None:
    """Delete rows that every store has applied or is too old to need, and stores that would begin anew."""
    long_ago = clock.now() - KEPT
    Drop.objects.passed(long_ago).delete()
    PageStore.objects.filter(seen_at__lt=long_ago).delete()
