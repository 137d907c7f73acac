"""Correct: a better text, and a note that says so."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Story
from tests.stories.conftest import WHY

NOTE = "The fares rise by 3 per cent, not 4."


def better(story: Story, by: User) -> Any:
    story.lead = "Fares on the night ferry rise by 3 per cent."
    return story.save_revision(user=by)


def test_a_correction_is_the_next_version_with_a_dated_note(ferry: Story, ines: User) -> None:
    ferry.correct(better(ferry, ines), by=ines, note=NOTE)
    assert (ferry.version, ferry.lead) == (2, "Fares on the night ferry rise by 3 per cent.")
    notice = ferry.notices.get()
    assert (notice.kind, notice.text, notice.version, notice.at) == ("correction", NOTE, 2, ferry.version_created)


@pytest.mark.parametrize("kind", ["clarification", "update"])
def test_a_clarification_and_an_update_are_said_as_such(ferry: Story, ines: User, kind: str) -> None:
    ferry.correct(better(ferry, ines), by=ines, note=NOTE, kind=kind)
    assert [notice.kind for notice in ferry.notices.said()] == [kind]


def test_no_version_that_readers_see_is_without_a_notice(ferry: Story, ines: User) -> None:
    ferry.publish(better(ferry, ines), user=ines)
    notice = ferry.notices.get()
    assert (notice.kind, notice.text, notice.version, notice.author) == ("update", "", 2, ines)
    assert not ferry.notices.said().exists()


def test_a_first_publication_and_one_under_embargo_need_none(ferry: Story, later: Story, ines: User) -> None:
    later.publish(later.save_revision(user=ines), user=ines)
    assert (ferry.notices.count(), later.notices.count(), later.version) == (0, 0, 2)


def test_a_held_story_is_corrected_while_it_is_hidden(ferry: Story, ines: User) -> None:
    ferry.hold(by=ines, **WHY)
    ferry.correct(better(ferry, ines), by=ines, note=NOTE)
    assert not Story.objects.public(clock.now()).exists()
    ferry.release(by=ines, reason="Corrected.")
    assert [notice.text for notice in ferry.notices.said()] == [NOTE]


def test_what_a_correction_refuses(ferry: Story, later: Story, write: Any, ines: User) -> None:
    revision = better(ferry, ines)
    for story in (later, write("Draft")):
        with pytest.raises(PermissionDenied, match="not seen this story"):
            story.correct(story.save_revision(user=ines), by=ines, note=NOTE)
    with pytest.raises(ValidationError, match="Tell readers"):
        ferry.correct(revision, by=ines, note=" ")
    with pytest.raises(ValidationError, match="a clarification or an update"):
        ferry.correct(revision, by=ines, note=NOTE, kind="kill")
    assert (Story.objects.get(pk=ferry.pk).version, ferry.notices.count()) == (1, 0)
