"""A text for later at the desk: arranged where a text is put out with a note, shown, moved, cancelled."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dateline.people.models import User
from dateline.stories.models import Edition, LaterVersion, Story


@pytest.fixture
def waiting(desk_of: Any, ines: User, ferry: Story) -> LaterVersion:
    Edition.objects.update(time_zone="Asia/Tehran")
    given = {"kind": "correction", "note": "It is 3.", "at": "2044-03-01T18:30", "revision": ferry.latest_revision_id}
    desk, address = desk_of(ines), f"/desk/stories/{ferry.pk}/correct/"
    look = desk.post(address, given).content.decode()
    assert "1 March 2044, 18:30 Asia/Tehran, 15:00 UTC" in look
    assert desk.post(address, given | {"confirm": "1"}).status_code == 302
    return LaterVersion.objects.get()


def _do(desk: Any, later: LaterVersion, **given: str) -> Any:
    return desk.post(f"/desk/stories/{later.story_id}/later/", {"later": later.pk} | given)


def test_it_is_arranged_on_the_edition_s_clock_and_readers_see_nothing_yet(waiting: LaterVersion) -> None:
    assert waiting.at == datetime(2044, 3, 1, 15, 0, tzinfo=UTC)
    assert (waiting.story.version, waiting.story.notices.count()) == (1, 0)


def test_list_editor_and_its_own_page_show_it(desk_of: Any, ines: User, waiting: LaterVersion) -> None:
    desk = desk_of(ines)
    assert "another text at 1 Mar, 15:00" in desk.get("/desk/stories/").content.decode()
    assert "1 Mar 2044, 18:30" in desk.get(f"/desk/stories/edit/{waiting.story_id}/").content.decode()
    page = desk.get(f"/desk/stories/{waiting.story_id}/later/").content.decode()
    assert "waits for its time" in page
    assert f"compare/live...{waiting.revision_id}/" in page


def test_it_is_moved_and_cancelled(desk_of: Any, ines: User, waiting: LaterVersion) -> None:
    assert _do(desk_of(ines), waiting, at="2044-03-02T18:30").status_code == 302
    waiting.refresh_from_db()
    assert waiting.at == datetime(2044, 3, 2, 15, 0, tzinfo=UTC)
    over = _do(desk_of(ines), waiting, at="2004-03-02T18:30")
    assert "This time is over." in over.content.decode()
    _do(desk_of(ines), waiting, cancel="1")
    waiting.refresh_from_db()
    assert waiting.outcome == "cancelled"


def test_one_that_did_not_go_out_stands_on_the_front_page_until_it_is_dealt_with(
    desk_of: Any, ines: User, rolf: User, waiting: LaterVersion
) -> None:
    LaterVersion.objects.update(outcome="failed", failure="Version 2 went out meanwhile.")
    assert "Version 2 went out meanwhile." in desk_of(ines).get("/desk/").content.decode()
    assert "Version 2 went out meanwhile." not in desk_of(rolf).get("/desk/").content.decode()
    _do(desk_of(ines), waiting, cancel="1")
    assert "Did not go out" not in desk_of(ines).get("/desk/").content.decode()


def test_who_may_not_correct_does_not_see_or_change_it(desk_of: Any, rolf: User, waiting: LaterVersion) -> None:
    assert desk_of(rolf).get(f"/desk/stories/{waiting.story_id}/later/").status_code == 403
    assert _do(desk_of(rolf), waiting, cancel="1").status_code == 403
    waiting.refresh_from_db()
    assert waiting.outcome == "waiting"
