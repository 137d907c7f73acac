"""What the checks said of a comment when it came: kept for the desk, beside the decision that a person makes."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dateline.comments.models import Comment
from dateline.moderation.checks.opinion import Opinion, Verdict
from dateline.moderation.models.score import CommentScore

SCORES = "scores"
"""The check that makes opinions of scores."""


class OpinionQuerySet(models.QuerySet["CheckOpinion"]):
    def found(self) -> Self:
        """Those of checks that found something; one that was unavailable found nothing."""
        return self.filter(verdict__in=[Verdict.DOUBT.value, Verdict.BREACH.value])

    def seen_at_the_desk(self) -> Self:
        """All but those made of scores of a comment that is read without them, until a person has ruled on it."""
        kept = CommentScore.objects.kept_from_the_desk().filter(comment=OuterRef("comment"))
        return self.exclude(Q(check_name=SCORES) & Exists(kept))


class CheckOpinion(models.Model):
    """An opinion that was not clean, as the check gave it. It holds none of the reader's words, only their places."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="opinions")
    check_name = models.CharField(max_length=100)
    verdict = models.CharField(max_length=11, choices=[(each.value, each.value) for each in Verdict])
    word = models.TextField()
    sentence = models.TextField()
    clause_code = models.TextField(blank=True)
    spans = models.JSONField(default=list)
    seen = models.TextField(blank=True, default="", help_text="What it saw, where its sentence leaves that open.")
    given_at = models.DateTimeField()

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "check_name", "clause_code"], name="a_check_speaks_once_of_a_clause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.check_name}: {self.verdict}"

    @classmethod
    def of(cls, comment: Comment, check: str, opinion: Opinion, *, now: datetime) -> Self:
        """Return the row, not stored yet, of what a check said."""
        return cls(
            comment=comment,
            check_name=check,
            verdict=opinion.verdict,
            word=opinion.word,
            sentence=opinion.sentence,
            clause_code=opinion.clause,
            spans=opinion.spans,
            seen=opinion.seen,
            given_at=now,
        )

    @property
    def as_given(self) -> Opinion:
        """What the check said."""
        spans = tuple((start, end) for start, end in self.spans)
        return Opinion(Verdict(self.verdict), self.word, self.sentence, self.clause_code, spans, self.seen)
