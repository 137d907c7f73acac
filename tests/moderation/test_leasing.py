"""Leases where they matter: people who ask for the next comment at the same instant never get the same one."""

from collections.abc import Callable
from typing import Any

from dateline.comments.receiving import Submission, receive
from dateline.lib import clock
from dateline.moderation.models import Lease
from dateline.newsroom import next_up
from dateline.newsroom.queue_asked import Asked
from dateline.people.models import User
from dateline.people.roles import MODERATOR
from dateline.stories.models import Edition, Story
from tests.conftest import somebody

PEOPLE = 4


def test_people_who_ask_at_once_get_different_comments(committed: None, at_once: Callable[..., list[Any]]) -> None:
    edition = Edition.objects.create(code="en", language="en", time_zone="UTC", tag_entity="halyard.example,2026")
    story = Story(edition=edition, headline="Ferry fares rise", body=[("paragraph", "<p>The text.</p>")])
    story.save()
    for number in range(PEOPLE):
        receive(story, Submission("Tom", f"Comment {number}.", "", "192.0.2.7"), now=clock.now())
    people = [somebody(f"mara{number}", MODERATOR).pk for number in range(PEOPLE)]

    def ask(number: int) -> str:
        user = User.objects.get(pk=people[number])
        return next_up.after(None, 0, asked=Asked(), user=user, now=clock.now())

    assert len(set(at_once(ask, threads=PEOPLE))) == PEOPLE
    assert Lease.objects.count() == PEOPLE
