"""A report: what a reader holds against a shown comment, and what came of it. A notice in the law's word."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.comments.models import LONGEST_EMAIL, LONGEST_TEXT, Comment, MailRecipient
from dateline.comments.privacy import receipt_digest, receipt_token
from dateline.moderation.models.decision import Decision
from dateline.people.models import User
from dateline.stories.beats import on_stories

LONGEST_PERSON = 120


class ReportKind(models.TextChoices):
    RULES = "rules", _("It breaks the house rules")
    LAW = "law", _("It is against the law")
    LIBEL = "libel", _("It says something untrue about me or somebody I speak for")


class ReportOutcome(models.TextChoices):
    KEPT = "kept", _("The comment stays")
    REFUSED = "refused", _("The comment is taken off the page")
    GONE = "gone", _("Its writer has taken the comment back")


class ReportQuerySet(models.QuerySet["Report"]):
    def for_right(self, user: User, right: str) -> Self:
        """Reports on stories in the sections where this member of staff has a right, written `app.codename`."""
        return self.filter(on_stories(user, right, by="comment__story"))

    def waiting(self) -> Self:
        return self.filter(answered_at=None)

    def most_urgent_first(self) -> Self:
        """Libel first, by its time; then the oldest."""
        return self.order_by(models.F("due_at").asc(nulls_last=True), "filed_at", "pk")

    def of_receipt(self, token: str) -> Self:
        """The report whose receipt has this token."""
        return self.filter(receipt_digest=receipt_digest(token))


class Report(models.Model):
    """One report on one comment (DSA Art. 16). It waits until a person has answered it, whatever the comment's state.

    The comment's own address says where it is (2b); who sends it confirms in the form to do so in good faith (2d).
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=5, choices=ReportKind)
    explanation = models.TextField(max_length=LONGEST_TEXT, help_text="Of libel: why the statement is untrue.")
    statement = models.TextField(max_length=LONGEST_TEXT, blank=True, help_text="Libel: the words complained of.")
    claimant = models.CharField(max_length=LONGEST_PERSON, blank=True, help_text="Libel: of whom they speak.")
    name = models.CharField(max_length=LONGEST_PERSON, blank=True)
    email = models.EmailField(max_length=LONGEST_EMAIL, blank=True)
    recipient = models.OneToOneField(MailRecipient, null=True, on_delete=models.SET_NULL, related_name="report")
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, help_text="Libel: by when it is to be answered.")
    alarmed_at = models.DateTimeField(null=True, help_text="When the desk was told that it is nearly due.")
    hides = models.BooleanField(default=False, help_text="The comment is off the page until it is answered.")
    key = models.CharField(max_length=32, unique=True, help_text="Random; the receipt's token is made from it.")
    receipt_digest = models.CharField(max_length=64, unique=True, help_text="Finds the report by its token.")
    address_hash = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the reader's address.")
    address_expires_at = models.DateTimeField(null=True, help_text="When the address hash is forgotten.")
    writer_answer = models.TextField(max_length=LONGEST_TEXT, blank=True, help_text="Libel: what its writer says.")
    writer_answered_at = models.DateTimeField(null=True)
    reply = models.OneToOneField(
        Comment, null=True, on_delete=models.PROTECT, related_name="replies_to_report", help_text="The right of reply."
    )
    reply_given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reply_given_at = models.DateTimeField(null=True, help_text="Since when the reply is to stand first, once shown.")
    outcome = models.CharField(max_length=7, choices=ReportOutcome, blank=True)
    answer = models.TextField(blank=True, help_text="What who reported it is told.")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    ruling = models.ForeignKey(
        Decision, null=True, on_delete=models.PROTECT, related_name="on_reports", help_text="The decision it led to."
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["filed_at", "pk"]
        indexes = [
            models.Index(fields=["filed_at"], condition=models.Q(answered_at__isnull=True), name="reports_waiting"),
            models.Index(fields=["address_hash", "filed_at"], name="reports_of_a_sender"),
            models.Index(
                fields=["address_expires_at"],
                condition=models.Q(address_expires_at__isnull=False),
                name="reports_to_forget",
            ),
            models.Index(
                fields=["answered_at"],
                condition=models.Q(answered_at__isnull=False) & ~models.Q(explanation=""),
                name="reports_to_empty",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", answer="", answered_by=None, answered_at=None, ruling=None)
                | models.Q(answered_by__isnull=False, answered_at__isnull=False, outcome__in=["kept", "refused"])
                & models.Q(ruling__isnull=False)
                | models.Q(answered_by__isnull=False, answered_at__isnull=False, outcome="gone", ruling=None),
                name="a_report_is_answered_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="libel") | ~models.Q(statement="") & ~models.Q(claimant=""),
                name="libel_names_words_and_person",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def receipt_token(self) -> str:
        """The unguessable part of the receipt's address. Never logged, never stored."""
        return receipt_token(self.key)

    @property
    def is_libel(self) -> bool:
        return self.kind == ReportKind.LIBEL

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been answered by now."""
        return bool(self.is_waiting and self.due_at and now >= self.due_at)


class LegalHold(models.Model):
    """Why the words of a comment may not be erased, and until when: a claim is made about them."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="legal_holds")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    held_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["held_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=models.Q(lifted_at__isnull=True), name="one_legal_hold_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"legal hold {self.pk}"
