"""The house rules: an edition's published policy, in dated versions of numbered clauses."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from dateline.lib import clock
from dateline.lib.noted import NotedQuerySet
from dateline.moderation.models.attributes import NAMED_TWICE, NAMES, AttributesField, named_twice
from dateline.moderation.statement_terms import Category, Keyword
from dateline.people.models import User
from dateline.stories import tags
from dateline.stories.beats import in_editions
from dateline.stories.models import Edition

LONGEST_LAW = 500
"""Characters of a law and section: as many as a statement of reasons takes (`illegal_content_legal_ground`)."""


class HouseRulesQuerySet(NotedQuerySet["HouseRules"]):
    in_general = "rules"

    def for_right(self, user: User, right: str) -> Self:
        """Versions of the editions where this member of staff has a right, written `app.codename`."""
        return self.filter(in_editions(user, right))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def published_in(self, edition: Edition) -> Self:
        """The versions that were published in an edition, the one in force first; noted as its rules."""
        return self.published().filter(edition=edition).noted(tags.rules(edition.code)).order_by("-number")

    def in_force(self, edition: Edition) -> "HouseRules | None":
        """The newest published version of an edition's rules."""
        found = self.published_in(edition).first()
        if found:
            found.edition = edition  # it is in hand
        return found


class HouseRules(ClusterableModel):
    """One version of an edition's rules. A draft can be changed; a published version never again.

    A draft has no number: it gets the next one when it is published, so that versions count up as readers see them.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="house_rules")
    number = models.PositiveIntegerField(null=True, editable=False)
    introduction = models.TextField(blank=True, help_text="What stands above the clauses.")
    change_notice = models.TextField(blank=True, help_text="What this version changes, for readers.")
    origin = models.TextField(blank=True, editable=False, help_text="Where a draft came from.")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = HouseRulesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "house rules"
        ordering = ["edition", models.F("number").desc(nulls_first=True), "-pk"]
        default_permissions = ("add", "change", "view")
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="rules_version_once")]

    def __str__(self) -> str:
        facts = {"edition": self.edition.code, "number": self.number or self.pk}
        if self.number:
            return _("House rules %(edition)s, version %(number)s") % facts
        return _("House rules %(edition)s, draft %(number)s") % facts

    def save(self, *args: Any, **options: Any) -> None:
        _refuse_if_published(self.pk)
        super().save(*args, **options)

    def get_absolute_url(self) -> str:
        return reverse("house-rules-version", args=[self.edition.code, self.number])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def clauses_in_force(self) -> list["Clause"]:
        """The clauses that are switched on, in order, numbered from 1 as readers and decisions know them."""
        return [clause for clause in self.clauses.all() if clause.enabled]

    def publish(self, *, by: User, now: datetime | None = None) -> None:
        """Put this version in force.

        Raises `ValidationError` with a sentence if it is out already, has no clause, rests on the law of nowhere, or
        changes what readers know without a word to them.
        """
        with transaction.atomic():
            edition = Edition.objects.select_for_update().get(pk=self.edition_id)
            _refuse_if_published(self.pk)
            _refuse_unless_whole(self, edition)
            self.number = self._next_number()
            self.published_at, self.published_by = now or clock.now(), by
            self.save()

    def drop(self) -> None:
        """Throw this draft away. Raises `ValidationError` with a sentence if it was published."""
        with transaction.atomic():
            Edition.objects.select_for_update().get(pk=self.edition_id)
            _refuse_if_published(self.pk)
            self.delete()

    def draft_next(self) -> "HouseRules":
        """Return a new draft with the same clauses, to be changed and published as the next version."""
        draft = HouseRules(edition=self.edition, introduction=self.introduction)
        with transaction.atomic():
            draft.save()
            for clause in self.clauses.all():
                clause.pk, clause.rules = None, draft
                clause.save(force_insert=True)
        stored: HouseRules = HouseRules.objects.get(pk=draft.pk)
        return stored

    def _next_number(self) -> int:
        highest = HouseRules.objects.filter(edition=self.edition).aggregate(highest=models.Max("number"))["highest"]
        return int(highest or 0) + 1


def _refuse_if_published(pk: int | None) -> None:
    if HouseRules.objects.published().filter(pk=pk).exists():
        raise ValidationError(_("A published version of the house rules is never changed. Draft the next one."))


def _refuse_unless_whole(rules: HouseRules, edition: Edition) -> None:
    clauses = rules.clauses_in_force()
    if not clauses:
        raise ValidationError(_("House rules need at least one clause that is switched on."))
    if any(clause.is_legal for clause in clauses) and not edition.jurisdiction:
        raise ValidationError(_("A legal clause needs to say whose law it means. Give the edition its jurisdiction."))
    if any(clause.decided_automatically and not clause.reader_sentence.strip() for clause in clauses):
        raise ValidationError(_("Where a program decides, its clause tells the reader why. Give it a sentence."))
    if twice := named_twice(clause.attributes for clause in clauses):
        raise ValidationError(NAMED_TWICE % {"name": NAMES[twice]})
    in_force = HouseRules.objects.in_force(edition)
    if in_force and not rules.change_notice.strip() and _reads(in_force) != _reads(rules):
        raise ValidationError(_("Readers will find other rules than before. Tell them in the draft what changes."))


def _reads(rules: HouseRules) -> tuple[Any, ...]:
    """What readers see of the rules, to be compared."""
    seen = ("title", "text", "kind", "legal_ground", "decided_automatically")
    return rules.introduction, [
        [*(getattr(clause, name) for name in seen), bool(clause.attributes)] for clause in rules.clauses_in_force()
    ]


class ClauseKind(models.TextChoices):
    LANGUAGE = "language", gettext_lazy("Language")
    HOUSE = "house", gettext_lazy("House")
    LEGAL = "legal", gettext_lazy("Legal")


class Clause(models.Model):
    """One numbered rule. `code` stays the same from version to version; the number is its place among those on."""

    rules = ParentalKey(HouseRules, on_delete=models.CASCADE, related_name="clauses")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    code = models.SlugField(max_length=40, help_text="A short name that stays the same in every version: insult.")
    title = models.CharField(max_length=120)
    text = models.TextField(help_text="The rule as readers see it.")
    guidance = models.TextField(blank=True, help_text="For moderators: what is a breach, and what is not.")
    kind = models.CharField(max_length=10, choices=ClauseKind, default=ClauseKind.HOUSE)
    enabled = models.BooleanField("on", default=True)
    reader_sentence = models.TextField(blank=True, help_text="What a reader is told whose comment breaks this rule.")
    quotes = models.TextField(blank=True, editable=False, help_text="The words of a captured page it came from.")
    decided_automatically = models.BooleanField(
        default=False, help_text="Published with the clause. Never for a legal clause."
    )
    attributes = AttributesField(
        default=list,
        blank=True,
        help_text="What the scoring engine looks for under this clause. It raises doubts and decides nothing; "
        "readers are told.",
    )
    legal_ground = models.CharField(
        max_length=LONGEST_LAW, blank=True, help_text="Law and section that a decision under a legal clause cites."
    )
    statement_category = models.CharField(
        max_length=80, blank=True, choices=Category, help_text="What a statement of reasons to the Commission calls it."
    )
    statement_keyword = models.CharField(max_length=80, blank=True, choices=Keyword, help_text="And more exactly.")

    sort_order_field = "sort_order"  # the form of a draft moves clauses up and down by it

    class Meta:
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rules", "code"], name="clause_code_once_a_version"),
            models.CheckConstraint(
                condition=~models.Q(kind="legal", decided_automatically=True), name="no_machine_under_the_law"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        _refuse_if_published(self.rules_id)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        _refuse_if_published(self.rules_id)
        return super().delete(*args, **options)

    def clean(self) -> None:
        if self.is_legal and self.decided_automatically:
            said = _("A program never decides under the law. Switch this off, or make the clause a house rule.")
            raise ValidationError({"decided_automatically": said})

    @property
    def is_legal(self) -> bool:
        return self.kind == ClauseKind.LEGAL

    @property
    def attribute_names(self) -> str:
        """What the scoring engine looks for under it, as the desk calls it."""
        return _(", ").join(str(NAMES.get(each, each)) for each in self.attributes)

    @property
    def number(self) -> int | None:
        """The clause's number as readers know it: its place among the clauses that are on; None when off."""
        numbered = [clause.pk for clause in self.rules.clauses_in_force()]
        return numbered.index(self.pk) + 1 if self.pk in numbered else None
