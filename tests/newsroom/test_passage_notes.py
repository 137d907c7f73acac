"""Notes of colleagues on passages: written by whoever sees the story, answered, called done, and never public."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import PassageNote, Section, Story

JSON = "application/json"


@pytest.fixture
def ferry(write: Callable[..., Story], rolf: User, harbour: Section) -> Story:
    story = write("Ferry fares rise", body=["Fares on the night  ferry rise.", "A quote."], section=harbour)
    story.save_revision(user=rolf)
    return story


def _write(desk: Client, story: Story, passage: str = "night ferry", **given: str) -> Any:
    sent = {"field": "body", "passage": passage, "text": "Who says so?"} | given
    return desk.post(f"/desk/stories/{story.pk}/notes/", sent)


def _on(desk: Client, note: PassageNote, **given: str) -> Any:
    return desk.post(f"/desk/stories/{note.story_id}/notes/", {"note": note.pk} | given)


@pytest.fixture
def note(desk_of: Any, mara: User, ferry: Story) -> PassageNote:
    """Mara, who moderates, may see the story and not change it."""
    assert _write(desk_of(mara), ferry).status_code == 302
    return PassageNote.objects.get()


def test_a_note_stands_beside_the_text_with_the_words_that_it_quotes(
    desk_of: Any, rolf: User, note: PassageNote
) -> None:
    page = desk_of(rolf).get(f"/desk/stories/edit/{note.story_id}/").content.decode()
    assert '<blockquote dir="auto">night ferry</blockquote>' in page
    assert "Who says so?" in page
    assert "These words are gone" not in page


def test_words_that_are_not_in_the_text_are_refused_and_nothing_typed_is_lost(
    desk_of: Any, mara: User, ferry: Story
) -> None:
    answer = _write(desk_of(mara), ferry, "day ferry", text="I <b> ask.")
    assert answer.status_code == 422
    assert "These words are not in this field of the newest saved text." in answer.content.decode()
    assert "I &lt;b&gt; ask." in answer.content.decode()
    assert _write(desk_of(mara), ferry, "night ferry", field="lead").status_code == 422
    assert not PassageNote.objects.exists()


def test_a_note_is_answered_and_done(desk_of: Any, rolf: User, mara: User, note: PassageNote) -> None:
    assert _on(desk_of(rolf), note, answer="The harbour master.").status_code == 302
    page = desk_of(mara).get(f"/desk/stories/{note.story_id}/notes/").content.decode()
    assert "The harbour master." in page
    assert _on(desk_of(mara), note, resolve="1").status_code == 302
    note.refresh_from_db()
    assert note.resolved_by == mara
    assert "This note is done already." in _on(desk_of(mara), note, resolve="1").content.decode()
    assert "This note is done. Write another one." in _on(desk_of(rolf), note, answer="Still.").content.decode()
    assert "Who says so?" not in desk_of(rolf).get(f"/desk/stories/edit/{note.story_id}/").content.decode()


def test_an_editor_may_call_it_done_and_no_other_colleague(
    desk_of: Any, ines: User, rolf: User, note: PassageNote
) -> None:
    refused = _on(desk_of(rolf), note, resolve="1")
    assert refused.status_code == 422
    assert "Who wrote a note calls it done, or an editor" in refused.content.decode()
    assert _on(desk_of(ines), note, resolve="1").status_code == 302


def test_a_note_whose_words_are_gone_says_so(desk_of: Any, rolf: User, note: PassageNote) -> None:
    story = note.story
    story.body = [("paragraph", "<p>Fares on the <b>night</b> <i>ferry</i> rise.</p>")]
    story.save_revision(user=rolf)
    assert "These words are gone" not in desk_of(rolf).get(f"/desk/stories/{story.pk}/notes/").content.decode()
    story.body = [("paragraph", "<p>Fares rise.</p>")]
    story.save_revision(user=rolf)
    assert "These words are gone" in desk_of(rolf).get(f"/desk/stories/{story.pk}/notes/").content.decode()


def test_the_editor_s_script_gets_the_notes_or_the_sentence(desk_of: Any, rolf: User, ferry: Story) -> None:
    desk = desk_of(rolf)
    address = f"/desk/stories/{ferry.pk}/notes/"
    sent = {"field": "headline", "passage": "fares rise", "text": "Do they?"}
    assert "Do they?" in desk.post(address, sent, headers={"accept": JSON}).json()["panel"]
    refused = desk.post(address, sent | {"text": " "}, headers={"accept": JSON})
    assert refused.status_code == 422
    assert refused.json()["fault"] == "Write what you have to say to these words."


def test_readers_never_see_a_note(client: Client, ines: User, note: PassageNote) -> None:
    story = note.story
    story.publish(story.get_latest_revision(), user=ines)
    for address in (story.get_absolute_url(), "/en/feed.json", "/en/feed.atom"):
        assert "Who says so?" not in client.get(address).content.decode()
    assert "Who says so?" not in str(story.versions.get().content)


def test_many_notes_ask_no_more(
    desk_of: Any, ines: User, note: PassageNote, django_assert_max_num_queries: Any
) -> None:
    desk, address = desk_of(ines), f"/desk/stories/{note.story_id}/notes/"
    desk.get(address)
    with django_assert_max_num_queries(60) as before:
        desk.get(address)
    asked = len(before)
    for _ in range(5):
        note.answer(by=ines, text="Because.")
        _write(desk, note.story)
    desk.get(address)  # what was said after writing
    with django_assert_max_num_queries(asked):
        desk.get(address)
