"""A ban: comments under a name wait, those from an e-mail or network address are not taken, until a time."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import LONGEST_NAME, Comment
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition

LONGEST_REASON = 300


class BanKind(models.TextChoices):
    """By what somebody is known again."""

    NAME = "name", _("Name")
    EMAIL = "email", _("E-mail address")
    ADDRESS = "address", _("Network address")


class BanQuerySet(models.QuerySet["Ban"]):
    def for_right(self, user: User, right: str) -> Self:
        """Bans of editions that somebody has a right in all of; those of all editions for who has it everywhere."""
        beat = beat_of(user, right)
        return self.filter(beat.asks(section=None)) if beat else self.none()

    def in_force(self, now: datetime) -> Self:
        return self.filter(lifted_at=None, until__gt=now)


class Ban(models.Model):
    """One ban. Never changed but by being lifted; its keyed hash is forgotten once it is over."""

    kind = models.CharField(max_length=7, choices=BanKind)
    mark = models.CharField(max_length=32, blank=True, help_text="Keyed hash of what is banned.")
    name = models.CharField(max_length=LONGEST_NAME, blank=True, help_text="The name, of a ban by name.")
    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.PROTECT, related_name="bans", help_text="Empty: all editions."
    )
    reason = models.CharField(max_length=LONGEST_REASON, help_text="Whoever is refused reads it.")
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.PROTECT, related_name="bans", help_text="The one that led to it."
    )
    banned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    banned_at = models.DateTimeField()
    until = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-banned_at", "-pk"]
        indexes = [models.Index(fields=["mark"], condition=models.Q(lifted_at__isnull=True), name="bans_by_mark")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(kind="name") | ~models.Q(name=""), name="a_banned_name_is_named")
        ]

    def __str__(self) -> str:
        return f"ban {self.pk}"

    @property
    def refuses(self) -> bool:
        """Whether comments are not taken at all. Under a banned name they wait."""
        return self.kind != BanKind.NAME

    def is_in_force(self, now: datetime) -> bool:
        return self.lifted_at is None and now < self.until
