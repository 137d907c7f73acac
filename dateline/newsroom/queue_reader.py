"""Who reads the queue, and which comments in it are not theirs to read next: asked once for a page."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from dateline.moderation import passing
from dateline.moderation.models import Appeal, Report
from dateline.people.models import User

Rows = TypeVar("Rows", bound="QuerySet[Model]")

FEW = 500
"""Comments that are named one by one. Of more, the database is told how to find them: that costs each row a look."""


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the queue, as it was when they asked."""

    user: User
    elsewhere: list[int]
    """Comments that were passed to others of the newsroom."""
    reported: "list[int] | QuerySet[Any, Any]"
    """Comments on which a report waits, by whomever it is answered."""
    has_appeals: bool
    """Whether any appeal waits."""

    @property
    def has_reports(self) -> bool:
        return self.reported != []

    def left(self, rows: Rows, *, by: str = "pk") -> Rows:
        """Leave out what was passed to others. `by` leads from a row to its comment."""
        return passing.without(self.elsewhere, rows, by=by)


def reader_of(user: User) -> Reader:
    """Return somebody as a reader of the queue. Three queries."""
    waiting = Report.objects.waiting().order_by().values("comment")
    few = list(waiting.values_list("comment_id", flat=True).distinct()[: FEW + 1])
    reported = few if len(few) <= FEW else waiting
    return Reader(user, passing.elsewhere(user), reported, Appeal.objects.waiting().exists())
