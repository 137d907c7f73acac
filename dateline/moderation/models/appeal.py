"""An appeal: a reader asks for another person to look at a refusal; that person answers in words."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import LONGEST_TEXT, Comment
from dateline.moderation.models.decision import UNDER_LAW, Decision
from dateline.moderation.models.house_rules import ClauseKind
from dateline.people.models import User
from dateline.stories.beats import on_stories

STORY = "decision__comment__story"
TIME_TO_APPEAL = timedelta(days=183)
"""After a decision; at least six months, as Article 20 of the Digital Services Act has it."""


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("Upheld")
    AFTER_EDIT = "after edit", _("Shown after an edit")
    OVERTURNED = "overturned", _("Overturned")


class AppealQuerySet(models.QuerySet["Appeal"]):
    def for_right(self, user: User, right: str) -> Self:
        """Appeals on stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right, by=STORY))

    def waiting(self) -> Self:
        return self.filter(answered_at=None)

    def waiting_on(self, comment: Comment) -> Self:
        """The one that waits on a comment, if there is one."""
        return self.waiting().filter(decision__comment=comment)

    def answerable_by(self, user: User) -> Self:
        """Those that this person may answer: they never decided on the comment, and may decide under its clause."""
        lawful = ~models.Q(decision__clause__kind=ClauseKind.LEGAL) | on_stories(user, UNDER_LAW, by=STORY)
        return self.filter(lawful).exclude(decision__comment__decisions__decided_by=user)


class Appeal(models.Model):
    """One appeal against one refusal, in the reader's words. Answered once, by another person than who refused."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    text = models.TextField(max_length=LONGEST_TEXT)
    filed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=AppealOutcome, blank=True)
    answer = models.TextField(blank=True, help_text="What the reader is told.")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    ruling = models.OneToOneField(
        Decision, null=True, on_delete=models.PROTECT, related_name="of_appeal", help_text="The decision in its answer."
    )

    objects = AppealQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["filed_at", "pk"]
        indexes = [
            models.Index(fields=["filed_at"], condition=models.Q(answered_at__isnull=True), name="appeals_waiting")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", answer="", answered_by=None, answered_at=None, ruling=None)
                | models.Q(answered_by__isnull=False, answered_at__isnull=False, ruling__isnull=False)
                & ~models.Q(outcome=""),
                name="an_appeal_is_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None

    @property
    def is_upheld(self) -> bool:
        return self.outcome == AppealOutcome.UPHELD

    @property
    def is_overturned(self) -> bool:
        return self.outcome == AppealOutcome.OVERTURNED


def appeal_ends_at(decision: Decision) -> datetime:
    """Return until when an appeal against a decision can be filed."""
    return decision.decided_at + TIME_TO_APPEAL
