"""What an edition says of its own faults: corrections, withdrawals, and how often it kept what from readers, and why.

`views/corrections.py` asks.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Q, When

from dateline.lib.periods import Period, midnight, year_of
from dateline.stories import tags
from dateline.stories.models import Edition, Ground, Notice, NoticeKind, Story
from dateline.stories.models.notice import GROUNDED, OF_THE_TEXT

WITHOUT_HEADLINE = (NoticeKind.KILL, NoticeKind.REDACTION)
WITH_HEADLINE = (NoticeKind.CORRECTION, NoticeKind.CLARIFICATION)


@dataclass(frozen=True)
class GroundCount:
    """How often in a year something was kept from readers on one ground: held, killed, redacted."""

    ground: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class YearCount:
    """A year of the edition's calendar, the grounds in it, and their sums."""

    year: Period
    grounds: list[GroundCount]

    @property
    def sums(self) -> list[int]:
        return [sum(column) for column in zip(*(each.counts for each in self.grounds), strict=True)]


def listed(edition: Edition, now: datetime) -> Any:
    """Return the notices that the page lists: on public stories, and of those that were killed without their words."""
    public = Story.objects.public(now).filter(pk=OuterRef("story"))
    said = Q(Exists(public), kind__in=WITH_HEADLINE) & ~Q(text="")
    notices = _of(edition).filter(said | Q(kind__in=WITHOUT_HEADLINE, readers_knew=True))
    return notices.select_related("story").only(
        "kind", "text", "ground", "at", "version", "story__news_id", "story__slug", "story__headline"
    )


def counts(edition: Edition) -> list[YearCount]:
    """Return the counts of every year that has any, the newest first. One query."""
    rows = _of(edition).filter(kind__in=GROUNDED, readers_knew=True).order_by()
    counted: Counter[tuple[Period, str, str]] = Counter(
        (year_of(at.astimezone(edition.zone).date(), edition.calendar), ground, kind)
        for at, ground, kind in rows.values_list("at", "ground", "kind")
    )
    years = sorted({year for year, _ground, _kind in counted}, key=lambda year: year.first, reverse=True)
    return [YearCount(year, list(_grounds(counted, year))) for year in years]


@dataclass(frozen=True)
class TextCount:
    """How often in a year texts that readers knew were corrected, clarified and updated, in this order."""

    year: Period
    counts: tuple[int, ...]


def counts_of_texts(edition: Edition) -> list[TextCount]:
    """Return the counts of every year that has any, the newest first. Two queries, which count in the database.

    Updates are many in an archive: each text put out over one that readers knew is one, with a word or without.
    """
    rows = _of(edition).filter(kind__in=OF_THE_TEXT, readers_knew=True).order_by()
    bounds = rows.aggregate(first=Min("at"), last=Max("at"))
    if bounds["first"] is None:
        return []
    years = list(_years(edition, bounds["first"], bounds["last"]))
    spans = [When(at__lt=midnight(year.after, edition.zone), then=number) for number, year in enumerate(years)]
    grouped = rows.annotate(span=Case(*spans)).values_list("span", "kind").annotate(count=Count("*"))
    counted = {(span, kind): number for span, kind, number in grouped}
    found = [TextCount(year, tuple(counted.get((n, kind), 0) for kind in OF_THE_TEXT)) for n, year in enumerate(years)]
    return [each for each in reversed(found) if any(each.counts)]


def _years(edition: Edition, first: datetime, last: datetime) -> Iterator[Period]:
    year = year_of(first.astimezone(edition.zone).date(), edition.calendar)
    yield year
    while midnight(year.after, edition.zone) <= last:
        year = year_of(year.after, edition.calendar)
        yield year


def _grounds(counted: Counter[tuple[Period, str, str]], year: Period) -> Any:
    for ground in Ground:
        numbers = tuple(counted[year, ground, kind] for kind in GROUNDED)
        if any(numbers):
            yield GroundCount(str(ground.label), numbers)


def _of(edition: Edition) -> Any:
    return Notice.objects.noted(tags.corrections(edition.code)).filter(story__edition=edition)
