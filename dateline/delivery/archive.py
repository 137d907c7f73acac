"""What the archive's pages show: years, months of a year, days of a month, with what stands before and after.

`views/archive.py` asks. Every count and day is of the edition's own clocks and calendar (decisions/0014).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateline.lib import reading
from dateline.lib.calendars import week_from
from dateline.lib.periods import Period, midnight, months_of, year_of
from dateline.stories import tags
from dateline.stories.models import Edition, Story
from dateline.stories.queries import CountOf

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


def years(edition: Edition, now: datetime) -> list[Counted]:
    """Return the years that have stories, the newest first. Three queries.

    Each year is counted by itself along the index, a fifth of the time that grouping takes.
    """
    reading.note(tags.years(edition.code))
    spans, public = _every_year(edition, now)[::-1], _public(edition, now).order_by()
    asked = [CountOf(public.between(*_instants(span, edition)).values("pk")) for span in spans]
    counts = Edition.objects.filter(pk=edition.pk).values_list(*asked).get() if asked else ()
    return [Counted(span, count) for span, count in zip(spans, counts, strict=True) if count]


def months(edition: Edition, now: datetime) -> list[Counted]:
    """Return the months that have stories, the oldest first. Three queries."""
    every = [month for year in _every_year(edition, now) for month in months_of(year, edition.calendar)]
    return [each for each in _counted(edition, every, now) if each.count]


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
    counted = _counted(edition, parts, now)
    begins, ends = _instants(period, edition)
    return Overview(period, counted, day_before(edition, begins, now), day_after(edition, ends, now))


def _every_year(edition: Edition, now: datetime) -> list[Period]:
    """Return the years from the first story to the newest, without a gap. Two queries."""
    newest, oldest = day_before(edition, None, now), day_after(edition, None, now)
    if newest is None or oldest is None:
        return []
    years = [year_of(max(oldest, date(YEARS.start, 1, 1)), edition.calendar)]
    while years[-1].after <= newest:
        years.append(year_of(years[-1].after, edition.calendar))
    return years


def _counted(edition: Edition, parts: list[Period], now: datetime) -> list[Counted]:
    """Count the stories of periods that follow one another. One query; none for no period."""
    if not parts:
        return []
    starts = [midnight(each.first, edition.zone) for each in parts] + [midnight(parts[-1].after, edition.zone)]
    counts = _public(edition, now).counted_between(starts)
    return [Counted(each, count) for each, count in zip(parts, counts, strict=True)]


def _instants(period: Period, edition: Edition) -> tuple[datetime, datetime]:
    return midnight(period.first, edition.zone), midnight(period.after, edition.zone)


def _public(edition: Edition, now: datetime) -> Any:
    return Story.objects.public(now).filter(edition=edition).noted()


def _day_of(stories: Any, edition: Edition) -> date | None:
    moment = stories.values_list("first_published_at", flat=True).first()
    return moment.astimezone(edition.zone).date() if moment else None
