"""What the scoring engine said of a comment, and from which score on the desk wants to be told."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from dateline.comments.models import Comment
from dateline.moderation.models.decision import Decision
from dateline.stories.models import Edition

ONE_HALF = 0.5
"""From here on an attribute raises doubt while nobody has set otherwise."""


class CommentScoreQuerySet(models.QuerySet["CommentScore"]):
    def kept_from_the_desk(self) -> Self:
        """Those that nobody is to see yet: of comments read without scores until a person has ruled on this text."""
        ruled = Decision.objects.filter(
            comment=OuterRef("comment"), automatic=False, decided_at__gte=OuterRef("comment__sent_at")
        )
        return self.filter(~Exists(ruled), is_blind=True)


class CommentScore(models.Model):
    """The scores of a comment's present text, by the engine of that version; none, with the reason, where it has none.

    It holds none of the reader's words, only their places: `spans` has, by attribute, lists of start, end (code points)
    and weight.
    """

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="score")
    engine = models.CharField(max_length=100, help_text="Version of the model.")
    layer = models.CharField(max_length=100, blank=True, help_text="Version of what was learned from this desk.")
    language = models.CharField(max_length=35, blank=True)
    unscored = models.TextField(blank=True, help_text="Why it has no scores.")
    scores = models.JSONField(default=dict)
    spans = models.JSONField(default=dict)
    is_blind = models.BooleanField(default=False, help_text="Nobody sees them before ruling.")
    scored_at = models.DateTimeField()
    """When its present text was scored first; scoring it again changes the rest."""

    objects = CommentScoreQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id} by {self.engine}"

    @property
    def highest(self) -> float:
        """The highest of its scores, by which comments are ranked; 0 without any."""
        return max(self.scores.values(), default=0.0)

    @property
    def is_kept_from_the_desk(self) -> bool:
        """Whether nobody is to see them yet: they are read without scores until a person has ruled."""
        return self.is_blind and CommentScore.objects.kept_from_the_desk().filter(pk=self.pk).exists()


class Threshold(models.Model):
    """From which score on an attribute raises doubt in an edition. Rows are added; the newest of each counts."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="thresholds")
    attribute = models.CharField(max_length=40)
    value = models.FloatField(help_text="From 0 to 1.")
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["edition", "attribute", "-pk"]

    def __str__(self) -> str:
        return f"{self.attribute} {self.value}"
