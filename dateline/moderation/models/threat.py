"""A threat to life: what a moderator saw in a comment, what was done at once, and which authority was told when."""

from typing import Self

from django.conf import settings
from django.db import models

from dateline.comments.models import Comment
from dateline.people.models import User
from dateline.stories.beats import on_stories

LONGEST_NOTE = 2000
LONGEST_AUTHORITY = 200


class ThreatQuerySet(models.QuerySet["Threat"]):
    def for_right(self, user: User, right: str) -> Self:
        """Threats on stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right, by="comment__story"))

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Threat(models.Model):
    """Somebody's life or safety may be in danger (DSA Art. 18). The row is the beginning of a log, and stays."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="threats")
    note = models.TextField(max_length=LONGEST_NOTE, help_text="What was seen, and who may be in danger.")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    was_shown = models.BooleanField(help_text="The comment was on the page, and was taken off at once.")
    closing = models.TextField(max_length=LONGEST_NOTE, blank=True, help_text="What came of it.")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = ThreatQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["raised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=models.Q(closed_at__isnull=True), name="one_open_threat_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"threat {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class AuthorityTold(models.Model):
    """One authority that was told of a threat, and when: written down afterwards, and never changed."""

    threat = models.ForeignKey(Threat, on_delete=models.PROTECT, related_name="told")
    authority = models.CharField(max_length=LONGEST_AUTHORITY)
    reference = models.CharField(max_length=LONGEST_AUTHORITY, blank=True, help_text="Its own number for it.")
    told_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["told_at", "pk"]

    def __str__(self) -> str:
        return f"authority {self.pk} told of threat {self.threat_id}"
