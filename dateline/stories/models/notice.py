"""A notice: what was done to a story that readers know, when, why and by whom. Rows are added, never changed."""

from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from dateline.lib.noted import NotedQuerySet
from dateline.stories.models import chain
from dateline.stories.queries import NeverDeleted

SENTENCE = "A notice is never changed or deleted; add another one."


class NoticeKind(models.TextChoices):
    """What was done. A correction was wrong, a clarification misleading, an update is news."""

    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")
    HOLD = "hold", _("Hold")
    RELEASE = "release", _("Release")
    KILL = "kill", _("Withdrawal")
    REDACTION = "redaction", _("Redaction")


OF_THE_TEXT = (NoticeKind.CORRECTION, NoticeKind.CLARIFICATION, NoticeKind.UPDATE)
"""Kinds that go with a text put out."""
OF_A_VERSION = (*OF_THE_TEXT, NoticeKind.REDACTION)
"""Kinds that come with a version of their own."""
GROUNDED = (NoticeKind.HOLD, NoticeKind.KILL, NoticeKind.REDACTION)
"""Kinds that take something from readers, and name the ground."""


class Ground(models.TextChoices):
    """Why something is kept from readers: the kind of reason, which is all that is said of it in public."""

    ERROR = "error", _("an error")
    SAFETY = "safety", _("somebody’s safety")
    RIGHTS = "rights", _("the rights of a person")
    ORDER = "order", _("an order of an authority")


class NoticeQuerySet(NotedQuerySet["Notice"]):
    in_general = "notices"

    def said(self) -> Self:
        """Notices on a text that readers knew and that say something to them, the oldest first: no empty update."""
        says = models.Q(kind=NoticeKind.REDACTION) | models.Q(kind__in=OF_THE_TEXT) & ~models.Q(text="")
        return self.filter(says, readers_knew=True).order_by("at", "pk")

    def update(self, **facts: Any) -> int:
        raise NeverDeleted(SENTENCE)

    def delete(self) -> Any:
        raise NeverDeleted(SENTENCE)


class Notice(models.Model):
    """What was done to a story. `text` is for readers, `reason` for the desk; a hold or kill names its `ground`."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=13, choices=NoticeKind)
    text = models.TextField(blank=True, help_text="What readers are told.")
    reason = models.TextField(blank=True, help_text="For the desk, never for readers.")
    ground = models.CharField(max_length=6, choices=Ground, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=310, help_text="Who it was, also when the account is gone.")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(help_text="The version of the story that it belongs to.")
    readers_knew = models.BooleanField(help_text="Whether readers had seen the story before.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["story", "at"], name="notices_of_story"),
            models.Index(fields=["kind", "-at", "-id"], name="notices_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=NoticeKind.values), name="notice_kind"),
            models.CheckConstraint(
                condition=models.Q(kind__in=GROUNDED, ground__in=Ground.values)
                | (~models.Q(kind__in=GROUNDED) & models.Q(ground="")),
                name="notice_names_its_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk:
            raise NeverDeleted(SENTENCE)
        with transaction.atomic():
            super().save(*args, **options)
            chain.append(chain.NOTICE, self)

    def delete(self, *args: Any, **options: Any) -> Any:
        raise NeverDeleted(SENTENCE)

    @property
    def said(self) -> str:
        """What readers are told: of a redaction, that words are gone and on which ground, then its text."""
        if self.kind != NoticeKind.REDACTION:
            return str(self.text)
        fixed = _("Words were taken out of this story and its earlier versions. Because of: %(ground)s.")
        return "\n\n".join(filter(None, [str(fixed) % {"ground": self.get_ground_display()}, self.text]))
