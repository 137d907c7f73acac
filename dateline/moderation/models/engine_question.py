"""A comment about which the outside engine is still to be asked. The row goes once there is an answer."""

from datetime import datetime, timedelta

from django.db import models, transaction

from dateline.comments.models import Comment

CLAIMED = timedelta(seconds=60)
"""For which a question is its asker's alone. One that was killed never comes back; another asks then."""
PAUSES = tuple(timedelta(seconds=each) for each in (5, 30, 120, 600, 1800))
"""After each try that was in vain but the last."""


class EngineQuestionQuerySet(models.QuerySet["EngineQuestion"]):
    def claim(self, now: datetime) -> "EngineQuestion | None":
        """Give the first that is due to who asks, and to nobody else meanwhile."""
        due = self.filter(due_at__lte=now).order_by("due_at", "pk")
        if not due.exists():
            return None
        with transaction.atomic():
            question = due.select_for_update(skip_locked=True).first()
            if question is not None:
                question.due_at, question.tries = now + CLAIMED, question.tries + 1
                question.save(update_fields=["due_at", "tries"])
            return question


class EngineQuestion(models.Model):
    """About one text of a comment, that which came `of` then; `asked` are the checks that had read it, by version."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="engine_question")
    of = models.DateTimeField()
    asked = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_index=True)

    objects = EngineQuestionQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"question about comment {self.comment_id}"

    @property
    def is_last_try(self) -> bool:
        return self.tries > len(PAUSES)

    def put_off(self, now: datetime) -> None:
        """Be asked again after a pause, longer each time."""
        self.due_at = now + PAUSES[self.tries - 1]
        self.save(update_fields=["due_at"])
