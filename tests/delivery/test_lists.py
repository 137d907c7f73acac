"""Section and day of the archive."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from dateline.delivery.views import lists
from dateline.stories.models import Edition, Section, Story

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


@pytest.mark.parametrize("address", ["2026/3/1", "2026/03/01", "2026/3/01"])
def test_a_day_answers_with_and_without_leading_zeros_and_has_one_name(
    client: Client, thirty: list[Story], address: str
) -> None:
    text = client.get(f"/en/archive/{address}").content.decode()
    assert 'rel="canonical" href="http://127.0.0.1:8000/en/archive/2026/3/1"' in text
    assert '<h1><time datetime="2026-03-01">Sunday, 1 March 2026</time></h1>' in text
    assert len(headlines(text)) == 30


def test_a_day_runs_from_midnight_to_midnight_in_the_edition_s_zone(
    client: Client, fa: Edition, publish: Callable[..., Story]
) -> None:
    # 20:29 UTC is 23:59 in Tehran, one minute before the next day.
    publish("پیش از نیمه‌شب", edition=fa, first_published_at=datetime(2026, 3, 1, 20, 29, tzinfo=UTC))
    publish("پس از نیمه‌شب", edition=fa, first_published_at=datetime(2026, 3, 1, 20, 30, tzinfo=UTC))
    before = client.get("/fa/archive/2026/3/1").content.decode()
    after = client.get("/fa/archive/2026/3/2").content.decode()
    assert "پیش از نیمه‌شب</a>" in before
    assert "پس از نیمه‌شب</a>" not in before
    assert "پس از نیمه‌شب</a>" in after
    assert "یکشنبه ۱۰ اسفند ۱۴۰۴" in before
    assert 'href="/fa/archive/2026/3/2"' in before
    assert 'href="/fa/archive/2026/3/1"' in after


def test_days_before_and_after_are_those_that_have_stories(client: Client, publish: Callable[..., Story]) -> None:
    for day in (1, 5, 20):
        publish(f"Of day {day}", first_published_at=datetime(2026, 3, day, 12, tzinfo=UTC))
    text = client.get("/en/archive/2026/3/5").content.decode()
    assert 'rel="prev" href="/en/archive/2026/3/1"' in text
    assert 'rel="next" href="/en/archive/2026/3/20"' in text
    empty = client.get("/en/archive/2026/3/6").content.decode()
    assert "No story was published on this day." in empty
    assert 'name="robots" content="noindex"' in empty


@pytest.mark.parametrize("day", ["2026/2/30", "2026/13/1", "0/1/1", "9999/12/31", "1/1/1", "2026/0/0", "99999999/1/1"])
def test_a_day_that_never_was_is_not_found(client: Client, en: Edition, day: str) -> None:
    assert client.get(f"/en/archive/{day}").status_code == 404


def test_the_archive_leads_to_the_newest_day_with_stories(client: Client, thirty: list[Story]) -> None:
    answer = client.get("/en/archive")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/archive/2026/3/1")


def test_a_longer_list_costs_no_more_queries(
    client: Client, thirty: list[Story], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for address, most in (("/en/section/economy", 5), ("/en/archive/2026/3/1", 6)):
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            client.get(address)


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
