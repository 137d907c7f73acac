"""Redact at the desk: the form, a second look at every place where the words stand, and then it is done."""

from typing import Any

import pytest
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Edition, Notice, Photo, Story, Topic

GIVEN = {"words": "Dana Osk", "ground": "rights", "reason": "She asked.", "text": "We keep to her wish."}


@pytest.fixture
def desk(client: Client, chief: User) -> Client:
    client.force_login(chief)
    return client


@pytest.fixture
def named(publish: Any, en: Edition, ines: User, comment_on: Any) -> Story:
    topic = Topic.objects.create(edition=en, name="Dana Osk", kind="person")
    photo = Photo.objects.create(title="Quay", caption="Dana Osk at the quay.")
    story = publish("Dana Osk speaks", body=["Then Dana Osk spoke of Oskar <4."], topics=[topic], photo=photo)
    story.correct(story.save_revision(user=ines), by=ines, note="It was Monday.")
    comment_on(story, "Well said, dana osk!")
    return story


def address(story: Story, verb: str = "redact") -> str:
    return f"/desk/stories/{story.pk}/{verb}/"


def test_every_place_is_shown_before_it_is_done(desk: Client, named: Story, publish: Any, chief: User) -> None:
    other = publish("Another day", body=["With Dana Osk."])
    publish("A third", body=["Dana, not Osk."])
    assert "cannot be undone" in desk.get(address(named)).content.decode()
    look = desk.post(address(named), GIVEN)
    page = look.content.decode()
    assert look.status_code == 200
    assert "<mark>Dana Osk</mark> speaks" in page
    assert "Then <mark>Dana Osk</mark> spoke of Oskar" in page
    assert "Versions: 1, 2" in page
    assert "Comments that quote them stay: 1." in page
    assert "stays as it is</strong>: you did not ask for the photos" in page
    assert "Topics that carry them stay." in page
    assert page.count(f"{other.news_id} <bdi>Another day</bdi>") == 1
    assert "Words were taken out of this story" in page
    assert "We keep to her wish." in page
    assert Story.objects.get(pk=named.pk).headline == "Dana Osk speaks"
    done = desk.post(address(named), GIVEN | {"photos": "on", "confirm": "1"})
    assert (done.status_code, done.headers["Location"]) == (302, f"/desk/stories/edit/{named.pk}/")
    notice = Notice.objects.get(kind="redaction")
    assert (notice.author, notice.ground, notice.text) == (chief, "rights", "We keep to her wish.")
    assert Story.objects.get(pk=named.pk).headline == "[redacted] speaks"
    assert Photo.objects.get().caption == "[redacted] at the quay."


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"words": ""}, "Say which words are to go."),
        ({"words": "Nobody"}, "These words stand nowhere in this story."),
        ({"reason": "Dana Osk asked."}, "The reason holds the words"),
        ({"text": "dana osk asked."}, "The text for readers holds the words"),
        ({"ground": ""}, "Choose the kind of reason."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_typed_is_lost(
    desk: Client, named: Story, sent: dict[str, str], sentence: str
) -> None:
    answer = desk.post(address(named), GIVEN | {"confirm": "1"} | sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "We keep to her wish." in answer.content.decode() or "text" in sent
    assert not Notice.objects.filter(kind="redaction").exists()


def test_longer_words_that_hold_them_are_named(desk: Client, named: Story) -> None:
    page = desk.post(address(named), GIVEN | {"words": "Osk"}).content.decode()
    assert "Longer words that hold them stay:</strong> <bdi>Oskar</bdi>" in page


def test_an_editor_does_not_redact(client: Client, named: Story, ines: User) -> None:
    client.force_login(ines)
    assert address(named) not in client.get(f"/desk/stories/edit/{named.pk}/").content.decode()
    client.post(address(named), GIVEN | {"confirm": "1"})
    client.post(address(named, "keep-out"), {"reason": "No.", "confirm": "1"})
    story = Story.objects.get()
    assert (story.headline, story.is_unlisted) == ("Dana Osk speaks", False)


def test_a_killed_story_can_still_be_redacted(desk: Client, named: Story, chief: User) -> None:
    named.kill(by=chief, reason="Wrong.", ground="error")
    assert address(named) in desk.get(f"/desk/stories/edit/{named.pk}/").content.decode()
    assert "stays killed" in desk.post(address(named), GIVEN).content.decode()
    desk.post(address(named), GIVEN | {"confirm": "1"})
    assert Story.objects.get().headline == "[redacted] speaks"


def test_a_story_is_kept_out_of_search_engines_and_let_in_again(desk: Client, named: Story) -> None:
    assert "Readers are not told" in desk.post(address(named, "keep-out"), {"reason": "Long ago."}).content.decode()
    desk.post(address(named, "keep-out"), {"reason": "Long ago.", "confirm": "1"})
    assert Story.objects.get().is_unlisted
    page = desk.get(f"/desk/stories/edit/{named.pk}/").content.decode()
    assert (address(named, "let-in") in page, address(named, "keep-out") in page) == (True, False)
    desk.post(address(named, "let-in"), {"reason": "Asked again.", "confirm": "1"})
    assert not Story.objects.get().is_unlisted
