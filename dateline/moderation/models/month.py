"""What became of an edition's comments in a month: counted by `figures`, shown beside the house rules."""

from typing import Self

from django.db import models

from dateline.lib.noted import NotedQuerySet
from dateline.lib.periods import Period, month_of
from dateline.stories import tags
from dateline.stories.models import Edition


class MonthOfCommentsQuerySet(NotedQuerySet["MonthOfComments"]):
    in_general = "rules"

    def newest(self, edition: Edition, number: int) -> Self:
        """So many months of an edition, the newest first; noted as its figures."""
        rows = self.filter(edition=edition).noted(tags.figures(edition.code))
        return rows.order_by("-first")[:number]


class MonthOfComments(models.Model):
    """The figures of one month of the edition's calendar. What happened in it counts, whenever the comment came.

    Decisions count, not comments, which can have several; an answer to an appeal counts as that alone. The newsroom's
    own comments do not count.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    first = models.DateField(help_text="Its first day.")
    counted_at = models.DateTimeField(help_text="When these figures were found: before its end, so far.")
    received = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    automatic = models.PositiveIntegerField(default=0, help_text="Decided by a program.")
    by_person = models.PositiveIntegerField(default=0, help_text="Decided by a person.")
    median_minutes = models.PositiveIntegerField(null=True, help_text="From receipt to the first decision.")
    appeals = models.PositiveIntegerField(default=0, help_text="Filed.")
    overturned = models.PositiveIntegerField(default=0, help_text="Answered so.")
    reports = models.PositiveIntegerField(default=0, help_text="Filed.")
    reports_kept = models.PositiveIntegerField(default=0, help_text="Answered: the comment stays.")
    reports_refused = models.PositiveIntegerField(default=0, help_text="Answered: it is taken off the page.")
    by_clause = models.JSONField(default=list, help_text="Refusals: title of the clause and their number.")

    objects = MonthOfCommentsQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["edition", "-first"]
        constraints = [models.UniqueConstraint(fields=["edition", "first"], name="a_month_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def month(self) -> Period:
        return month_of(self.first, self.edition.calendar)

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in it."""
        return not (self.received or self.shown or self.refused or self.appeals or self.reports)

    @property
    def median_hours(self) -> float | None:
        return None if self.median_minutes is None else round(self.median_minutes / 60, 1)
