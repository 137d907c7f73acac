"""A story's times at the desk: on the clocks of its edition, each set by its own button."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Edition, Story


@pytest.fixture
def draft(write: Callable[..., Story], en: Edition) -> Story:
    Edition.objects.update(time_zone="Asia/Tehran")
    return write("Budget speech")


def _set(desk: Client, story: Story, verb: str, time: str) -> Any:
    return desk.post(f"/desk/stories/{story.pk}/times/", {"verb": verb, f"{verb}-time": time})


@pytest.mark.parametrize(("verb", "fact"), [("schedule", "publish_at"), ("embargo", "embargoed_until")])
def test_a_time_is_read_on_the_edition_s_clock(desk_of: Any, ines: User, draft: Story, verb: str, fact: str) -> None:
    assert _set(desk_of(ines), draft, verb, "2044-03-01T18:30").status_code == 302
    draft.refresh_from_db()
    assert getattr(draft, fact) == datetime(2044, 3, 1, 15, 0, tzinfo=UTC)
    page = desk_of(ines).get(f"/desk/stories/{draft.pk}/times/").content.decode()
    assert 'value="2044-03-01T18:30"' in page
    assert "1 March, 15:00 UTC" in page


def test_setting_one_time_leaves_the_other(desk_of: Any, ines: User, draft: Story) -> None:
    _set(desk_of(ines), draft, "embargo", "2044-03-01T18:30")
    _set(desk_of(ines), draft, "schedule", "2044-02-01T18:30")
    draft.refresh_from_db()
    assert draft.embargoed_until == datetime(2044, 3, 1, 15, 0, tzinfo=UTC)
    assert draft.publish_at == datetime(2044, 2, 1, 15, 0, tzinfo=UTC)


def test_an_empty_time_takes_it_away(desk_of: Any, ines: User, draft: Story) -> None:
    _set(desk_of(ines), draft, "embargo", "2044-03-01T18:30")
    _set(desk_of(ines), draft, "embargo", "")
    draft.refresh_from_db()
    assert draft.embargoed_until is None


@pytest.mark.parametrize(
    ("time", "sentence"),
    [("2004-03-01T18:30", "This time is over."), ("soon", "Give a date and a time, such as 2026-03-01 18:30.")],
)
def test_a_time_that_cannot_be_comes_back_with_what_was_typed(
    desk_of: Any, ines: User, draft: Story, time: str, sentence: str
) -> None:
    answer = _set(desk_of(ines), draft, "embargo", time)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{time}"' in answer.content.decode()


def test_a_story_that_is_out_cannot_be_timed(desk_of: Any, ines: User, ferry: Story) -> None:
    answer = _set(desk_of(ines), ferry, "embargo", "2044-03-01T18:30")
    assert answer.status_code == 422
    ferry.refresh_from_db()
    assert ferry.embargoed_until is None


@pytest.mark.parametrize("who", ["rolf", "mara", "lena"])
def test_who_may_not_publish_may_not_time(request: Any, desk_of: Any, draft: Story, who: str) -> None:
    assert _set(desk_of(request.getfixturevalue(who)), draft, "embargo", "2044-03-01T18:30").status_code == 403
    draft.refresh_from_db()
    assert draft.embargoed_until is None


def test_the_editor_shows_an_embargo_and_what_is_left_of_it(desk_of: Any, ines: User, draft: Story) -> None:
    _set(desk_of(ines), draft, "embargo", "2044-03-01T18:30")
    draft.refresh_from_db()
    draft.publish(draft.save_revision(user=ines), user=ines)
    page = desk_of(ines).get(f"/desk/stories/edit/{draft.pk}/").content.decode()
    assert "1 Mar 2044, 18:30" in page
    assert "to go)" in page
