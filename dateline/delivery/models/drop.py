"""A drop: the tags of what a change made untrue, written in the transaction of the change (an outbox)."""

from datetime import datetime
from typing import Self

from django.db import models

from dateline.delivery.cache.store import EVERYTHING


class DropQuerySet(models.QuerySet["Drop"]):
    def since(self, moment: datetime) -> Self:
        """Drops made from this instant on, and those that are to come, in order."""
        return self.filter(models.Q(made_at__gte=moment) | models.Q(due_at__gte=moment)).order_by("pk")


class Drop(models.Model):
    """What every store and cache must forget: at once, or when `due_at` has come. `delivery/purging.py` writes it.

    One without any tag is for the caches in front alone: they forget everything, and the stores nothing.
    """

    tags = models.JSONField()
    made_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField(null=True, db_index=True)

    objects = DropQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"drop {self.pk}"

    @property
    def is_of_everything(self) -> bool:
        """Whether a cache in front must forget every page."""
        return not self.tags or EVERYTHING in self.tags
