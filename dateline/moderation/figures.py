"""Counting what became of readers' comments, month by month. Called by the worker every hour.

Months that are over are counted once and kept as rows; the one under way is counted anew, and written only when its
figures are others, so that a page that shows them is made again no more often. At 100,000 decisions a year the month
under way takes a quarter of a second, the twelve before it at the first start four seconds: too much for each page.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, OuterRef

from dateline.comments.models import Comment, State
from dateline.lib.periods import Period, midnight, month_of
from dateline.moderation.models import Appeal, AppealOutcome, Decision, MonthOfComments, Outcome, Report, ReportOutcome
from dateline.moderation.undoing import TIME_TO_UNDO
from dateline.stories.models import Edition

MONTHS = 13
"""The one under way, and the twelve before it."""


def count(*, now: datetime) -> int:
    """Count the months that are not counted to their end yet, and return how many rows were written."""
    return sum(_count(edition, month, now=now) for edition in Edition.objects.all() for month in _months(edition, now))


def _months(edition: Edition, now: datetime) -> Iterator[Period]:
    day = now.astimezone(edition.zone).date()
    for _number in range(MONTHS):
        month = month_of(day, edition.calendar)
        yield month
        day = month.first - timedelta(days=1)


def _count(edition: Edition, month: Period, *, now: datetime) -> bool:
    start, end = midnight(month.first, edition.zone), midnight(month.after, edition.zone)
    settled = end + TIME_TO_UNDO
    row = MonthOfComments.objects.filter(edition=edition, first=month.first).first()
    if row and row.counted_at >= settled:
        return False
    figures = _figures(edition, start, end)
    if row and now < settled and all(getattr(row, name) == found for name, found in figures.items()):
        return False
    MonthOfComments.objects.update_or_create(edition=edition, first=month.first, defaults=figures | {"counted_at": now})
    return True


def _figures(edition: Edition, start: datetime, end: datetime) -> dict[str, Any]:
    return {
        "received": _received(edition, start, end),
        **_decided(edition, start, end),
        "by_clause": _by_clause(edition, start, end),
        "median_minutes": _median(edition, start, end),
        **_appealed(edition, start, end),
        **_reported(edition, start, end),
    }


def _received(edition: Edition, start: datetime, end: datetime) -> int:
    # No text is older than its comment, and every state is named: so the index of the queue is gone down.
    since = Comment.objects.filter(state__in=State.values, sent_at__gte=start)
    return since.filter(story__edition=edition, staff=None, created_at__gte=start, created_at__lt=end).count()


def _decisions(edition: Edition, start: datetime, end: datetime) -> Any:
    decisions = Decision.objects.standing().filter(edition=edition, decided_at__gte=start, decided_at__lt=end)
    return decisions.filter(comment__staff=None, of_appeal=None).order_by()


def _decided(edition: Edition, start: datetime, end: datetime) -> dict[str, int]:
    rows = _decisions(edition, start, end).values_list("outcome", "automatic").annotate(number=Count("pk"))
    found = dict.fromkeys(("shown", "refused", "automatic", "by_person"), 0)
    for outcome, automatic, number in rows:
        found["shown" if outcome == Outcome.SHOW else "refused"] += number
        found["automatic" if automatic else "by_person"] += number
    return found


def _by_clause(edition: Edition, start: datetime, end: datetime) -> list[list[Any]]:
    """The clauses of several versions are one by their code, under their last title; the most frequent first."""
    refusals = _decisions(edition, start, end).filter(outcome=Outcome.REFUSE)
    rows = refusals.values_list("clause__code", "clause__title").annotate(number=Count("pk")).order_by("clause")
    numbers: Counter[str] = Counter()
    titles: dict[str, str] = {}
    for code, title, number in rows:
        numbers[code] += number
        titles[code] = title
    return [[titles[code], number] for code, number in numbers.most_common()]


def _median(edition: Edition, start: datetime, end: datetime) -> int | None:
    earlier = Decision.objects.standing().filter(comment=OuterRef("comment"), pk__lt=OuterRef("pk"))
    first = _decisions(edition, start, end).filter(~Exists(earlier))
    moments = first.values_list("decided_at", F("comment__created_at"))
    minutes = [(decided - came).total_seconds() / 60 for decided, came in moments.iterator()]
    return max(0, round(median(minutes))) if minutes else None


def _appealed(edition: Edition, start: datetime, end: datetime) -> dict[str, int]:
    appeals = Appeal.objects.filter(decision__edition=edition)
    answered = appeals.filter(answered_at__gte=start, answered_at__lt=end)
    return {
        "appeals": appeals.filter(filed_at__gte=start, filed_at__lt=end).count(),
        "overturned": answered.filter(outcome=AppealOutcome.OVERTURNED).count(),
    }


def _reported(edition: Edition, start: datetime, end: datetime) -> dict[str, int]:
    reports = Report.objects.filter(comment__story__edition=edition).order_by()
    answered = reports.filter(answered_at__gte=start, answered_at__lt=end)
    return {
        "reports": reports.filter(filed_at__gte=start, filed_at__lt=end).count(),
        "reports_kept": answered.filter(outcome=ReportOutcome.KEPT).count(),
        "reports_refused": answered.filter(outcome=ReportOutcome.REFUSED).count(),
    }
