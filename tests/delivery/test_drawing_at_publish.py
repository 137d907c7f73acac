"""Cards drawn ahead: queued as a new story goes out, drawn by the background worker, harmless where they are not."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from dateline.delivery import drawing_at_publish
from dateline.delivery.cards import keeping
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Story

DRAW = "dateline.delivery.drawing_at_publish.draw"


def queued() -> list[int]:
    """The stories whose cards wait to be drawn."""
    return [task.args_kwargs["args"][0] for task in DBTaskResult.objects.filter(task_path=DRAW)]


def cards_in(media: Path, story: Story) -> list[str]:
    return [card.name for card in (media / f"cards/{story.news_id}").glob("*.jpg")]


def test_a_new_story_s_card_is_queued_and_drawn_before_anybody_asks(
    client: Client, publish: Callable[..., Story], media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = publish("Ferry fares rise")
    assert queued() == [story.pk]
    assert cards_in(media, story) == []
    drawing_at_publish.draw.func(story.pk)
    [card] = cards_in(media, story)
    monkeypatch.setattr(keeping, "drawn", lambda card: pytest.fail("It is drawn already."))
    answer = client.get(f"/en/news/{story.news_id}/card-1.jpg")
    assert answer.content == (media / f"cards/{story.news_id}" / card).read_bytes()


def test_a_persian_card_is_the_one_that_its_page_asks_for(
    client: Client, publish: Callable[..., Story], fa: Edition, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = publish("کرایهٔ کشتی", edition=fa)
    drawing_at_publish.draw.func(story.pk)
    monkeypatch.setattr(keeping, "drawn", lambda card: pytest.fail("It is drawn already."))
    assert client.get(f"/fa/news/{story.news_id}/card-1.jpg").status_code == 200


def test_the_first_request_draws_when_the_task_has_not_run(
    client: Client, publish: Callable[..., Story], media: Path
) -> None:
    story = publish("Ferry fares rise")
    assert client.get(f"/en/news/{story.news_id}/card-1.jpg").status_code == 200
    before = cards_in(media, story)
    drawing_at_publish.draw.func(story.pk)
    assert cards_in(media, story) == before != []


def test_a_publication_that_is_lost_takes_its_card_along(publish: Callable[..., Story]) -> None:
    with transaction.atomic():
        publish("Ferry fares rise")
        assert len(queued()) == 1
        transaction.set_rollback(True)
    assert queued() == []


@pytest.mark.parametrize(("age", "count"), [(timedelta(hours=23), 1), (timedelta(hours=25), 0)])
def test_an_archive_s_cards_wait_for_their_first_request(
    publish: Callable[..., Story], age: timedelta, count: int
) -> None:
    publish("Ferry fares rise", first_published_at=clock.now() - age)
    assert len(queued()) == count


def test_an_import_of_an_archive_queues_no_card(en: Edition, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("12 March 2019 - 08:15\nNews ID: 5120\nHalyard - A crane.\n\nHNA - It works.\n")
    call_command("ingest", str(tmp_path), "--publish", "--quiet")
    assert (Story.objects.get().live, queued()) == (True, [])


def test_what_an_embargo_keeps_back_is_in_no_file(publish: Callable[..., Story], media: Path) -> None:
    story = publish("Ferry fares rise", embargoed_until=clock.now() + timedelta(hours=1))
    assert queued() == []
    drawing_at_publish.draw.func(story.pk)
    assert cards_in(media, story) == []


def test_a_story_held_before_its_task_runs_is_not_drawn(publish: Callable[..., Story], media: Path) -> None:
    story = publish("Ferry fares rise")
    Story.objects.filter(pk=story.pk).update(pub_status="withheld")
    drawing_at_publish.draw.func(story.pk)
    assert cards_in(media, story) == []


def test_a_headline_that_our_fonts_lack_is_no_fault(publish: Callable[..., Story], media: Path) -> None:
    story = publish("渡轮票价上涨")
    drawing_at_publish.draw.func(story.pk)
    assert cards_in(media, story) == []


def test_a_second_version_of_the_day_has_its_card(publish: Callable[..., Story], media: Path, ines: User) -> None:
    story = publish("Ferry fares rise")
    story.headline = "Ferry fares rise again"
    story.publish(story.save_revision(user=ines), user=ines)
    assert queued() == [story.pk, story.pk]
    drawing_at_publish.draw.func(story.pk)
    assert [card[:2] for card in cards_in(media, story)] == ["2-"]
