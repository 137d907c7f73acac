"""What the archive's pages show: years, months of a year, days of a month, with what stands before and after.

`views/archive.py` asks. Every count and day is of the edition's own clocks and calendar (decisions/0014).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists

from dateline.lib import reading
from dateline.lib.calendars import week_from
from dateline.lib.periods import Period, midnight, months_of, year_of
from dateline.stories import tags
from dateline.stories.models import Edition, Story

YEARS = range(1600, 2400)
"""Years that the archive can be asked for; all our calendars and both databases can tell them."""


@dataclass(frozen=True)
class Counted:
    """A part of a period and how many stories went out in it."""

    period: Period
    count: int


@dataclass(frozen=True)
class Overview:
    """A year or a month: its parts with their counts, and the nearest days with stories before and after it."""

    period: Period
    parts: list[Counted]
    day_before: date | None
    day_after: date | None

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def year_overview(edition: Edition, year: Period, now: datetime) -> Overview:
    """Return the months of a year that have begun. Three queries."""
    reading.note(tags.year(year.first, edition.code))
    today = now.astimezone(edition.zone).date()
    return _overview(edition, year, [each for each in months_of(year, edition.calendar) if each.first <= today], now)


def month_overview(edition: Edition, month: Period, now: datetime) -> Overview:
    """Return the days of a month, those to come as well. Three queries."""
    reading.note(tags.month(month.first, edition.code))
    return _overview(edition, month, [month_day(day) for day in month.days], now)


def weeks_of(month: Overview, language: str) -> list[list[Counted | None]]:
    """Return the days of a month in weeks as the language counts them; None stands for a day of another month."""
    cells: list[Counted | None] = [None] * week_from(month.period.first, language)
    cells += month.parts
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def years(edition: Edition, now: datetime) -> list[Period]:
    """Return the years that have stories, the newest first. Three queries; each year costs the reading of one story.

    They are not counted: that would read the whole archive.
    """
    reading.note(tags.years(edition.code))
    public = _public(edition, now)
    newest, oldest = day_before(edition, None, now), day_after(edition, None, now)
    if newest is None or oldest is None:
        return []
    spans = [year_of(newest, edition.calendar)]
    while spans[-1].first > oldest and spans[-1].year > YEARS.start:
        spans.append(year_of(date(spans[-1].year - 1, 1, 1), edition.calendar))
    asked = [Exists(public.between(*_instants(span, edition))) for span in spans]
    found = Edition.objects.filter(pk=edition.pk).values_list(*asked).get()
    return [span for span, has_stories in zip(spans, found, strict=True) if has_stories]


def day_before(edition: Edition, moment: datetime | None, now: datetime) -> date | None:
    """Return the newest day with a story before `moment`; before any with None."""
    public = _public(edition, now).newest_first()
    found = _day_of(public.filter(first_published_at__lt=moment) if moment else public, edition)
    reading.note(tags.day_after(found, edition.code))
    return found


def day_after(edition: Edition, moment: datetime | None, now: datetime) -> date | None:
    """Return the first day with a story from `moment` on; the first of all with None."""
    public = _public(edition, now).order_by("first_published_at", "news_id")
    found = _day_of(public.filter(first_published_at__gte=moment) if moment else public, edition)
    reading.note(tags.day_before(found, edition.code))
    return found


def month_day(day: date) -> Period:
    """A day as a part of a month."""
    return Period(day, date.fromordinal(day.toordinal() + 1))


def _overview(edition: Edition, period: Period, parts: list[Period], now: datetime) -> Overview:
    starts = [midnight(each.first, edition.zone) for each in parts] + [midnight(parts[-1].after, edition.zone)]
    counts = _public(edition, now).counted_between(starts)
    begins, ends = _instants(period, edition)
    counted = [Counted(each, count) for each, count in zip(parts, counts, strict=True)]
    return Overview(period, counted, day_before(edition, begins, now), day_after(edition, ends, now))


def _instants(period: Period, edition: Edition) -> tuple[datetime, datetime]:
    return midnight(period.first, edition.zone), midnight(period.after, edition.zone)


def _public(edition: Edition, now: datetime) -> Any:
    return Story.objects.public(now).filter(edition=edition).noted()


def _day_of(stories: Any, edition: Edition) -> date | None:
    moment = stories.values_list("first_published_at", flat=True).first()
    return moment.astimezone(edition.zone).date() if moment else None
