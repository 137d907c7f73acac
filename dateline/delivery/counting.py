"""Writes down how often each story was read: what the front has counted, in a thread of every server process.

Never while a reader waits. What a killed process had not written is lost: the reads of ten seconds (decisions/0042).
"""

import logging
import threading
from collections import Counter
from datetime import datetime

from django.db import DatabaseError, close_old_connections

from dateline.delivery.cache.front import StoredPages
from dateline.lib import clock
from dateline.stories.models import ReadsInHour, Story
from dateline.stories.models.most_read import renew_where_due
from dateline.stories.models.reads import AT_ONCE, hour_of

PAUSE = 10.0
"""Seconds between two times of writing; also what a read may be too late for its hour."""

log = logging.getLogger(__name__)


class Counting:
    """Takes what one front has counted, and keeps it until the database has it."""

    def __init__(self, front: StoredPages) -> None:
        self._front = front
        self._unwritten: Counter[tuple[datetime, int]] = Counter()
        self._cleaned: datetime | None = None

    def keep(self, stopping: threading.Event) -> None:
        """Count until `stopping` is set, and once more then. A database that is away is waited for."""
        while True:
            is_last = stopping.wait(PAUSE)
            try:
                self.step()
            except DatabaseError:
                log.exception("Reads cannot be written down; they are kept, and it is tried again.")
            finally:
                close_old_connections()
            if is_last:
                return

    def step(self) -> None:
        """Write down what was read; work out the lists, and merge old hours, once an hour."""
        now = clock.now()
        self._write(hour_of(now))
        renew_where_due(now)
        if self._cleaned != hour_of(now):
            ReadsInHour.objects.merge_old(now)
            self._cleaned = hour_of(now)

    def _write(self, hour: datetime) -> None:
        for news_id, count in self._front.take_read_stories().items():
            self._unwritten[hour, news_id] += count
        if self._unwritten:
            keys = _keys(sorted({news_id for _hour, news_id in self._unwritten}))
            known = {(at, keys[number]): count for (at, number), count in self._unwritten.items() if number in keys}
            ReadsInHour.objects.add(known)
            self._unwritten.clear()


def _keys(news_ids: list[int]) -> dict[int, int]:
    """Return the stories' primary keys by their numbers."""
    found: dict[int, int] = {}
    for start in range(0, len(news_ids), AT_ONCE):
        some = Story.objects.filter(news_id__in=news_ids[start : start + AT_ONCE])
        found.update(some.values_list("news_id", "pk"))
    return found
