"""Publishing and what a story keeps through it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Story
from dateline.stories.news_ids import NewsIdTaken
from dateline.stories.queries import NeverDeleted


def public() -> list[Story]:
    return list(Story.objects.public(clock.now()))


def test_a_new_story_is_not_live(write) -> None:
    assert not write("Draft").live
    assert public() == []


def test_publishing_writes_a_version(publish) -> None:
    story = publish("Out")
    assert public() == [story]
    assert [version.number for version in story.versions.all()] == [1]


def test_numbers_ascend_and_an_import_moves_the_counter(write) -> None:
    first = write("One")
    write("Old", news_id=5000)
    assert write("Two").news_id == 5001 > first.news_id


def test_a_number_is_never_given_twice(write, fa) -> None:
    write("One", news_id=7)
    with pytest.raises(NewsIdTaken, match="already belongs"):
        write("Two", news_id=7, edition=fa)


def test_an_old_revision_brings_no_old_fact_back(publish, ines) -> None:
    story = publish("Out")
    old = story.latest_revision
    Story.objects.filter(pk=story.pk).update(pub_status="withheld")
    Story.objects.get(pk=story.pk).publish(old, user=ines)
    assert Story.objects.get(pk=story.pk).pub_status == "withheld"
    assert public() == []


def test_a_killed_story_is_not_published_again(publish, ines) -> None:
    story = publish("Out")
    Story.objects.filter(pk=story.pk).update(pub_status="canceled")
    with pytest.raises(PermissionDenied, match="killed"):
        story.publish(story.latest_revision, user=ines)


def test_an_embargoed_story_shows_at_its_second(write, ines) -> None:
    story, until = write("Later"), clock.now() + timedelta(hours=2)
    story.embargo(until, by=ines)
    story.publish(story.save_revision(user=ines), user=ines)
    assert not Story.objects.public(until - timedelta(seconds=1)).exists()
    assert Story.objects.public(until).get().first_published_at == until


def test_a_text_replaced_under_embargo_goes_out_with_it_all_the_same(later: Story, ines: User) -> None:
    later.publish(later.save_revision(user=ines), user=ines)
    until = clock.now() + timedelta(hours=5)
    later.embargo(until, by=ines, reason="The client asked.")
    assert (later.version, later.first_published_at) == (2, until)


def test_a_story_whose_embargo_is_lifted_goes_out_now(later: Story, ines: User) -> None:
    before = clock.now()
    later.embargo(None, by=ines, reason="The ministry has spoken.")
    assert before <= later.first_published_at <= clock.now()


def test_a_story_that_is_out_keeps_its_times(publish, ines) -> None:
    with pytest.raises(PermissionDenied, match="already out"):
        publish("Out").schedule(clock.now() + timedelta(days=1), by=ines)


def test_deleting_is_refused_in_python_and_below(publish) -> None:
    story = publish("Out")
    for delete in (story.delete, Story.objects.all().delete):
        with pytest.raises(NeverDeleted):
            delete()
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        story.versions.all()._raw_delete("default")
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic():
        Story.objects.filter(pk=story.pk)._raw_delete("default")
