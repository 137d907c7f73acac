"""The kind of a story stands above its headline unless it is plain news: nobody takes an opinion for a report."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from dateline.stories.models import Edition, Genre, Section, Story


@pytest.fixture
def opinion(publish: Callable[..., Story], harbour: Section) -> Story:
    return publish("A bridge would be cheaper", genre="Opinion", section=harbour)


@pytest.mark.parametrize("page", ["/en/", "/en/section/economy", "/en/search?q=bridge", "{day}"])
def test_an_opinion_is_called_one_in_every_list(client: Client, opinion: Story, ferry: Story, page: str) -> None:
    day = f"/en/archive/{opinion.first_published_at:%Y/%m/%d}"
    text = client.get(page.format(day=day)).content.decode().split("<main")[1]
    places = len(re.findall(f'href="{opinion.get_absolute_url()}"[^>]*>(?!<img)', text))
    assert places == text.count('<span class="kind">Opinion</span>')


def test_it_stands_above_the_headline_of_the_story(client: Client, opinion: Story, ferry: Story) -> None:
    page = client.get(opinion.get_absolute_url()).content.decode()
    assert '<span class="kind">Opinion</span>' in page.split("<h1>")[0].split("<main")[1]
    assert '<span class="kind">' not in client.get(ferry.get_absolute_url()).content.decode().split("<h1>")[0]


def test_related_stories_tell_their_kind(client: Client, opinion: Story, ferry: Story) -> None:
    page = client.get(ferry.get_absolute_url()).content.decode()
    assert '<span class="kind">Opinion</span>' in page.split('class="related"')[1]


def test_a_persian_edition_has_its_own_word(client: Client, fa: Edition, publish: Callable[..., Story]) -> None:
    story = publish("پل ارزان‌تر است", edition=fa, genre="Opinion")
    assert '<span class="kind">یادداشت</span>' in client.get(story.get_absolute_url()).content.decode()


def test_machines_are_told_the_word_and_the_term(client: Client, opinion: Story, ferry: Story) -> None:
    for story, word in ((opinion, "Opinion"), (ferry, "News")):
        page = client.get(story.get_absolute_url()).content.decode()
        data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
        assert data["@graph"][0]["genre"] == [word, f"http://cv.iptc.org/newscodes/genre/{story.genre}"]


def test_feeds_have_it_among_their_categories(client: Client, opinion: Story, ferry: Story) -> None:
    feed = client.get("/en/feed.rss").content.decode()
    assert feed.count("<category>Opinion</category>") == 1
    assert "<category>News</category>" not in feed
    items = client.get("/en/feed.json").json()["items"]
    assert [item.get("tags") for item in items] == [["Economy"], ["Economy", "Opinion"]]


def test_a_new_story_is_news(ferry: Story) -> None:
    assert ferry.genre == Genre.CURRENT
    assert ferry.kind == ""
