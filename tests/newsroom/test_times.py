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
    sent = {"verb": "embargo", "embargo-time": "", "embargo-reason": "It is out elsewhere."}
    desk_of(ines).post(f"/desk/stories/{draft.pk}/times/", sent)
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


@pytest.fixture
def in_berlin(write: Callable[..., Story], en: Edition) -> Story:
    Edition.objects.update(time_zone="Europe/Berlin")
    return write("The night of the clocks")


@pytest.mark.parametrize(("turn", "hour"), [("+0200", 0), ("+0100", 1)])
def test_a_time_that_comes_twice_is_asked_for_and_can_be_either(
    desk_of: Any, ines: User, in_berlin: Story, turn: str, hour: int
) -> None:
    answer = _set(desk_of(ines), in_berlin, "embargo", "2044-10-30T02:30")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "On 2044-10-30 clocks show 02:30 twice. Choose which of the two is meant." in page
    assert 'value="2044-10-30T02:30"' in page
    assert '<option value="+0200">the first time, at 00:30 UTC' in page
    sent = {"verb": "embargo", "embargo-time": "2044-10-30T02:30", "embargo-time-turn": turn}
    assert desk_of(ines).post(f"/desk/stories/{in_berlin.pk}/times/", sent).status_code == 302
    in_berlin.refresh_from_db()
    assert in_berlin.embargoed_until == datetime(2044, 10, 30, hour, 30, tzinfo=UTC)
    page = desk_of(ines).get(f"/desk/stories/{in_berlin.pk}/times/").content.decode()
    assert f'<option value="{turn}" selected>' in page


def test_a_time_that_never_comes_is_refused_with_what_could_be_meant(
    desk_of: Any, ines: User, in_berlin: Story
) -> None:
    answer = _set(desk_of(ines), in_berlin, "schedule", "2044-03-27T02:30")
    sentence = "On 2044-03-27 clocks skip 02:30. Give an earlier or a later time: 01:30 or 03:30."
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_a_choice_left_over_from_another_day_changes_nothing(desk_of: Any, ines: User, in_berlin: Story) -> None:
    sent = {"verb": "embargo", "embargo-time": "2044-07-01T02:30", "embargo-time-turn": "+0100"}
    assert desk_of(ines).post(f"/desk/stories/{in_berlin.pk}/times/", sent).status_code == 302
    in_berlin.refresh_from_db()
    assert in_berlin.embargoed_until == datetime(2044, 7, 1, 0, 30, tzinfo=UTC)


def test_an_embargo_that_holds_is_moved_and_lifted_with_a_reason_which_the_history_shows(
    desk_of: Any, ines: User, draft: Story
) -> None:
    assert _set(desk_of(ines), draft, "embargo", "2044-03-01T18:30").status_code == 302
    answer = _set(desk_of(ines), draft, "embargo", "2044-02-01T18:30")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say why the embargo is lifted or moved: others rely on it." in page
    assert 'value="2044-02-01T18:30"' in page
    for time, reason in (("2044-02-01T18:30", "The minister speaks earlier."), ("", "It is out <elsewhere>.")):
        sent = {"verb": "embargo", "embargo-time": time, "embargo-reason": reason}
        assert desk_of(ines).post(f"/desk/stories/{draft.pk}/times/", sent).status_code == 302
    draft.refresh_from_db()
    assert draft.embargoed_until is None
    history = desk_of(ines).get(f"/desk/stories/history/{draft.pk}/").content.decode()
    assert "Embargo until 2044-02-01 15:00 UTC" in history
    assert "The minister speaks earlier." in history
    assert "Embargo lifted" in history
    assert "It is out &lt;elsewhere&gt;." in history
