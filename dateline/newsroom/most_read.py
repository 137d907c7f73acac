"""How often stories are read, for the desk: which most, by edition, and each one by the hour.

Counted is what reached this server (decisions/0042); both pages say so.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem

from dateline.lib import clock
from dateline.newsroom.headers import header
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition, ReadsInHour, ReadsOnDay, Story
from dateline.stories.models.reads import hour_of

SEEN = "stories.view_story"
LISTED = 10
HOUR = timedelta(hours=1)
SPANS = (
    (HOUR, gettext_lazy("Last hour")),
    (timedelta(hours=24), gettext_lazy("Last 24 hours")),
    (timedelta(days=7), gettext_lazy("Last 7 days")),
)
CHARTED = 48
"""Hours of a story that are drawn."""


@dataclass(frozen=True)
class Read:
    """A story, how often it was read, and its part in 100 of the most-read one's."""

    story: Story
    count: int
    part: int


@dataclass(frozen=True)
class Span:
    """The most-read stories since the full hour in which a span of time begins: the hour that is under way counts."""

    title: Promise
    since: datetime
    read: list[Read]


@dataclass(frozen=True)
class Bar:
    """An hour or day, how often the story was read in it, and its part in 100 of the most there was."""

    at: datetime | date
    count: int
    place: int = 0
    part: int = 0
    depth: int = 100


class MostReadItem(MenuItem):
    """The way there, for who sees stories."""

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(SEEN))


def most_read(request: Any) -> HttpResponse:
    """List the stories of one edition that were read most in an hour, a day and a week. Six queries."""
    seen = Edition.objects.filter(beat_of(request.user, SEEN).asks_reached("pk"))
    editions, asked = list(seen), request.GET.get("edition")
    edition = next((each for each in editions if each.code == asked), editions[0] if editions else None)
    with timezone.override(edition.zone if edition else None):
        context = header(_("Most read"), icon="list-ol") | {
            "editions": editions,
            "edition": edition,
            "spans": _spans(request.user, edition, clock.now()) if edition else [],
        }
        return render(request, "newsroom/most_read.html", context)


def most_read_lately(user: User, now: datetime, most: int) -> list[tuple[Story, int]]:
    """Return the stories that this person may see and that were read most in a day, with how often. Two queries."""
    found = ReadsInHour.objects.for_right(user, SEEN).since(now - timedelta(hours=24)).most_read(most)
    stories = Story.objects.visible_to(user).for_lists().in_bulk([pk for pk, _count in found])
    return [(stories[pk], count) for pk, count in found if pk in stories]


def reads(request: Any, pk: int) -> HttpResponse:
    """Show how often a story was read in each of the last hours, and on each day."""
    seen = Story.objects.visible_to(request.user).select_related("edition").defer("body")
    story: Story = get_object_or_404(seen, pk=pk)
    now = clock.now()
    hours = dict(ReadsInHour.objects.filter(story=story).values_list("hour", "count"))
    with timezone.override(story.edition.zone):
        context = header(_("Reads"), icon="list-ol", under=_above(request.user, story)) | {
            "story": story,
            "bars": _bars(hours, now),
            "days": _days(story, hours),
            "width": CHARTED * 10,
        }
        return render(request, "newsroom/reads.html", context | {"total": sum(day.count for day in context["days"])})


def _spans(user: User, edition: Edition, now: datetime) -> list[Span]:
    mine = ReadsInHour.objects.for_right(user, SEEN).in_edition(edition)
    found = [(title, now - length, mine.since(now - length).most_read(LISTED)) for length, title in SPANS]
    wanted = {pk for _title, _since, rows in found for pk, _count in rows}
    stories = Story.objects.visible_to(user).for_lists().in_bulk(wanted)
    return [Span(title, hour_of(since), _read(rows, stories)) for title, since, rows in found]


def _read(rows: list[tuple[int, int]], stories: dict[int, Story]) -> list[Read]:
    most = max((count for _pk, count in rows), default=1)
    return [Read(stories[pk], count, round(100 * count / most)) for pk, count in rows if pk in stories]


def _bars(hours: dict[datetime, int], now: datetime) -> list[Bar]:
    """The last two days, an hour each, the oldest first; those without a reader too."""
    last = [hour_of(now) - HOUR * number for number in reversed(range(CHARTED))]
    most = max([hours.get(hour, 0) for hour in last] + [1])
    parts = [(hour, hours.get(hour, 0)) for hour in last]
    return [
        Bar(hour, count, place=10 * number, part=(part := round(100 * count / most)), depth=100 - part)
        for number, (hour, count) in enumerate(parts)
    ]


def _days(story: Story, hours: dict[datetime, int]) -> list[Bar]:
    """Every day (UTC) on which it was read, the newest first."""
    days: dict[date, int] = dict(ReadsOnDay.objects.filter(story=story).values_list("day", "count"))
    for hour, count in hours.items():
        days[hour.date()] = days.get(hour.date(), 0) + count
    most = max(days.values(), default=1)
    return [Bar(day, days[day], part=round(100 * days[day] / most)) for day in sorted(days, reverse=True)]


def _above(user: User, story: Story) -> tuple[tuple[str, str], ...]:
    may_write = beat_of(user, "stories.change_story").covers(story.edition_id, story.section_id)
    own = "stories:edit" if may_write else "newsroom-story-handing"
    return ((_("Most read"), reverse("newsroom-most-read")), (story.headline, reverse(own, args=[story.pk])))
