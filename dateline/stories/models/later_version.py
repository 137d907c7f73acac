"""A later version: a text that goes out over a live story at a time, the one change of a story that a job makes."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.beats import on_stories
from dateline.stories.models.notice import NoticeKind

CLAIMED = timedelta(seconds=60)
"""A claim stands for so long; of a worker that died meanwhile, another takes it over."""


class Outcome(models.TextChoices):
    """What became of it."""

    WAITING = "waiting", gettext_lazy("waits for its time")
    OUT = "out", gettext_lazy("out")
    FAILED = "failed", gettext_lazy("did not go out")
    CANCELLED = "cancelled", gettext_lazy("cancelled")


class LaterVersionQuerySet(models.QuerySet["LaterVersion"]):
    def waiting(self) -> Self:
        return self.filter(outcome=Outcome.WAITING)

    def failed(self) -> Self:
        """Those that did not go out, until somebody has dealt with them."""
        return self.filter(outcome=Outcome.FAILED)

    def for_right(self, user: User, right: str) -> Self:
        """Those of stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right))

    def claim(self, now: datetime) -> "LaterVersion | None":
        """Give the first that is due to who asks, and to nobody else for `CLAIMED`: compared, then swapped."""
        free = models.Q(claimed_at=None) | models.Q(claimed_at__lt=now - CLAIMED)
        due = self.waiting().filter(free, at__lte=now).order_by("at", "pk")
        for later in due[:MOST_AT_ONCE]:
            swapped = self.waiting().filter(pk=later.pk, claimed_at=later.claimed_at).update(claimed_at=now)
            if swapped:
                return later
        return None


MOST_AT_ONCE = 30


class LaterVersion(models.Model):
    """What is to go out, when, by whom, and what readers are told with it. `over` is the version that it replaces."""

    story = models.ForeignKey("stories.Story", on_delete=models.PROTECT, related_name="later_versions")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    over = models.PositiveIntegerField(help_text="The version that was out when it was arranged.")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=13, choices=NoticeKind)
    note = models.TextField(blank=True, help_text="What readers are told.")
    reason = models.TextField(blank=True, help_text="For the desk, never for readers.")
    answers = models.JSONField(default=list, help_text="The correction requests that it meets, by their numbers.")
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.WAITING)
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True, help_text="The sentence that says why it did not go out.")

    objects = LaterVersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["at"], condition=models.Q(outcome="waiting"), name="later_waiting"),
            models.Index(fields=["at"], condition=models.Q(outcome="failed"), name="later_failed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=models.Q(outcome="waiting"), name="later_one_waits_for_a_story"
            ),
        ]

    def __str__(self) -> str:
        return f"later version {self.pk}"

    def move(self, at: datetime, *, by: User) -> None:
        """Put it out at another time. Raises a sentence for a time that is over, and when it waits no more."""
        refuse_over(at)
        self._change(by=by, action="dateline.later_move", at=at)

    def cancel(self, *, by: User) -> None:
        """Leave the story as it is; one that did not go out is dealt with. Raises a sentence when it is out."""
        facts = {"outcome": Outcome.CANCELLED, "settled_at": clock.now()}
        self._change(by=by, action="dateline.later_cancel", also=Outcome.FAILED, **facts)

    def _change(self, *, by: User, action: str, also: str = "", **facts: Any) -> None:
        with transaction.atomic():
            row = LaterVersion.objects.select_for_update().get(pk=self.pk)
            if row.outcome not in (Outcome.WAITING, also):
                raise PermissionDenied(_("This text waits no more: it %(outcome)s.") % {"outcome": _said(row.outcome)})
            for name, value in facts.items():
                setattr(row, name, value)
            row.save(update_fields=[*facts])
            said = {"later": row.pk, "at": row.at.isoformat()}
            log(instance=row.story, action=action, user=by, revision=row.revision, data=said)
        self.refresh_from_db()


def _said(outcome: str) -> str:
    ended = {Outcome.OUT: _("is out"), Outcome.FAILED: _("did not go out"), Outcome.CANCELLED: _("was cancelled")}
    return ended[Outcome(outcome)]


def refuse_over(at: datetime) -> None:
    """Raise `ValidationError` with a sentence for a time that has come already."""
    if at <= clock.now():
        raise ValidationError(_("This time is over. Give one that is still to come, or put the text out now."))
