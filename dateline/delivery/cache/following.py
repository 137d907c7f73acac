"""How this machine's store learns of drops: at once after a commit of its own, and from the rows that others wrote.

`keep` runs in a thread of every server process: it applies what other nodes dropped, what a process that died after
its commit left behind, and what the clock asks for.
"""

import logging
import threading
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection

from dateline.delivery.cache.pages import store, store_if_used
from dateline.delivery.models import Drop
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
        self._looked_at = self._forgot_at = 0.0

    def step(self) -> None:
        """Do what is due by the clock; look for new rows, and forget old ones, as often as that is worth it."""
        pages, now = store(), clock.seconds()
        if pages.has_due(now):
            pages.tick()
        if now - self._looked_at >= (0 if connection.vendor == "postgresql" else PAUSE_ALONE):
            self._looked_at = now
            self.catch_up()
        if now - self._forgot_at >= HOUR:
            self._forgot_at = now
            forget_old()

    def catch_up(self) -> None:
        """Apply the rows that this store has not; where it was away for too long, it forgets every page instead."""
        pages, now = store(), clock.now()
        last = pages.followed_until()
        if last is None or now.timestamp() - last > KEPT.total_seconds() / 2:
            last = now.timestamp()
            self._known = set(Drop.objects.since(now - UNSURE).exclude(due_at__gt=now).values_list("pk", flat=True))
            pages.clear()
        rows = {drop.pk: drop for drop in Drop.objects.since(clock.from_timestamp(last) - UNSURE)}
        for pk in sorted(rows.keys() - self._known):
            apply(rows[pk])
        self._known = set(rows)
        pages.set_followed(now.timestamp())


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
    """Delete rows that every store has applied or is too old to need."""
    Drop.objects.filter(made_at__lt=clock.now() - KEPT, due_at=None).delete()
    Drop.objects.filter(due_at__lt=clock.now() - KEPT).delete()
