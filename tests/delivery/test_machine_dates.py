"""Calendars, digits and zones are display: no address, feed, sitemap or structured data carries one."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from dateline.lib import clock
from dateline.stories.models import Edition, Section, Story, Topic

LONG_AGO = datetime(2016, 9, 5, 19, 7, tzinfo=UTC)
"""15 Shahrivar 1395; 3 Dhu al-Hijja 1437."""
SHOWN = {"jalali": "شهریور ۱۳۹۵", "hijri": "۱۴۳۷"}
OF_A_CALENDAR = re.compile("1395|1437|1404|1405|1448|[۰-۹]{2}|[٠-٩]{2}|شهریور|آذر|ذیحجه|ذی‌الحجه|ذوالحجة")
MACHINES = ["feed.rss", "feed.atom", "feed.json", "section/harbour/feed.rss", "topic/ships/feed.json"]


@pytest.fixture(params=["jalali", "hijri"])
def edition(request: pytest.FixtureRequest, fa: Edition) -> Edition:
    fa.calendar = request.param
    fa.save()
    return fa


@pytest.fixture
def stories(edition: Edition, publish: Callable[..., Story]) -> list[Story]:
    facts = {
        "edition": edition,
        "section": Section.objects.create(edition=edition, slug="harbour", name="بندر"),
        "topics": [Topic.objects.create(edition=edition, name="کشتی", slug="ships")],
        "body": ["متن."],
    }
    return [
        publish("اسکله", first_published_at=LONG_AGO, **facts),
        publish("لنگرگاه", first_published_at=clock.now(), **facts),
    ]


def _machine_texts(client: Client, edition: Edition, stories: list[Story]) -> Iterator[tuple[str, str]]:
    own = [f"/{edition.code}/{name}" for name in MACHINES]
    for address in [*own, "/sitemap.xml", "/news-sitemap.xml"]:
        text = client.get(address).content.decode()
        yield address, text
        for part in re.findall(r"<loc>https?://[^/]+(/sitemap[^<]+)</loc>", text):
            yield part, client.get(part).content.decode()
    for page in [f"/{edition.code}/", *(story.get_absolute_url() for story in stories), f"/{edition.code}/archive"]:
        html = client.get(page, follow=True).content.decode()
        yield f"addresses on {page}", "\n".join(re.findall(r'(?:href|src|action|content|datetime)="([^"]*)"', html))
        yield f"structured data of {page}", "\n".join(re.findall(r"(?s)<script type=[^>]*>(.*?)</script>", html))


def test_readers_see_the_calendar_of_the_edition(client: Client, edition: Edition, stories: Any) -> None:
    assert SHOWN[edition.calendar] in client.get(stories[0].get_absolute_url()).content.decode()


def test_no_machine_ever_does(client: Client, edition: Edition, stories: list[Story]) -> None:
    for where, text in _machine_texts(client, edition, stories):
        found = OF_A_CALENDAR.search(text)
        assert not found, f"{where}: {text[max(0, found.start() - 80) : found.end() + 40]}"


def test_machine_times_are_in_utc(client: Client, edition: Edition, stories: list[Story]) -> None:
    texts = dict(_machine_texts(client, edition, stories))
    assert "2016-09-05T19:07:00Z" in texts[f"/{edition.code}/feed.atom"]
    assert "2016-09-05T19:07:00Z" in texts[f"/{edition.code}/feed.json"]
    assert "2016-09-05T19:07:00Z" in texts[f"structured data of {stories[0].get_absolute_url()}"]
    assert re.search("Mon, 05 Sep 2016 19:07:00 (GMT|[+]0000)", texts[f"/{edition.code}/feed.rss"])
