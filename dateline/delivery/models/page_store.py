"""Page stores as the database knows them: which machines have one, and which drops of a notice each has applied."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from dateline.delivery.models.drop import Drop


class PageStoreQuerySet(models.QuerySet["PageStore"]):
    def sign(self, name: str, now: datetime) -> bool:
        """Note that a store is there; False where the database does not know it (any more)."""
        return self.filter(name=name).update(seen_at=now) > 0

    def begin(self, name: str, now: datetime) -> None:
        """Note that a store holds no page that was made before."""
        row = PageStore(name=name, began_at=now, seen_at=now)
        PageStore.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["name"], update_fields=["began_at", "seen_at"]
        )


class PageStore(models.Model):
    """The page store of one machine: empty when it began, and seen from then on. `cache/confirming.py` writes it."""

    name = models.CharField(max_length=300, primary_key=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = PageStoreQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def note(self, store: str, drops: Iterable[Drop], now: datetime) -> None:
        """Note that a store has applied these drops, as far as they go with a notice. Harmless when repeated."""
        rows = [Confirmation(drop=drop, store=store, at=now) for drop in drops if drop.notice_id]
        if rows:
            Confirmation.objects.bulk_create(rows, ignore_conflicts=True)

    def promise(self, store: str, drop: Drop) -> "Confirmation":
        """Note that this is to be done, in the transaction of the drop."""
        return self.create(drop=drop, store=store)


class Confirmation(models.Model):
    """That a page store has applied a drop that goes with a notice. Kept as long as the drop, longer than the store.

    For copies of photos, which no tag finds, it is written beforehand, without its time (`withdrawing.py`).
    """

    drop = models.ForeignKey(Drop, on_delete=models.CASCADE, related_name="confirmations")
    store = models.CharField(max_length=300)
    at = models.DateTimeField(null=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["drop", "store"], name="confirmed_once")]
        indexes = [models.Index(fields=["drop"], condition=models.Q(at=None), name="not_confirmed_yet")]

    def __str__(self) -> str:
        return f"drop {self.drop_id} at {self.store}"
