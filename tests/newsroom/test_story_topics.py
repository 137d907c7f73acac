"""Topics of a story at the desk: offered from its text, ticked, called by name; in the editor and on their own page."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.people.models import User
from dateline.stories.models import Edition, Story, Topic
from tests.newsroom.editor import read_now


def _edit(desk: Client, story: Story, **changed: Any) -> Any:
    """Save in the editor, as a browser would, on top of the newest text."""
    kept = {"body-count": "0", "contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}
    facts = {"headline": story.headline, "urgency": "5"}
    sent = kept | facts | read_now(story) | changed
    return desk.post(f"/desk/stories/edit/{story.pk}/", sent)


def _newest(story: Story) -> Any:
    return Story.objects.get(pk=story.pk).get_latest_revision_as_object()


def _boxes(page: Any) -> dict[str, bool]:
    """The topics offered as boxes, and whether each is ticked."""
    found = re.findall(r'<input type="checkbox" name="topics" value="\d+"( checked)?> <bdi>(.*?)</bdi>', page)
    return {name: bool(ticked) for ticked, name in found}


def _topics(story: Story) -> list[str]:
    return sorted(topic.name for topic in _newest(story).topics.all())


@pytest.fixture
def known(en: Edition, fa: Edition) -> dict[str, Topic]:
    """Topics of both editions: Kessel, Sarn, the Harbour Authority (VHA), and a Persian one."""
    topics = [Topic.objects.create(edition=en, name=name) for name in ("Kessel", "Sarn", "Harbour Authority")]
    topics[2].set_aliases(["VHA"])
    return {topic.name: topic for topic in [*topics, Topic.objects.create(edition=fa, name="کسل")]}


def test_topics_that_the_saved_text_names_are_offered_and_the_others_are_not_loaded(
    desk_of: Any, ines: User, known: dict[str, Topic], write: Callable[..., Story]
) -> None:
    story = write("VHA opens quay", body=["It is in Kessel."], topics=[known["Kessel"]])
    page = desk_of(ines).get(f"/desk/stories/edit/{story.pk}/").content.decode()
    assert _boxes(page) == {"Kessel": True, "Harbour Authority": False}
    assert "Found in this text:" in page
    assert "Sarn" not in page


def test_a_ticked_box_sets_a_topic_and_no_box_takes_them_away(
    desk_of: Any, ines: User, known: dict[str, Topic], ferry: Story
) -> None:
    _edit(desk_of(ines), ferry, topics=[known["Kessel"].pk, known["Sarn"].pk])
    assert _topics(ferry) == ["Kessel", "Sarn"]
    ferry.refresh_from_db()
    _edit(desk_of(ines), ferry)
    assert _topics(ferry) == []


def test_topics_are_added_by_any_of_their_names(
    desk_of: Any, ines: User, known: dict[str, Topic], ferry: Story
) -> None:
    _edit(desk_of(ines), ferry, topics=[known["Sarn"].pk], topic_names="vha, KESSEL ،sarn,")
    assert _topics(ferry) == ["Harbour Authority", "Kessel", "Sarn"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Kes", "No topic of this edition is called “Kes”. Is it “Kessel”?"),
        ("کسل", "No topic of this edition is called “کسل”. Make it under Topics first."),
        ("–", "No topic of this edition is called “–”. Make it under Topics first."),
    ],
)
def test_a_name_that_is_none_is_said_and_what_was_ticked_stays(
    desk_of: Any, ines: User, known: dict[str, Topic], ferry: Story, name: str, sentence: str
) -> None:
    answer = _edit(desk_of(ines), ferry, topics=[known["Sarn"].pk], topic_names=name, lead="In Kessel.")
    page = unescape(answer.content.decode())
    assert sentence in page
    assert _boxes(page) == {"Sarn": True, "Kessel": False}
    assert _topics(ferry) == []


def test_a_topic_merged_while_the_story_was_open_is_stored_as_the_one_kept(
    desk_of: Any, ines: User, known: dict[str, Topic], ferry: Story
) -> None:
    known["Kessel"].merge_into(known["Sarn"], by=ines)
    _edit(desk_of(ines), ferry, topics=[known["Kessel"].pk])
    assert _topics(ferry) == ["Sarn"]


@pytest.mark.parametrize("sent", [["x"], ["9" * 30], [""]])
def test_a_topic_that_is_no_number_is_no_error(desk_of: Any, ines: User, ferry: Story, sent: list[str]) -> None:
    assert _edit(desk_of(ines), ferry, topics=sent).status_code == 302
    assert _topics(ferry) == []


def test_the_editor_costs_the_same_with_many_topics(
    desk_of: Any, ines: User, known: dict[str, Topic], ferry: Story, en: Edition
) -> None:
    desk, address = desk_of(ines), f"/desk/stories/edit/{ferry.pk}/"
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        small = desk.get(address)
    for number in range(40):
        Topic.objects.create(edition=en, name=f"Topic {number}")
    with CaptureQueriesContext(connection) as many:
        large = desk.get(address)
    assert len(many) == len(few)
    assert abs(len(large.content) - len(small.content)) < 100


def test_what_the_newest_text_names_can_be_asked_for(
    desk_of: Any, ines: User, lena: User, known: dict[str, Topic], ferry: Story
) -> None:
    ferry.lead = "In Sarn."
    ferry.save_revision(user=ines)
    address = f"/desk/stories/{ferry.pk}/topics/found/"
    assert _boxes(desk_of(ines).get(address).content.decode()) == {"Sarn": False}
    assert desk_of(lena).get(address).status_code in (302, 403)


def test_the_page_of_their_own_stores_them_as_a_further_revision(
    desk_of: Any, ines: User, known: dict[str, Topic], ferry: Story
) -> None:
    ferry.lead = "In Kessel."
    ferry.save_revision(user=ines)
    desk, address = desk_of(ines), f"/desk/stories/{ferry.pk}/topics/"
    page = desk.get(address).content.decode()
    assert _boxes(page) == {"Kessel": False}
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    sent = {"topics": [known["Kessel"].pk], "topic_names": "vha", "seen": seen[1]}
    assert desk.post(address, sent).status_code == 302
    assert _topics(ferry) == ["Harbour Authority", "Kessel"]
    assert _newest(ferry).lead == "In Kessel."
    ferry.refresh_from_db()
    assert (list(ferry.topics.all()), ferry.version) == ([], 1), "the public text stays"
    again = desk.post(address, sent)
    assert again.status_code == 422
    assert "Somebody saved another text of this story meanwhile." in again.content.decode()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"topic_names": "Kes"}, "Is it “Kessel”?"),
        ({"topics": ["0"]}, "Select a valid choice"),
        ({"seen": "1"}, "Somebody saved another text"),
    ],
)
def test_the_page_says_what_cannot_be_stored(
    desk_of: Any, ines: User, known: dict[str, Topic], ferry: Story, sent: dict[str, Any], sentence: str
) -> None:
    ferry.save_revision(user=ines)
    ferry.refresh_from_db()
    answer = desk_of(ines).post(f"/desk/stories/{ferry.pk}/topics/", {"seen": ferry.latest_revision_id} | sent)
    assert answer.status_code == 422
    assert sentence in unescape(answer.content.decode())
    assert _topics(ferry) == []


def test_a_locked_story_s_topics_are_left_alone(
    desk_of: Any, ines: User, rolf: User, known: dict[str, Topic], ferry: Story
) -> None:
    Story.objects.filter(pk=ferry.pk).update(locked=True, locked_by=ines)
    sent = {"topic_names": "vha", "seen": ferry.latest_revision_id}
    assert desk_of(rolf).post(f"/desk/stories/{ferry.pk}/topics/", sent).status_code in (302, 403)
    assert _topics(ferry) == []
