"""No feed, sitemap or structured data tells of a story that readers may not see, nor carries a calendar."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Edition, Section, Story, Topic

ADDRESSES = [
    "/en/feed.rss",
    "/en/feed.atom",
    "/en/feed.json",
    "/en/section/economy/feed.rss",
    "/en/section/economy/feed.atom",
    "/en/section/economy/feed.json",
    "/en/topic/ferries/feed.rss",
    "/en/topic/ferries/feed.atom",
    "/en/topic/ferries/feed.json",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/sitemap-topics-0.xml",
    "/sitemap-stories-0.xml",
    "/news-sitemap.xml",
    "/robots.txt",
]
LATER = datetime(2100, 1, 1, tzinfo=UTC)
HIDDEN: dict[str, dict[str, Any]] = {
    "embargoed": {"embargoed_until": LATER},
    "scheduled": {"publish_at": LATER},
    "withheld": {"pub_status": "withheld"},
    "canceled": {"pub_status": "canceled"},
    "draft": {"live": False},
}


@pytest.fixture
def topic(en: Edition) -> Topic:
    return Topic.objects.create(edition=en, name="Ferries")


def backdate(story: Story) -> None:
    """Make the story an old one, so that a newer one shows in every date."""
    moment = datetime(2016, 9, 5, tzinfo=UTC)
    Story.objects.filter(pk=story.pk).update(first_published_at=moment, version_created=moment)
    story.refresh_from_db()


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hidden_story_changes_not_one_byte(
    client: Client, publish: Callable[..., Story], ferry: Story, topic: Topic, address: str, facts: dict[str, Any]
) -> None:
    backdate(ferry)
    ferry.topics.add(topic)
    ferry.save()
    before = client.get(address)
    topics = [topic, Topic.objects.create(edition=ferry.edition, name="Zephyrine")]
    secret = publish("Zephyrine quince", section=ferry.section, topics=topics, translation_of=ferry)
    Story.objects.filter(pk=secret.pk).update(**facts)
    after = client.get(address)
    assert (before.status_code, after.status_code) == (200, 200)
    assert after.content == before.content
    assert after.headers["ETag"] == before.headers["ETag"]
    assert after.headers.get("Last-Modified") == before.headers.get("Last-Modified")


@pytest.mark.parametrize("address", ADDRESSES[:-1])
def test_the_same_story_shown_does_change_them(
    client: Client, publish: Callable[..., Story], ferry: Story, topic: Topic, address: str
) -> None:
    backdate(ferry)
    ferry.topics.add(topic)
    ferry.save()
    before = client.get(address).content
    publish(
        "Zephyrine quince", section=ferry.section, topics=[topic, Topic.objects.create(edition=ferry.edition, name="Q")]
    )
    assert client.get(address).content != before


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN)
def test_a_story_s_data_names_no_hidden_relation(
    client: Client, publish: Callable[..., Story], ferry: Story, fa: Edition, ines: User, facts: dict[str, Any]
) -> None:
    first = publish("Zephyrine quince")
    translation = publish("Zephyrine", edition=fa, translation_of=ferry)
    ferry.update_of = first
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    Story.objects.filter(pk__in=[first.pk, translation.pk]).update(**facts)
    page = client.get(ferry.get_absolute_url()).content.decode()
    assert "ephyrine" not in page
    assert f"/news/{first.news_id}" not in page
    assert "x-default" not in page


def test_machines_never_meet_a_calendar_or_its_digits(
    client: Client, publish: Callable[..., Story], fa: Edition
) -> None:
    section = Section.objects.create(edition=fa, slug="اقتصاد", name="اقتصاد")
    topic = Topic.objects.create(edition=fa, name="کشتی")
    story = publish(
        "نرخ کشتی بالا رفت",
        edition=fa,
        section=section,
        topics=[topic],
        lead="بهای بلیت رشد کرد.",
        dateline_place="بندر",
        dateline_date=datetime(2016, 9, 5, tzinfo=UTC).date(),
    )
    addresses = [address.replace("/en/section/economy", "/fa/section/اقتصاد") for address in ADDRESSES]
    addresses = [
        address.replace("/en/topic/ferries", "/fa/topic/کشتی").replace("/en/", "/fa/") for address in addresses
    ]
    texts = {address: client.get(address).content.decode() for address in addresses}
    page = client.get(story.get_absolute_url()).content.decode()
    texts["json-ld"] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0]
    texts["meta"] = " ".join(re.findall(r"<(?:meta|link)[^>]*>", page))
    for address, text in texts.items():
        assert text, address
        assert not re.search("[۰-۹٠-٩]", text), address
        assert not re.search("شهریور|Shahrivar|1395|۱۳۹۵|سپتامبر", text), address
