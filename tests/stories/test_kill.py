"""Kill: taken back for good."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Story
from tests.stories.conftest import WHY, found


def test_a_killed_story_keeps_its_row_its_number_and_its_versions(ferry: Story, chief: User) -> None:
    number = ferry.news_id
    ferry.kill(by=chief, **WHY)
    kept = Story.objects.get(news_id=number)
    assert (kept.pub_status, kept.live, kept.versions.count()) == ("canceled", True, 1)
    assert (kept.publish_at, kept.embargoed_until) == (None, None)
    assert not Story.objects.public(clock.now()).exists()
    assert list(Story.objects.taken_back()) == [kept]


def test_a_kill_writes_who_when_and_why_and_is_not_found(ferry: Story, chief: User) -> None:
    ferry.kill(by=chief, reason="Named a witness.", ground="safety")
    notice = ferry.notices.get()
    assert (notice.kind, notice.ground, notice.reason, notice.author) == ("kill", "safety", "Named a witness.", chief)
    assert ModelLogEntry.objects.filter(action="dateline.kill", user=chief).exists()
    assert not found("ferry", ferry)


def test_a_held_story_that_readers_knew_can_be_killed(ferry: Story, chief: User) -> None:
    ferry.hold(by=chief, **WHY)
    ferry.kill(by=chief, **WHY)
    assert ferry.is_killed
    assert ferry.notices.last().readers_knew


def test_a_story_that_readers_never_saw_has_no_tombstone(later: Story, write: Any, chief: User) -> None:
    for story in (later, write("Draft")):
        with pytest.raises(PermissionDenied, match="never saw"):
            story.kill(by=chief, **WHY)
    later.hold(by=chief, **WHY)
    with pytest.raises(PermissionDenied, match="never saw"):
        later.kill(by=chief, **WHY)
    assert not Story.objects.taken_back().exists()


def test_a_killed_story_can_be_told_nothing_more(ferry: Story, chief: User) -> None:
    revision = ferry.save_revision(user=chief)
    ferry.kill(by=chief, **WHY)
    for told in (
        lambda: ferry.kill(by=chief, **WHY),
        lambda: ferry.hold(by=chief, **WHY),
        lambda: ferry.release(by=chief, reason="No."),
        lambda: ferry.correct(revision, by=chief, note="It was 3 per cent."),
        lambda: ferry.publish(revision, user=chief),
        lambda: ferry.embargo(None, by=chief),
    ):
        with pytest.raises(PermissionDenied, match="killed"):
            told()
    assert ferry.notices.count() == 1


def test_a_kill_needs_its_reason(ferry: Story, chief: User) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        ferry.kill(by=chief, reason="", ground="error")
