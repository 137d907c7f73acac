"""The list of stories at the desk: as quick and in the same order however many there are."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.search.index import insert_or_update_object

from dateline.newsroom import bounded
from dateline.people.models import User
from dateline.stories.models import Story

Publish = Callable[..., Story]


def _headlines(page: Any) -> list[str]:
    return [story.headline for story in page.context["object_list"]]


def _let_the_desk_find(*stories: Story) -> None:
    """What the worker does after a story was saved."""
    for story in stories:
        insert_or_update_object(story)


def test_what_a_search_finds_stands_newest_first(desk_of: Any, ines: User, publish: Publish) -> None:
    publish("Ferry fares rise on the night line and the day line", first_published_at=datetime(2026, 3, 1, tzinfo=UTC))
    publish("Fares fell", first_published_at=datetime(2024, 5, 1, tzinfo=UTC))
    publish("Bridge closed", first_published_at=datetime(2026, 3, 2, tzinfo=UTC))
    _let_the_desk_find(*Story.objects.all())
    found = desk_of(ines).get("/desk/stories/", {"q": "fares"})
    assert _headlines(found) == ["Ferry fares rise on the night line and the day line", "Fares fell"]


def test_a_search_weighs_no_hit(desk_of: Any, ines: User, ferry: Story) -> None:
    _let_the_desk_find(ferry)
    desk = desk_of(ines)
    with CaptureQueriesContext(connection) as asked:
        assert _headlines(desk.get("/desk/stories/", {"q": "ferry"})) == [ferry.headline]
    assert not [query["sql"] for query in asked if "bm25" in query["sql"] or "ts_rank" in query["sql"]]


@pytest.mark.parametrize("path", ["", "stories/"])
def test_stories_are_read_in_their_order_and_joined_with_nothing(
    desk_of: Any, ines: User, ferry: Story, path: str
) -> None:
    desk = desk_of(ines)
    with CaptureQueriesContext(connection) as asked:
        assert ferry.headline in desk.get(f"/desk/{path}").content.decode()
    lists = [query["sql"] for query in asked if '"stage"' in query["sql"] and '"headline"' in query["sql"]]
    assert lists
    assert not [sql for sql in lists if 'JOIN "stories_' in sql], "SQLite begins at what is joined, and sorts them all"


def test_a_long_list_counts_no_further_than_anybody_pages(
    desk_of: Any, ines: User, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "MOST", 3)
    for number in range(5):
        publish(f"Story {number}")
    with CaptureQueriesContext(connection) as asked:
        page = desk_of(ines).get("/desk/stories/")
    assert "More than 3 stories" in page.content.decode()
    assert page.context["page_obj"].paginator.count == 3
    counts = [query["sql"] for query in asked if "COUNT(" in query["sql"] and "stories_story" in query["sql"]]
    assert counts
    assert all("LIMIT 4" in sql for sql in counts)


def test_a_short_list_says_how_many_there_are(desk_of: Any, ines: User, ferry: Story) -> None:
    assert "1 story" in desk_of(ines).get("/desk/stories/").content.decode()
