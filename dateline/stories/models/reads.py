"""How often a story was read: a number for each hour, later one for each day, and nothing of who read it.

`delivery/counting.py` adds to them; the desk and the list of the most-read stories add them up (decisions/0042).
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from django.db import connection, models, transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce

from dateline.lib.database import one_at_a_time
from dateline.stories.beats import beat_of
from dateline.stories.models.edition import Edition

KEPT_BY_THE_HOUR = timedelta(days=35)
"""A month, and the days for which somebody was away; after that the day is enough."""
AT_ONCE = 5000
"""Rows of one statement: SQLite takes some thirty thousand values."""
DAY = timedelta(days=1)

_ADDED = (
    "INSERT INTO stories_readsinhour (story_id, hour, count) VALUES {rows}"
    " ON CONFLICT (story_id, hour) DO UPDATE SET count = stories_readsinhour.count + excluded.count"
)
_MERGED = (
    "INSERT INTO stories_readsonday (story_id, day, count)"
    " SELECT story_id, %s, SUM(count) FROM stories_readsinhour WHERE hour >= %s AND hour < %s GROUP BY story_id"
    " ON CONFLICT (story_id, day) DO UPDATE SET count = stories_readsonday.count + excluded.count"
)


def hour_of(moment: datetime) -> datetime:
    """Return the full hour (UTC) in which a moment lies."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


class ReadsInHourQuerySet(models.QuerySet["ReadsInHour"]):
    def add(self, counts: Mapping[tuple[datetime, int], int]) -> None:
        """Add to what stands there, by hour and the story's primary key. Servers that add at once lose nothing."""
        # In one order, so that no two servers wait for one another.
        rows = [(story, _stored(ReadsInHour, "hour", hour), counts[hour, story]) for hour, story in sorted(counts)]
        with transaction.atomic():
            for start in range(0, len(rows), AT_ONCE):
                some = rows[start : start + AT_ONCE]
                values = ", ".join(["(%s, %s, %s)"] * len(some))
                _run(_ADDED.format(rows=values), [value for row in some for value in row])

    def since(self, moment: datetime) -> Self:
        """The hours from the one in which a moment lies."""
        return self.filter(hour__gte=hour_of(moment))

    def in_edition(self, edition: Edition) -> Self:
        # Hidden from SQLite's indexes: it would begin at all of the edition's stories, and ask for the hours of each.
        return self.annotate(stands_in=Coalesce("story__edition", 0)).filter(stands_in=edition.pk)

    def for_right(self, user: Any, right: str) -> Self:
        """Those of the stories where this member of staff has a right, written `app.codename`."""
        beat = beat_of(user, right)
        return self.filter(beat.asks("story__edition", "story__section")) if beat else self.none()

    def most_read(self, most: int) -> list[tuple[int, int]]:
        """Return the stories that were read most, by their primary keys, with how often. One query."""
        summed = self.order_by().values_list("story").annotate(reads=Sum("count"))
        return list(summed.order_by("-reads", "-story")[:most])

    def merge_old(self, now: datetime) -> None:
        """Make one row of a day out of the hours that a story had on it, for days that are long over."""
        first = midnight_of((now - KEPT_BY_THE_HOUR).astimezone(UTC).date())
        old = self.filter(hour__lt=first).order_by("hour").values_list("hour", flat=True)
        while (oldest := old.first()) is not None:
            _merge(oldest.astimezone(UTC).date())


class ReadsInHour(models.Model):
    """How often the page of a story was sent to readers in one hour (UTC)."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="reads_in_hours", db_index=False)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField()

    objects = ReadsInHourQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["hour", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "hour"], name="reads_once_an_hour")]
        indexes = [models.Index(fields=["hour"], name="reads_by_hour")]

    def __str__(self) -> str:
        return f"{self.story_id}, {self.hour:%Y-%m-%d %H:00}: {self.count}"


class ReadsOnDay(models.Model):
    """The same of a whole day (UTC), once its hours are not kept any more."""

    story = models.ForeignKey("stories.Story", on_delete=models.CASCADE, related_name="reads_on_days", db_index=False)
    day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "day"], name="reads_once_a_day")]

    def __str__(self) -> str:
        return f"{self.story_id}, {self.day}: {self.count}"


def midnight_of(day: date) -> datetime:
    """Return the instant at which a day of UTC begins."""
    return datetime.combine(day, time(), UTC)


def _merge(day: date) -> None:
    start, end = midnight_of(day), midnight_of(day + DAY)
    between = [_stored(ReadsInHour, "hour", moment) for moment in (start, end)]
    with transaction.atomic():
        one_at_a_time("reads of old hours")  # who comes second finds none
        _run(_MERGED, [_stored(ReadsOnDay, "day", day), *between])
        ReadsInHour.objects.filter(hour__gte=start, hour__lt=end).delete()


def _stored(model: type[models.Model], field: str, value: Any) -> Any:
    """Return a value as the database in use takes it."""
    return model._meta.get_field(field).get_db_prep_value(value, connection)  # type: ignore[union-attr]


def _run(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
