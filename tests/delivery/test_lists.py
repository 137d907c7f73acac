"""A section's list, and what every list paged by key does."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from dateline.delivery.views import lists
from dateline.stories.models import Section, Story

LATE = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)


@pytest.fixture
def thirty(publish: Callable[..., Story], harbour: Section) -> list[Story]:
    """Thirty stories of one section, two at each instant."""
    return [
        publish(f"Story {number:02}", section=harbour, first_published_at=LATE - timedelta(hours=number // 2))
        for number in range(30)
    ]


def headlines(page: str) -> list[str]:
    return re.findall(r"Story \d\d(?=</a></h3>)", page)


def test_a_section_is_paged_without_gap_or_repetition_while_news_comes_in(
    client: Client, thirty: list[Story], publish: Callable[..., Story], harbour: Section
) -> None:
    first = client.get("/en/section/economy").content.decode()
    publish("Newer than all", section=harbour)
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = client.get(f"/en/section/economy{older[1]}").content.decode()
    assert sorted(headlines(first) + headlines(second)) == [f"Story {number:02}" for number in range(30)]
    assert 'rel="next"' not in second
    assert "Newer than all" not in second
    assert '<a href="/en/section/economy">Newest stories</a>' in second


@pytest.mark.parametrize("key", ["x", "1", "1-", "-", "1-2-3", "9" * 40 + "-1", "1-" + "9" * 40, "٣-٣"])
def test_a_broken_key_is_not_found(client: Client, harbour: Section, key: str) -> None:
    assert client.get("/en/section/economy", {"before": key}).status_code == 404


@pytest.mark.parametrize("key", ["99999999999999999-1", "-99999999999999999-1", "0-9999999999999999"])
def test_a_key_out_of_all_time_is_no_error(client: Client, harbour: Section, key: str) -> None:
    assert client.get("/en/section/economy", {"before": key}).status_code in (200, 404)


def test_an_empty_section_and_an_unknown_one(client: Client, harbour: Section) -> None:
    assert "No story has been published here yet." in client.get("/en/section/economy").content.decode()
    assert client.get("/en/section/unknown").status_code == 404
    assert client.get("/xx/section/economy").status_code == 404


def test_a_longer_list_costs_no_more_queries(
    client: Client, thirty: list[Story], django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        client.get("/en/section/economy")


def test_photos_of_a_list_cost_one_query(
    client: Client,
    publish: Callable[..., Story],
    harbour: Section,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    from dateline.stories.models import Photo

    for number in range(lists.ON_A_PAGE):
        publish(f"Story {number:02}", section=harbour, photo=Photo.objects.create(title=f"Photo {number}"))
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        client.get("/en/section/economy")
