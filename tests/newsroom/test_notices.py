"""Correct, hold, release and kill at the desk: a form, a second look, and then it is done."""

from typing import Any

import pytest
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Notice, Story
from tests.newsroom.test_story_editor import _edit

WHY = {"ground": "safety", "reason": "A witness is named.", "text": "A court has asked us."}


@pytest.fixture
def desk(client: Client, chief: User) -> Client:
    client.force_login(chief)
    return client


def address(story: Story, verb: str) -> str:
    return f"/desk/stories/{story.pk}/{verb}/"


def test_a_kill_is_looked_at_before_it_is_done(desk: Client, ferry: Story, chief: User) -> None:
    assert "cannot be undone" in desk.get(address(ferry, "kill")).content.decode()
    look = desk.post(address(ferry, "kill"), WHY)
    page = look.content.decode()
    assert look.status_code == 200
    assert "This story was withdrawn" in page
    assert "somebody’s safety" in page
    assert "A court has asked us." in page
    assert Story.objects.get().pub_status == "usable"
    done = desk.post(address(ferry, "kill"), WHY | {"confirm": "1"})
    assert (done.status_code, done.headers["Location"]) == (302, f"/desk/stories/edit/{ferry.pk}/")
    notice = Notice.objects.get()
    assert (notice.kind, notice.author, notice.reason, notice.text) == ("kill", chief, WHY["reason"], WHY["text"])


def test_a_bad_form_loses_nothing(desk: Client, ferry: Story) -> None:
    for sent in (WHY | {"reason": ""}, WHY | {"ground": ""}, WHY | {"ground": "whim", "confirm": "1"}):
        answer = desk.post(address(ferry, "kill"), sent)
        assert answer.status_code == 422
        assert "A court has asked us." in answer.content.decode()
    assert 'role="alert"' not in answer.content.decode()
    assert not Notice.objects.exists()


def test_going_back_brings_the_form_as_it_was(desk: Client, ferry: Story) -> None:
    page = desk.post(address(ferry, "hold"), WHY | {"change": "1"}).content.decode()
    assert "A witness is named.</textarea>" in page
    assert 'value="safety"' in page
    assert "checked" in page.split('value="safety"', 1)[1][:60]


def test_a_hold_and_its_release(desk: Client, ferry: Story) -> None:
    desk.post(address(ferry, "hold"), WHY | {"confirm": "1"})
    assert Story.objects.get().is_held
    panel = desk.get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    assert address(ferry, "release") in panel
    assert address(ferry, "hold") not in panel
    desk.post(address(ferry, "release"), {"reason": "Right.", "confirm": "1"})
    assert Story.objects.get().pub_status == "usable"


def test_what_the_story_refuses_is_said_in_the_form(desk: Client, ferry: Story, write: Any) -> None:
    desk.post(address(ferry, "hold"), WHY | {"confirm": "1"})
    again = desk.post(address(ferry, "hold"), WHY | {"confirm": "1"})
    assert again.status_code == 422
    assert "This story is held already." in again.content.decode()
    assert "A witness is named.</textarea>" in again.content.decode()
    draft = desk.post(address(write("Draft"), "kill"), WHY | {"confirm": "1"})
    assert "never saw" in draft.content.decode()


def test_an_editor_holds_and_does_not_kill(client: Client, ferry: Story, ines: User) -> None:
    client.force_login(ines)
    panel = client.get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    assert address(ferry, "hold") in panel
    assert address(ferry, "kill") not in panel
    client.post(address(ferry, "kill"), WHY | {"confirm": "1"})
    assert Story.objects.get().pub_status == "usable"


def test_publishing_over_a_text_that_readers_know_asks_what_they_are_told(desk: Client, ferry: Story) -> None:
    answer = _edit(desk, ferry, headline="Ferry fares rise again", **{"action-publish": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (302, address(ferry, "correct"))
    story = Story.objects.get()
    assert (story.version, story.headline, story.has_unpublished_changes) == (1, "Ferry fares rise", True)
    form = desk.get(address(ferry, "correct")).context["form"]
    note = {"kind": "correction", "note": "Again.", "reason": "", "revision": form["revision"].value()}
    assert "Compare it" in desk.post(address(ferry, "correct"), note).content.decode()
    desk.post(address(ferry, "correct"), note | {"confirm": "1"})
    story.refresh_from_db()
    assert (story.version, story.headline) == (2, "Ferry fares rise again")
    assert [(notice.kind, notice.text) for notice in story.notices.all()] == [("correction", "Again.")]


def test_a_correction_needs_its_note_and_an_update_does_not(desk: Client, ferry: Story) -> None:
    given = {"kind": "clarification", "note": " ", "revision": ferry.latest_revision_id, "confirm": "1"}
    assert "Tell readers" in desk.post(address(ferry, "correct"), given).content.decode()
    assert desk.post(address(ferry, "correct"), given | {"kind": "update"}).status_code == 302


def test_a_text_that_somebody_saved_meanwhile_does_not_go_out(desk: Client, ferry: Story, ines: User) -> None:
    looked_at = ferry.latest_revision_id
    ferry.headline = "Somebody else's"
    ferry.save_revision(user=ines)
    sent = {"kind": "update", "note": "", "revision": looked_at, "confirm": "1"}
    answer = desk.post(address(ferry, "correct"), sent)
    assert (answer.status_code, Story.objects.get().version) == (422, 1)
    assert "Somebody saved another text" in answer.content.decode()


def test_a_killed_story_has_no_button_to_publish(desk: Client, ferry: Story, chief: User) -> None:
    assert 'name="action-publish"' in desk.get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    ferry.kill(by=chief, reason="Wrong.", ground="error")
    page = desk.get(f"/desk/stories/edit/{ferry.pk}/").content.decode()
    assert 'name="action-publish"' not in page
    assert "Nothing more can be done to it" in page
