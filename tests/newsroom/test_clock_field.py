"""Whatever minute is entered on whatever clock: it is that instant, and a story is seen from it on and not before.

`CASES` in the environment is how many times are tried instead of a few:

    CASES=10000 .venv/bin/pytest tests/newsroom/test_clock_field.py
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.newsroom.clock_field import ClockField, ClockInput
from dateline.people.models import User
from dateline.stories.models import Story

CASES = int(os.environ.get("CASES", "60"))
CHANGES = {
    "Asia/Tehran": ("2022-03-22T00:00", "2022-09-21T23:30"),
    "Australia/Lord_Howe": ("2026-04-05T01:45", "2026-10-04T02:15"),
    "Asia/Kathmandu": ("1986-01-01T00:05", "2028-02-29T23:59"),
    "Europe/Berlin": ("2026-03-29T02:30", "2026-10-25T02:30"),
    "America/New_York": ("2026-03-08T02:30", "2026-11-01T01:30"),
    "UTC": ("2028-02-29T00:00", "2026-12-31T23:59"),
}
"""Local times near which clocks are changed, or a leap day."""
NEAR = st.integers(-180, 180) | st.integers(-500_000, 500_000)
"""Minutes from there."""
AROUND = (-3600, -60, -1, 0, 1, 60, 3600)
"""Seconds from the instant; an hour is a server whose clock is wrong by one."""


def instants_of(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return every instant at which a clock shows this time, found by trying each offset of those days."""
    days = [(local + timedelta(days=days)).replace(tzinfo=UTC).astimezone(zone) for days in (-2, 0, 2)]
    tried = {(local - day.utcoffset()).replace(tzinfo=UTC) for day in days}
    return sorted(instant for instant in tried if instant.astimezone(zone).replace(tzinfo=None, fold=0) == local)


@given(
    zone=st.sampled_from(sorted(CHANGES)),
    change=st.integers(0, 1),
    minutes=NEAR,
    turn=st.integers(0, 1),
    fact=st.sampled_from(["publish_at", "embargoed_until"]),
)
@settings(max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def every_time(story: Story, zone: str, change: int, minutes: int, turn: int, fact: str) -> None:
    local = datetime.fromisoformat(CHANGES[zone][change]) + timedelta(minutes=minutes)
    instants = instants_of(local, ZoneInfo(zone))
    with timezone.override(zone):
        if len(instants) != 1:
            with pytest.raises(forms.ValidationError, match="twice" if instants else "skip"):
                ClockField().clean(f"{local:%Y-%m-%dT%H:%M}")
        if not instants:
            return
        wanted = instants[turn % len(instants)]
        sent = {"at": f"{local:%Y-%m-%dT%H:%M}", "at-turn": f"{wanted.astimezone(ZoneInfo(zone)):%z}"}
        assert ClockField().clean(ClockInput().value_from_datadict(sent, {}, "at")) == wanted
    times = {"publish_at": None, "embargoed_until": None} | {fact: wanted}
    Story.objects.filter(pk=story.pk).update(first_published_at=datetime(1970, 1, 1, tzinfo=UTC), **times)
    for seconds in AROUND:
        is_seen = Story.objects.public(wanted + timedelta(seconds=seconds)).exists()
        assert is_seen is (seconds >= 0), (zone, local, seconds)


def test_a_story_is_seen_from_the_instant_that_was_entered(write: Callable[..., Story], ines: User) -> None:
    story = write("At its time")
    story.publish(story.save_revision(user=ines), user=ines)
    every_time(story)
