"""Related stories: chosen when a story goes out, and the same until it goes out again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Section, Story, Topic, relating

OLD = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def ferries(en: Edition) -> Topic:
    return Topic.objects.create(edition=en, name="Ferries")


@pytest.fixture
def sarn(en: Edition) -> Topic:
    return Topic.objects.create(edition=en, name="Sarn")


def alike(story: Story) -> list[str]:
    """The headlines of the stories chosen, in their order."""
    story.refresh_from_db()
    found = Story.objects.in_bulk(story.related_stories["alike"])
    return [found[pk].headline for pk in story.related_stories["alike"]]


def test_a_rare_topic_counts_more_than_a_common_one_and_both_more_than_the_section(
    publish: Callable[..., Story], ferries: Topic, sarn: Topic, harbour: Section
) -> None:
    publish("Of the section", section=harbour)
    publish("Rare", topics=[sarn])
    for number in range(3):
        publish(f"Common {number}", topics=[ferries])
    publish("Rare and common", topics=[sarn, ferries])
    publish("Unlike")
    story = publish("Ferry", topics=[ferries, sarn], section=harbour)
    assert alike(story) == ["Rare and common", "Rare", "Common 2", "Common 1", "Common 0", "Of the section"]


def test_among_equals_the_same_section_and_then_the_newest_come_first(
    publish: Callable[..., Story], ferries: Topic, harbour: Section
) -> None:
    publish("Old of the section", topics=[ferries], section=harbour, first_published_at=OLD)
    publish("New elsewhere", topics=[ferries])
    publish("Newer elsewhere", topics=[ferries])
    story = publish("Ferry", topics=[ferries], section=harbour)
    assert alike(story) == ["Old of the section", "Newer elsewhere", "New elsewhere"]


def test_a_common_topic_relates_to_the_newest_stories_only(
    publish: Callable[..., Story], ferries: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relating, "RARE", 2)
    monkeypatch.setattr(relating, "NEWEST", 2)
    for number in range(4):
        publish(f"Story {number}", topics=[ferries])
    assert alike(publish("Ferry", topics=[ferries])) == ["Story 3", "Story 2"]


def test_at_most_eight_are_kept_and_only_public_ones_of_the_edition(
    publish: Callable[..., Story], write: Callable[..., Story], fa: Edition, ferries: Topic
) -> None:
    for number in range(10):
        publish(f"Story {number}", topics=[ferries])
    write("Draft", topics=[ferries])
    hidden = publish("Held", topics=[ferries])
    Story.objects.filter(pk=hidden.pk).update(pub_status="withheld")
    publish("Persian", edition=fa)
    assert alike(publish("Ferry", topics=[ferries])) == [f"Story {number}" for number in range(9, 1, -1)]


def test_the_stories_that_it_updates_stand_apart_the_last_first(
    publish: Callable[..., Story], harbour: Section
) -> None:
    chain = [publish("Update 0", section=harbour)]
    for number in range(1, 5):
        chain.append(publish(f"Update {number}", section=harbour, update_of=chain[-1]))
    story = chain[-1]
    assert story.related_stories["earlier"] == [each.pk for each in reversed(chain[1:4])]
    assert alike(story) == ["Update 0"], "the one beyond the chain is of the same section"


def test_a_ring_of_updates_ends(publish: Callable[..., Story], ines: User) -> None:
    one, two = publish("One"), publish("Two")
    Story.objects.filter(pk=one.pk).update(update_of=two)
    two.update_of = one
    two.publish(two.save_revision(user=ines), user=ines)
    assert two.related_stories["earlier"] == [one.pk]


def test_only_its_own_publication_changes_them(
    publish: Callable[..., Story], ines: User, ferries: Topic, harbour: Section
) -> None:
    before = publish("Before", topics=[ferries])
    story = publish("Ferry", topics=[ferries], section=harbour)
    publish("After", topics=[ferries], section=harbour)
    before.topics.set([])
    before.save()
    assert alike(story) == ["Before"]
    story.save_revision(user=ines)
    assert alike(story) == ["Before"]
    story.publish(story.save_revision(user=ines), user=ines)
    assert alike(story) == ["After"]


def test_an_old_revision_brings_no_old_choice_back(publish: Callable[..., Story], ferries: Topic, ines: User) -> None:
    story = publish("Ferry", topics=[ferries])
    revision = story.latest_revision
    publish("After", topics=[ferries])
    story.publish(revision, user=ines)
    assert alike(story) == ["After"]


def test_a_story_with_nothing_like_it_has_none(publish: Callable[..., Story]) -> None:
    publish("Unlike")
    assert publish("Alone").related_stories == {"earlier": [], "alike": []}


def test_many_stories_on_a_topic_cost_no_more_queries(
    publish: Callable[..., Story],
    ferries: Topic,
    sarn: Topic,
    harbour: Section,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for number in range(12):
        publish(f"Story {number}", topics=[ferries, sarn], section=harbour)
    story = publish("Ferry", topics=[ferries, sarn], section=harbour)
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        story.relate(clock.now() + timedelta(seconds=1))
