"""A topic's page: its kind, names and stories, and every address that leads to it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Story, Topic
from dateline.stories.models.topic import Kind


@pytest.fixture
def authority(en: Edition) -> Topic:
    """An organisation, also called the VHA."""
    topic = Topic.objects.create(
        edition=en, name="Harbour Authority", kind=Kind.ORGANISATION, description="Runs the nine harbours of Velmara."
    )
    topic.set_aliases(["VHA", "Authority"])
    return topic


@pytest.fixture
def fares(publish: Callable[..., Story], authority: Topic) -> Story:
    return publish("Ferry fares rise", topics=[authority])


def test_it_says_what_the_topic_is_and_lists_its_public_stories(
    client: Client, fares: Story, authority: Topic, write: Callable[..., Story]
) -> None:
    write("Draft on ferries", topics=[authority])
    text = client.get("/en/topic/harbour-authority").content.decode()
    assert '<p class="kicker"><span>Organisation</span></p>\n<h1>Harbour Authority</h1>' in text
    assert '<p class="lead">Runs the nine harbours of Velmara.</p>' in text
    assert '<meta name="description" content="Runs the nine harbours of Velmara.">' in text
    assert "Also: <bdi>VHA</bdi></p>" in text, "a word of the name itself tells nothing"
    assert fares.headline in text
    assert "Draft on ferries" not in text


@pytest.mark.parametrize(
    ("kind", "word"), [("subject", "موضوع"), ("person", "شخص"), ("organisation", "سازمان"), ("place", "مکان")]
)
def test_the_kind_is_a_word_of_the_edition(
    client: Client, fa: Edition, publish: Callable[..., Story], kind: str, word: str
) -> None:
    topic = Topic.objects.create(edition=fa, name="سارن", kind=kind)
    topic.set_aliases(["سارن بزرگ"])
    publish("خبر", edition=fa, topics=[topic])
    text = client.get("/fa/topic/سارن").content.decode()
    assert f'<p class="kicker"><span>{word}</span></p>' in text
    assert "نام‌های دیگر: <bdi>سارن بزرگ</bdi>" in text


@pytest.mark.parametrize("address", ["vha", "authority"])
def test_an_alias_leads_to_the_topic_and_so_does_its_feed(client: Client, fares: Story, address: str) -> None:
    page, feed = client.get(f"/en/topic/{address}"), client.get(f"/en/topic/{address}/feed.rss")
    assert (page.status_code, page.headers["Location"]) == (301, "/en/topic/harbour-authority")
    assert (feed.status_code, feed.headers["Location"]) == (301, "/en/topic/harbour-authority/feed.rss")


def test_a_merged_topic_leads_to_the_one_kept(
    client: Client, fares: Story, authority: Topic, en: Edition, ines: User
) -> None:
    ports = Topic.objects.create(edition=en, name="Ports")
    authority.merge_into(ports, by=ines)
    for address in ("harbour-authority", "vha"):
        assert client.get(f"/en/topic/{address}").headers["Location"] == "/en/topic/ports"
        assert client.get(f"/en/topic/{address}/feed.json").headers["Location"] == "/en/topic/ports/feed.json"
    text = client.get("/en/topic/ports").content.decode()
    assert fares.headline in text
    assert "<bdi>Harbour Authority</bdi>" in text


@pytest.mark.parametrize(
    "kept_back", [{"embargoed_until": clock.now() + timedelta(days=1)}, {"pub_status": "withheld"}]
)
@pytest.mark.parametrize("address", ["harbour-authority", "vha", "harbour-authority/feed.rss", "vha/feed.rss"])
def test_without_a_public_story_neither_name_nor_alias_answers(
    client: Client, fares: Story, address: str, kept_back: dict[str, object]
) -> None:
    Story.objects.update(**kept_back)
    unknown = client.get("/en/topic/nothing")
    answer = client.get(f"/en/topic/{address}")
    assert answer.status_code == 404
    if "feed" not in address:
        words = r'value="[^"]*"'  # the search field holds the words of the address
        assert re.sub(words, "", answer.content.decode()) == re.sub(words, "", unknown.content.decode())


def test_it_is_paged_by_key(client: Client, authority: Topic, publish: Callable[..., Story]) -> None:
    for number in range(22):
        publish(f"Story {number:02}", topics=[authority], first_published_at=clock.now() - timedelta(hours=number))
    first = client.get("/en/topic/harbour-authority").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = client.get(f"/en/topic/harbour-authority{following[1]}").content.decode()
    assert re.findall(r"Story \d\d(?=</a></h3>)", first + second) == [f"Story {number:02}" for number in range(22)]
    assert '<a href="/en/topic/harbour-authority">Newest stories</a>' in second


def test_a_longer_list_costs_no_more_queries(
    client: Client,
    authority: Topic,
    publish: Callable[..., Story],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for number in range(22):
        publish(f"Story {number:02}", topics=[authority])
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        client.get("/en/topic/harbour-authority")
