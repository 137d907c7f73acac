"""What this machine's page store tells the database of itself: that it is there, and which drops it has applied.

Told by `following.py`, and written afterwards: a database that takes no rows never keeps the store from following.
"""

import logging
import socket
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError

from dateline.delivery.models import Confirmation, Drop, PageStore

SIGNS_EVERY = timedelta(seconds=15)
"""A row written so seldom costs nothing; whoever has not signed for a minute is away."""

log = logging.getLogger(__name__)


def name_of_this_store() -> str:
    """Return what tells this machine's store from those of other machines, and of other homes on this one."""
    return f"{socket.gethostname()}:{settings.PAGES_FOLDER}"[:300]


class Confirming:
    """One process's word for its store. Several of a machine say the same."""

    def __init__(self) -> None:
        self.is_unknown = False
        """Whether the database has no row of this store: nobody has counted on it, so it has to begin anew."""
        self._applied: list[Drop] = []
        self._began_at: datetime | None = None
        self._signed_at: datetime | None = None

    def began(self, at: datetime) -> None:
        """The store is empty."""
        self._began_at, self.is_unknown = at, False

    def applied(self, drops: Iterable[Drop]) -> None:
        self._applied += [drop for drop in drops if drop.notice_id]

    def write(self, now: datetime) -> None:
        """Write what is new, and a sign of life if one is due; what cannot be written stays for the next time."""
        try:
            Confirmation.objects.note(name_of_this_store(), self._applied, now)
            self._applied = []
            self._sign(now)
        except DatabaseError:
            log.exception("The page store follows the database, and cannot tell it so; it tries again.")

    def _sign(self, now: datetime) -> None:
        if self._began_at:
            PageStore.objects.begin(name_of_this_store(), self._began_at)
            self._began_at, self._signed_at = None, now
        elif self._signed_at is None or now - self._signed_at >= SIGNS_EVERY:
            self.is_unknown = not PageStore.objects.sign(name_of_this_store(), now)
            self._signed_at = now
