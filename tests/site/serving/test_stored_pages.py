"""Stored pages in a real server: one for a crowd, gone at once when another process publishes."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dateline.delivery.cache import pages
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import ReadsInHour, Story

Serve = Callable[..., Any]


@pytest.fixture
def same_home(settings: Any, tmp_path: Path) -> Iterator[None]:
    """This process shares the server's store, as a command on the same machine does."""
    settings.PAGES_FOLDER = tmp_path / "pages"
    yield
    pages.close()


def test_a_crowd_before_a_cold_page_gets_one_and_the_same(serve: Serve, ferry_out: Story, at_once: Any) -> None:
    server = serve()
    answers = at_once(lambda _: server.get(ferry_out.get_absolute_url()), threads=60)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.header("etag") for answer in answers}) == 1
    assert len({answer.body for answer in answers}) == 1


@pytest.mark.parametrize("words", [(), ("--workers", "2")])
def test_what_another_process_publishes_is_there_at_once(
    serve: Serve, ferry_out: Story, same_home: None, words: tuple[str, ...]
) -> None:
    if words and connection.vendor == "sqlite":
        pytest.skip("Several server processes need PostgreSQL.")
    server, address = serve(*words), ferry_out.get_absolute_url()
    for number in range(10):
        ferry_out.lead = f"Lead number {number}."
        ferry_out.publish(ferry_out.save_revision())
        for _ in range(4):  # whichever of the server's processes answers
            assert f"Lead number {number}." in server.get(address).body
            assert f"Lead number {number}." in server.get("/en/").body


def test_a_server_that_is_told_to_stop_has_written_down_what_was_read(serve: Serve, ferry_out: Story) -> None:
    server, browser = serve(), {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"}
    for _ in range(3):
        server.get(ferry_out.get_absolute_url(), browser)
    assert server.stop() == 0
    assert sum(ReadsInHour.objects.values_list("count", flat=True)) == 3


def test_a_story_appears_at_its_second(
    serve: Serve, ferry_out: Story, same_home: None, until: Callable[..., None]
) -> None:
    server = serve()
    editor = User.objects.create_user("ines")
    hour = clock.now() + timedelta(seconds=4)
    story = Story(edition=ferry_out.edition, headline="Under embargo", body=[("paragraph", "<p>The text.</p>")])
    story.save()
    story.embargo(hour, by=editor)
    story.publish(story.save_revision())
    addresses = (story.get_absolute_url(), "/en/", "/en/feed.rss", "/news-sitemap.xml")
    seen: dict[str, Any] = {}

    def ask() -> bool:
        for address in addresses:
            before = clock.now()
            answer = server.get(address)
            is_there = answer.status == 200 and (story.headline in answer.body)
            assert not (is_there and clock.now() < hour), f"{address} shows it too early"
            assert is_there or before < hour, f"{address} shows it too late"
            if is_there:
                seen[address] = before
        return len(seen) == len(addresses)

    until(ask)
