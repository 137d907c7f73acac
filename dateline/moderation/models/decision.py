"""A decision: who ruled what on a comment, under which clause of which version, and what the reader is told."""

from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import Comment
from dateline.moderation.models.house_rules import LONGEST_LAW, Clause, HouseRules
from dateline.stories.models import CommentsMode, Edition, chain

DECIDE = "moderation.decide_comment"
"""The right to rule on a comment."""
UNDER_LAW = "moderation.decide_under_law"
"""The right to refuse a comment under a legal clause."""


class Outcome(models.TextChoices):
    SHOW = "show", _("Shown")
    REFUSE = "refuse", _("Refused")
    UNDO = "undo", _("Undone")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        """Those that somebody has not undone; the row that undoes one is none of them."""
        return self.filter(undoes=None, undone_by=None)

    def on_the_present_text(self) -> Self:
        """Those on the text that the comment has now; each `is_first` where no person ruled on that text before."""
        ruled = Decision.objects.filter(comment=OuterRef("comment"), automatic=False, pk__lt=OuterRef("pk"))
        earlier = ruled.filter(decided_at__gte=OuterRef("comment__sent_at"))
        return self.filter(decided_at__gte=F("comment__sent_at")).annotate(is_first=~Exists(earlier))


class Decision(models.Model):
    """One ruling. Never edited: a change of mind is a further row. A refusal always names its clause.

    Under a legal clause it names the law as well, and is a person's. A row says who decided, or what. One that undoes
    another says nothing of its own: what stood before stands again (`undoing`).
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="decisions")
    edition = models.ForeignKey(
        Edition,
        null=True,
        editable=False,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of the story, then: the edition's log goes down an index.",
    )
    outcome = models.CharField(max_length=8, choices=Outcome)
    rules = models.ForeignKey(HouseRules, null=True, on_delete=models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="decisions")
    clause_number = models.PositiveSmallIntegerField(null=True)
    sentence = models.TextField(blank=True, help_text="What the reader is told.")
    law = models.CharField(max_length=LONGEST_LAW, blank=True, help_text="Law and section, under a legal clause.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    automatic = models.BooleanField(default=False)
    program = models.JSONField(
        null=True,
        help_text="What decided, if no person did: mode or check, and the checks asked.",
    )
    clause_kind = models.CharField(max_length=10, blank=True, editable=False, help_text="Of the clause, then.")
    decided_at = models.DateTimeField()
    undoes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by", help_text="The decision that it undoes."
    )
    before = models.JSONField(null=True, help_text="State and times of the comment before a person's decision.")

    found = models.BooleanField(
        default=False, editable=False, help_text="Of a refusal: whether a check had found something in the comment."
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        default_permissions = ("view",)
        permissions = [
            ("decide_comment", "Can show or refuse a comment"),
            ("decide_under_law", "Can refuse a comment under a legal clause"),
        ]
        indexes = [models.Index(fields=["edition", "decided_at"], name="decisions_of_an_edition")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome="refuse") | models.Q(clause__isnull=False, rules__isnull=False),
                name="a_refusal_names_its_clause",
            ),
            models.CheckConstraint(
                condition=models.Q(law="") | models.Q(outcome="refuse", automatic=False, decided_by__isnull=False),
                name="the_law_is_cited_by_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(automatic=False, decided_by__isnull=False, program__isnull=True)
                | models.Q(automatic=True, decided_by__isnull=True, program__isnull=False),
                name="a_decision_says_who_or_what",
            ),
            models.CheckConstraint(
                condition=models.Q(automatic=False)
                | models.Q(outcome="show", clause__isnull=True)
                | models.Q(outcome="refuse", clause_kind__in=["house", "language"]),
                name="no_program_refuses_under_the_law",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="undo", undoes__isnull=False, automatic=False, clause__isnull=True)
                | ~models.Q(outcome="undo") & models.Q(undoes__isnull=True),
                name="what_undoes_names_a_decision",
            ),
            models.UniqueConstraint(fields=["undoes"], name="a_decision_is_undone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.decided_at:%Y-%m-%d}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk:
            raise ValueError("A decision is never edited; a change of mind is a further decision.")
        self.clause_kind = self.clause.kind if self.clause else ""
        self.edition_id = self.comment.story.edition_id
        # What was found goes with the comment's words; that something was, a statement of reasons must say for good.
        # A score that nobody saw before they ruled has led nobody to the comment.
        seen = self.comment.opinions.found().seen_at_the_desk()
        self.found = self.outcome == Outcome.REFUSE and seen.exists()
        if self.automatic and self.clause and not self.clause.decided_automatically:
            raise ValueError("A program refuses only under a clause that says so.")
        with transaction.atomic():
            super().save(*args, **options)
            chain.append(chain.DECISION, self)

    @property
    def mode(self) -> str:
        """The mode by which a program showed the comment, in words; empty of other decisions."""
        mode = (self.program or {}).get("mode")
        return str(CommentsMode(mode).label) if mode in CommentsMode.values else ""

    @property
    def check_name(self) -> str:
        """The check that a program refused for; empty of other decisions."""
        return str((self.program or {}).get("check", ""))

    @property
    def words(self) -> list[str]:
        """The words of the comment for which a program refused it."""
        spans = (self.program or {}).get("spans") or []
        text = self.comment.text_at(self.decided_at) if spans else ""
        return list(dict.fromkeys(text[start:end] for start, end in spans if text))
