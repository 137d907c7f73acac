"""Asking for a correction: whoever sees the story asks, those who may correct it answer, readers see nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import CorrectionRequest, Story

WRONG = "The ferry has four decks, not three."


def _ask(desk: Client, story: Story, **given: str) -> Any:
    return desk.post(f"/desk/stories/{story.pk}/asked/", {"text": WRONG} | given)


def _turn_down(desk: Client, request: CorrectionRequest, sentence: str) -> Any:
    given = {"turn_down": "1", "request": request.pk, "sentence": sentence}
    return desk.post(f"/desk/stories/{request.story_id}/asked/", given)


@pytest.fixture
def standing(desk_of: Any, mara: User, ferry: Story) -> CorrectionRequest:
    """Mara read of it in a comment."""
    assert _ask(desk_of(mara), ferry, told_by="Tom, by letter").status_code == 302
    return CorrectionRequest.objects.get()


def test_what_a_moderator_asks_for_stands_before_those_who_may_correct(
    desk_of: Any, ines: User, rolf: User, standing: CorrectionRequest
) -> None:
    page = desk_of(ines).get("/desk/").content.decode()
    assert "Corrections asked for" in page
    assert WRONG in page
    assert f'href="/desk/stories/{standing.story_id}/asked/"' in page
    assert WRONG not in desk_of(rolf).get("/desk/").content.decode()
    assert "1 correction is asked for" in desk_of(ines).get(f"/desk/stories/edit/{standing.story_id}/").content.decode()


def test_readers_and_feeds_hear_nothing_of_it(client: Client, standing: CorrectionRequest) -> None:
    for address in (standing.story.get_absolute_url(), "/en/feed.json", "/en/corrections"):
        page = client.get(address).content.decode()
        assert WRONG not in page
        assert "by letter" not in page


def test_a_correction_answers_the_requests_that_are_ticked(
    desk_of: Any, ines: User, standing: CorrectionRequest
) -> None:
    ferry = standing.story
    other = ferry.ask_for_correction(by=ines, text="The fare is another one.")
    address = f"/desk/stories/{ferry.pk}/correct/"
    assert "The ferry has four decks" in desk_of(ines).get(address).content.decode()
    given = {"kind": "correction", "note": "It has four decks.", "answers": [standing.pk]}
    desk_of(ines).post(address, given | {"revision": ferry.latest_revision_id, "confirm": "1"})
    standing.refresh_from_db()
    other.refresh_from_db()
    assert standing.notice == ferry.notices.get(kind="correction")
    assert standing.settled_by == ines
    assert other.settled_at is None


def test_one_is_turned_down_with_a_sentence_that_who_asked_reads(
    desk_of: Any, ines: User, mara: User, standing: CorrectionRequest
) -> None:
    assert "Say why the story stays as it is." in _turn_down(desk_of(ines), standing, " ").content.decode()
    assert _turn_down(desk_of(ines), standing, "It has three: the fourth is a bridge.").status_code == 302
    page = desk_of(mara).get(f"/desk/stories/{standing.story_id}/asked/").content.decode()
    assert "It has three: the fourth is a bridge." in page
    assert "Corrections asked for" not in desk_of(ines).get("/desk/").content.decode()
    again = _turn_down(desk_of(ines), standing, "Again.")
    assert "This request is answered already." in again.content.decode()
    standing.refresh_from_db()
    assert standing.sentence == "It has three: the fourth is a bridge."


def test_who_may_not_correct_may_not_turn_down(desk_of: Any, rolf: User, standing: CorrectionRequest) -> None:
    assert _turn_down(desk_of(rolf), standing, "No.").status_code == 403
    standing.refresh_from_db()
    assert standing.settled_at is None


def test_there_is_nothing_to_ask_for_without_words_or_readers(
    desk_of: Any, rolf: User, ferry: Story, write: Callable[..., Story]
) -> None:
    assert "Say what is wrong" in _ask(desk_of(rolf), ferry, text="").content.decode()
    draft = write("A draft")
    assert "Readers have not seen this story yet." in _ask(desk_of(rolf), draft).content.decode()
    assert not CorrectionRequest.objects.exists()
