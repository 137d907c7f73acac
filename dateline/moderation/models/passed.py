"""A pass: a moderator hands a comment to a colleague, to the desk chiefs or to who knows the law, with a note."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import Comment
from dateline.moderation.models.decision import UNDER_LAW, Decision
from dateline.people.models import User
from dateline.stories.beats import on_stories

LONGEST_NOTE = 2000


class PassKind(models.TextChoices):
    """To whom a comment is passed."""

    COLLEAGUE = "colleague", _("A colleague")
    CHIEFS = "chiefs", _("The desk chiefs")
    LEGAL = "legal", _("For legal")


class PassQuerySet(models.QuerySet["Pass"]):
    def for_right(self, user: User, right: str) -> Self:
        """Passes on stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right, by="comment__story"))

    def standing(self) -> Self:
        """Those that nobody has answered, and no decision has ended."""
        return self.filter(ended_at=None)

    def to(self, user: User) -> Self:
        """Those that this person may answer: passed to them, or to the chiefs or legal where they decide by law."""
        lawful = models.Q(to=None) & on_stories(user, UNDER_LAW, by="comment__story")
        return self.filter(models.Q(to=user) | lawful)


class Pass(models.Model):
    """One handing on of one comment. It stands until somebody gives it back in words, passes it on, or decides."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="passes")
    kind = models.CharField(max_length=9, choices=PassKind)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", help_text="The colleague."
    )
    note = models.TextField(max_length=LONGEST_NOTE)
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    passed_at = models.DateTimeField()
    answer = models.TextField(max_length=LONGEST_NOTE, blank=True, help_text="The words with which it was given back.")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ruling = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="ended_passes", help_text="The decision that did."
    )

    objects = PassQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["passed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=models.Q(ended_at__isnull=True), name="a_comment_is_passed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="colleague", to__isnull=False)
                | models.Q(kind__in=["chiefs", "legal"], to__isnull=True),
                name="a_colleague_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"pass {self.pk} of comment {self.comment_id}"

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None

    @property
    def whom(self) -> str:
        """To whom it was passed, in words."""
        return self.to.display_name if self.to else str(self.get_kind_display())
