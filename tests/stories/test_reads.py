"""Numbers of reads: added by several servers at once, merged into days, and asked for without the archive."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from dateline.stories.models import Edition, ReadsInHour, ReadsOnDay, Story
from dateline.stories.models import reads as module

HOUR = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _hours() -> dict[tuple[int, datetime], int]:
    return {(story, hour): count for story, hour, count in ReadsInHour.objects.values_list("story", "hour", "count")}


def test_servers_that_add_at_once_lose_nothing(committed: None, at_once: Any) -> None:
    edition = Edition.objects.create(code="en", name="English", language="en", agency_name="H", tag_entity="h.e,2026")
    stories = [Story(edition=edition, headline=f"Story {number}") for number in range(3)]
    for story in stories:
        story.save()

    def add(server: int) -> None:
        own = stories if server % 2 else stories[::-1]
        for _ in range(5):
            ReadsInHour.objects.add({(HOUR, story.pk): 2 for story in own})

    at_once(add)
    assert _hours() == {(story.pk, HOUR): 80 for story in stories}


def test_more_than_one_statement_takes_is_added_too(publish: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 2)
    story = publish("Ferry")
    counts = {(HOUR + timedelta(hours=number), story.pk): number + 1 for number in range(5)}
    ReadsInHour.objects.add(counts)
    assert sum(_hours().values()) == 15


def test_hours_that_are_long_over_become_days(publish: Any) -> None:
    ferry, dam = publish("Ferry"), publish("Dam")
    old = datetime(2026, 1, 10, 0, tzinfo=UTC)
    kept = datetime(2026, 1, 25, 0, tzinfo=UTC)  # 35 days before HOUR's day
    counts = {(old + timedelta(hours=number), ferry.pk): 1 for number in range(25)}
    ReadsInHour.objects.add(counts | {(old, dam.pk): 7, (kept, dam.pk): 3, (kept - timedelta(hours=1), dam.pk): 2})
    for _ in range(2):
        ReadsInHour.objects.merge_old(HOUR)
        assert _hours() == {(dam.pk, kept): 3}
        assert set(ReadsOnDay.objects.values_list("story", "day", "count")) == {
            (ferry.pk, date(2026, 1, 10), 24),
            (ferry.pk, date(2026, 1, 11), 1),
            (dam.pk, date(2026, 1, 10), 7),
            (dam.pk, date(2026, 1, 24), 2),
        }


def test_an_hour_that_came_late_is_added_to_its_day(publish: Any) -> None:
    ferry = publish("Ferry")
    for _ in range(2):
        ReadsInHour.objects.add({(datetime(2026, 1, 10, 5, tzinfo=UTC), ferry.pk): 4})
        ReadsInHour.objects.merge_old(HOUR)
    assert list(ReadsOnDay.objects.values_list("count", flat=True)) == [8]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows how many rows there are.")
def test_an_edition_s_reads_are_found_by_their_hours(en: Edition) -> None:
    plan = ReadsInHour.objects.in_edition(en).since(HOUR).explain()
    assert plan.splitlines()[0].endswith("USING INDEX reads_by_hour (hour>?)")
