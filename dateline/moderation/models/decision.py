"""A decision: who ruled what on a comment, under which clause of which version, and what the reader is told."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import Comment
from dateline.moderation.models.house_rules import LONGEST_LAW, Clause, HouseRules
from dateline.stories.models import chain

UNDER_LAW = "moderation.decide_under_law"
"""The right to refuse a comment under a legal clause."""


class Outcome(models.TextChoices):
    SHOW = "show", _("Shown")
    REFUSE = "refuse", _("Refused")


class Decision(models.Model):
    """One ruling. Never edited: a change of mind is a further row. A refusal always names its clause.

    Under a legal clause it names the law as well, and is a person's.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome)
    rules = models.ForeignKey(HouseRules, null=True, on_delete=models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="decisions")
    clause_number = models.PositiveSmallIntegerField(null=True)
    sentence = models.TextField(blank=True, help_text="What the reader is told.")
    law = models.CharField(max_length=LONGEST_LAW, blank=True, help_text="Law and section, under a legal clause.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    automatic = models.BooleanField(default=False)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "pk"]
        default_permissions = ("view",)
        permissions = [
            ("decide_comment", "Can show or refuse a comment"),
            ("decide_under_law", "Can refuse a comment under a legal clause"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome="refuse") | models.Q(clause__isnull=False, rules__isnull=False),
                name="a_refusal_names_its_clause",
            ),
            models.CheckConstraint(
                condition=models.Q(law="") | models.Q(outcome="refuse", automatic=False, decided_by__isnull=False),
                name="the_law_is_cited_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.decided_at:%Y-%m-%d}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk:
            raise ValueError("A decision is never edited; a change of mind is a further decision.")
        with transaction.atomic():
            super().save(*args, **options)
            chain.append(chain.DECISION, self)
