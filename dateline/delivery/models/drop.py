"""A drop: the tags of what a change made untrue, written in the transaction of the change (an outbox)."""

from datetime import datetime
from typing import Self

from django.db import models

from dateline.delivery.cache.store import EVERYTHING
from dateline.stories.models import Notice


class DropQuerySet(models.QuerySet["Drop"]):
    def since(self, moment: datetime) -> Self:
        """Drops made from this instant on, and those that are to come, in order."""
        return self.filter(models.Q(made_at__gte=moment) | models.Q(due_at__gte=moment)).order_by("pk")

    def passed(self, before: datetime) -> Self:
        """Drops that were due before this instant and are no part of the record of a notice."""
        return self.filter(models.Q(made_at__lt=before, due_at=None) | models.Q(due_at__lt=before), notice=None)


class Drop(models.Model):
    """What every store and cache must forget: at once, or when `due_at` has come. `delivery/purging.py` writes it.

    One without any tag is for the caches in front alone: they forget everything, and the stores nothing. What follows
    from a notice that readers are told names it, and is kept as the record of who has let go (decisions/0041).
    """

    tags = models.JSONField()
    made_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField(null=True, db_index=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.CASCADE, related_name="drops")

    objects = DropQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"drop {self.pk}"

    @property
    def is_of_everything(self) -> bool:
        """Whether a cache in front must forget every page."""
        return not self.tags or EVERYTHING in self.tags
