"""The queue: a row for each comment that a person is to read, and where it stands among the others."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import Comment
from dateline.people.models import User
from dateline.stories.beats import on_stories
from dateline.stories.models import Story


class QueuedKind(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNREAD = "unread", _("Shown, not read yet")


class QueuedQuerySet(models.QuerySet["Queued"]):
    def for_right(self, user: User, right: str) -> Self:
        """Those on stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right))


class Queued(models.Model):
    """A comment that waits, or that a program showed and nobody has read.

    The database itself keeps it in step with the comment (migration 0014, `decisions/0056`): nothing here is ever
    written but `risk` and `alike`, by `queueing`.
    """

    comment = models.OneToOneField(Comment, primary_key=True, on_delete=models.CASCADE, related_name="queued")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    kind = models.CharField(max_length=7, choices=QueuedKind)
    since = models.DateTimeField(help_text="When its present text came; of one that is shown, since when it is.")
    risk = models.PositiveSmallIntegerField(default=0, help_text="What `moderation.risk` makes of it; 0 is not yet.")
    alike = models.CharField(max_length=48, blank=True, default="", help_text="The same in comments alike.")

    objects = QueuedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            # With all that a page is chosen by, so that it is found in the index alone.
            models.Index(fields=["-risk", "since", "comment", "story", "kind", "alike"], name="queue_by_risk"),
            models.Index(fields=["since", "comment", "story", "kind", "alike"], name="queue_by_age"),
            models.Index(fields=["-story", "since", "comment", "kind", "alike"], name="queue_by_story"),
            models.Index(fields=["kind", "story", "comment"], name="queue_by_kind"),
            models.Index(
                fields=["alike", "-risk", "since", "comment", "story", "kind"],
                condition=~models.Q(alike=""),
                name="queue_alike",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: comment {self.comment_id}"
