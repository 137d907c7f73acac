"""Two topics that were one: stories, names, addresses, drafts and versions after a merger."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from dateline.people.models import User
from dateline.stories.models import Edition, Story, Topic


@pytest.fixture
def board(en: Edition) -> Topic:
    """The double: the Harbour Board, also called the HB."""
    topic = Topic.objects.create(edition=en, name="Harbour Board", slug="board")
    topic.set_aliases(["HB"])
    return topic


@pytest.fixture
def authority(en: Edition) -> Topic:
    """The one that is kept."""
    return Topic.objects.create(edition=en, name="Harbour Authority")


def topics_of(story: Story) -> list[str]:
    return [topic.name for topic in Story.objects.get(pk=story.pk).topics.all()]


def test_stories_names_and_the_old_address_go_to_the_topic_kept(
    board: Topic, authority: Topic, en: Edition, ines: User, publish: Callable[..., Story]
) -> None:
    on_one, on_both = publish("One", topics=[board]), publish("Both", topics=[board, authority])
    board.merge_into(authority, by=ines)
    assert board.merged_into == authority
    assert topics_of(on_one) == topics_of(on_both) == ["Harbour Authority"]
    assert Topic.objects.get(pk=authority.pk).aliases == ["Harbour Board", "HB"]
    for address in ("board", "harbour-authority", "hb", "harbour-board"):
        assert Topic.objects.at(address, en) == authority, address
    assert Topic.objects.at("nothing", en) is None
    assert list(Topic.objects.current()) == [authority]


def test_a_draft_that_names_the_double_is_published_under_the_topic_kept(
    board: Topic, authority: Topic, ines: User, write: Callable[..., Story]
) -> None:
    story = write("Draft", topics=[board])
    revision = story.save_revision(user=ines)
    board.merge_into(authority, by=ines)
    assert [topic.name for topic in revision.as_object().topics.all()] == ["Harbour Authority"]
    story.publish(revision, user=ines)
    assert topics_of(story) == ["Harbour Authority"]


def test_a_version_that_went_out_keeps_its_words(
    board: Topic, authority: Topic, ines: User, publish: Callable[..., Story]
) -> None:
    story = publish("Out", topics=[board])
    board.merge_into(authority, by=ines)
    assert story.versions.get().content["topics"] == [board.pk]


def test_a_chain_of_mergers_leads_to_its_end(board: Topic, authority: Topic, en: Edition, ines: User) -> None:
    ports = Topic.objects.create(edition=en, name="Ports")
    board.merge_into(authority, by=ines)
    authority.merge_into(ports, by=ines)
    board.refresh_from_db()
    assert board.merged_into == ports
    assert Topic.objects.at("board", en) == ports
    assert sorted(ports.aliases) == ["HB", "Harbour Authority", "Harbour Board"]


def test_what_cannot_be_merged_is_said(board: Topic, authority: Topic, en: Edition, fa: Edition, ines: User) -> None:
    foreign = Topic.objects.create(edition=fa, name="بندر")
    ports = Topic.objects.create(edition=en, name="Ports")
    board.merge_into(authority, by=ines)
    for topic, kept, sentence in (
        (ports, ports, "cannot be merged into itself"),
        (ports, foreign, "of two editions"),
        (board, ports, "was merged into “Harbour Authority” before"),
        (ports, board, "was merged into “Harbour Authority” before"),
    ):
        with pytest.raises(PermissionDenied, match=sentence):
            topic.merge_into(kept, by=ines)


def test_who_merged_what_is_on_record(board: Topic, authority: Topic, ines: User) -> None:
    board.merge_into(authority, by=ines)
    entry = ModelLogEntry.objects.for_instance(authority).get(action="dateline.merge")
    assert (entry.user, entry.data) == (ines, {"merged": board.pk, "name": "Harbour Board"})
