"""A purge: one cache in front that must forget one drop, until it has said twice that it did (an outbox)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models.functions import Coalesce

from dateline.delivery.models.drop import Drop

HEAD_START = timedelta(seconds=0.3)
"""Servers look for drops four times a second: a cache purged before them would be filled again with their old page."""
AGAIN = timedelta(seconds=5)
"""After the first purge comes a second, for a page that was on its way to the cache meanwhile."""
CLAIMED = timedelta(seconds=15)
"""A purge under way is left to its sender for so long; one that died is followed by another."""
LONGEST_PAUSE = 5
"""Seconds between two tries, however long the cache was away: what was taken back is gone 10 s after its return."""
LATE = timedelta(minutes=1)


class PurgeQuerySet(models.QuerySet["Purge"]):
    def ask_for(self, drop: Drop, caches: Iterable[str]) -> None:
        """Write a purge of this drop for each cache, in the transaction of the drop."""
        due = (drop.due_at or drop.made_at) + HEAD_START
        Purge.objects.bulk_create([Purge(drop=drop, cache=cache, due_at=due) for cache in caches])

    def claim(self, cache: str, now: datetime) -> "Purge | None":
        """Give the first that is due to who asks, and to nobody else until it is settled or `CLAIMED` has passed.

        The row is held for that alone, not while the cache is asked: a slow one would keep a transaction open.
        """
        due = self.filter(cache=cache, due_at__lte=now).order_by("pk")
        if not due.exists():
            return None
        with transaction.atomic():
            purge = due.select_for_update(skip_locked=True).first()
            if purge:
                purge.due_at, purge.tries = now + CLAIMED, purge.tries + 1
                purge.save(update_fields=["due_at", "tries"])
        return purge

    def late(self, cache: str, now: datetime) -> Self:
        """Those that the cache should have taken a minute ago and more, the oldest first."""
        asked_for = Coalesce("drop__due_at", "drop__made_at")
        # What was never taken is always due again: said, so that the small index is read and not every purge there was.
        waiting = self.filter(cache=cache, acknowledged_at=None, due_at__isnull=False).annotate(asked_for=asked_for)
        return waiting.filter(asked_for__lt=now - LATE).select_related("drop").order_by("asked_for")

    def last_fault(self, cache: str) -> str:
        """Return what a cache last said of a purge that waits for it; empty if it took each that it was asked."""
        waiting = self.filter(cache=cache, due_at__isnull=False).exclude(fault="")
        return waiting.order_by("-due_at").values_list("fault", flat=True).first() or ""


class Purge(models.Model):
    """What `delivery/caches_in_front/sending.py` has to send to one cache: when next, or never again (`due_at`)."""

    drop = models.ForeignKey(Drop, on_delete=models.CASCADE)
    cache = models.CharField(max_length=300)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    acknowledged_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    objects = PurgeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["cache", "due_at"], condition=models.Q(due_at__isnull=False), name="purge_due")]

    def __str__(self) -> str:
        return f"purge of {self.drop_id} at {self.cache}"

    def acknowledge(self, now: datetime) -> None:
        """The cache has done it: once more in a while, and then never again."""
        again = now + AGAIN if self.acknowledged_at is None else None
        self._settle(acknowledged_at=self.acknowledged_at or now, due_at=again, tries=0, fault="")

    def put_off(self, fault: str, now: datetime) -> None:
        """The cache did not: again after a pause that grows from a second to five."""
        pause = min(2 ** (self.tries - 1), LONGEST_PAUSE)
        self._settle(due_at=now + timedelta(seconds=pause), fault=fault[:300])

    def _settle(self, **facts: object) -> None:
        # Not where another has claimed it since: what it is told is newer.
        Purge.objects.filter(pk=self.pk, due_at=self.due_at).update(**facts)
