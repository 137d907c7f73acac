"""Hold and release: hidden while it is checked, and back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import ModelLogEntry

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Notice, Story
from dateline.stories.search.writing import rebuild
from tests.stories.conftest import WHY, found


def is_public(story: Story) -> bool:
    return Story.objects.public(clock.now()).filter(pk=story.pk).exists()


def test_a_held_story_is_hidden_and_stays_live(ferry: Story, ines: User) -> None:
    ferry.hold(by=ines, **WHY)
    assert (ferry.pub_status, ferry.live, is_public(ferry)) == ("withheld", True, False)


def test_a_hold_writes_who_when_and_why(ferry: Story, ines: User) -> None:
    ferry.hold(by=ines, text="We check the fares.", **WHY)
    notice = ferry.notices.get()
    assert (notice.kind, notice.ground, notice.text) == ("hold", "error", "We check the fares.")
    assert (notice.author, notice.author_name, notice.version, notice.readers_knew) == (ines, "Ines", 1, True)
    logged = ModelLogEntry.objects.get(action="dateline.hold")
    assert (logged.user, logged.data["reason"]) == (ines, WHY["reason"])


def test_a_held_story_is_not_found_and_comes_back_by_its_release(ferry: Story, ines: User) -> None:
    assert found("ferry", ferry)
    ferry.hold(by=ines, **WHY)
    assert not found("ferry", ferry)
    for _done in rebuild(Story.objects.all()):
        pass
    assert not found("ferry", ferry)
    ferry.release(by=ines, reason="The fares are right.")
    assert found("ferry", ferry)
    assert is_public(ferry)


def test_a_release_keeps_the_first_publication_time(ferry: Story, ines: User) -> None:
    first = ferry.first_published_at
    ferry.hold(by=ines, **WHY)
    ferry.release(by=ines, reason="Checked.")
    assert ferry.first_published_at == first
    assert [notice.kind for notice in ferry.notices.all()] == ["hold", "release"]


def test_a_text_published_while_held_stays_hidden(ferry: Story, ines: User) -> None:
    ferry.hold(by=ines, **WHY)
    ferry.headline = "Quayside works"
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    assert not is_public(ferry)
    assert not found("quayside", ferry)
    ferry.release(by=ines, reason="Checked.")
    assert found("quayside", ferry)


def test_a_story_held_over_its_embargo_comes_out_with_its_release(later: Story, ines: User) -> None:
    until, release = later.embargoed_until, later.embargoed_until + timedelta(hours=1)
    later.hold(by=ines, **WHY)
    assert not Story.objects.public(until).exists()
    later.release(by=ines, reason="Checked.", now=release)
    assert later.first_published_at == release
    assert not any(notice.readers_knew for notice in later.notices.all())


def test_a_story_released_before_its_embargo_keeps_it(later: Story, ines: User) -> None:
    later.hold(by=ines, **WHY)
    later.release(by=ines, reason="Checked.")
    assert later.first_published_at == later.embargoed_until
    assert not is_public(later)


def test_a_held_story_that_readers_know_gets_no_embargo(ferry: Story, ines: User) -> None:
    ferry.hold(by=ines, **WHY)
    with pytest.raises(PermissionDenied, match="already out"):
        ferry.embargo(clock.now() + timedelta(hours=1), by=ines)


def test_what_a_hold_refuses(ferry: Story, write: Any, ines: User) -> None:
    with pytest.raises(PermissionDenied, match="draft"):
        write("Draft").hold(by=ines, **WHY)
    with pytest.raises(ValidationError, match="Say why"):
        ferry.hold(by=ines, reason=" ", ground="error")
    ferry.hold(by=ines, **WHY)
    with pytest.raises(PermissionDenied, match="held already"):
        Story.objects.get(pk=ferry.pk).hold(by=ines, **WHY)
    ferry.kill(by=ines, **WHY)
    with pytest.raises(PermissionDenied, match="killed story cannot be held"):
        ferry.hold(by=ines, **WHY)
    assert Notice.objects.count() == 2


def test_what_a_release_refuses(ferry: Story, ines: User) -> None:
    with pytest.raises(PermissionDenied, match="not held"):
        ferry.release(by=ines, reason="Checked.")
    ferry.hold(by=ines, **WHY)
    with pytest.raises(ValidationError, match="Say why"):
        ferry.release(by=ines, reason="")
    ferry.kill(by=ines, **WHY)
    with pytest.raises(PermissionDenied, match="killed story cannot be released"):
        ferry.release(by=ines, reason="Checked.")
