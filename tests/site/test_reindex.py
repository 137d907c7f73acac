"""`dateline reindex`: what was lost from the index, or never in it, is found again."""

from collections.abc import Callable
from io import StringIO

from django.core.management import call_command
from django.test import Client

from dateline.stories.models import SearchEntry, SearchWord, Story
from dateline.stories.search import engine, writing


def reindex() -> str:
    said = StringIO()
    call_command("reindex", stdout=said)
    return said.getvalue()


def test_every_published_story_is_found_again(
    client: Client, publish: Callable[..., Story], write: Callable[..., Story]
) -> None:
    story = publish("Zeppelin lands")
    write("Zeppelin draft")
    engine.take_out(list(SearchEntry.objects.values_list("place", flat=True)))
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    assert "1 of 1 stories" in reindex()
    text = client.get("/en/search", {"q": "zeppelin"}).content.decode()
    assert story.get_absolute_url() in text
    assert "draft" not in text
    assert "Did you mean" in client.get("/en/search", {"q": "zepelin"}).content.decode()


def test_words_that_stand_nowhere_any_more_are_forgotten(publish: Callable[..., Story], ines) -> None:
    story = publish("Zeppelin lands")
    story.headline = "Balloon lands"
    story.publish(story.save_revision(user=ines), user=ines)
    assert SearchWord.objects.filter(word="zeppelin").exists()
    reindex()
    assert not SearchWord.objects.filter(word="zeppelin").exists()


def test_it_goes_in_batches_and_twice_does_no_harm(publish: Callable[..., Story], monkeypatch) -> None:
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    for number in range(5):
        publish(f"Ferry {number}")
    assert reindex() == reindex() == "2 of 5 stories\n4 of 5 stories\n5 of 5 stories\nThe index is whole.\n"
    assert SearchEntry.objects.count() == 5
