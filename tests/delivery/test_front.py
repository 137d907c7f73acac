"""The front page: lead, departments, wire, breaking news."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from dateline.lib import clock
from dateline.stories.models import Edition, Section, Story


def test_the_root_shows_the_first_edition_s_front_page_under_its_own_name(
    client: Client, ferry: Story, fa: Edition
) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert ferry.headline in page.content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/">' in page.content.decode()


def test_the_root_answers_before_there_is_an_edition(client: Client, db: None) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert b"no edition yet" in page.content


def test_an_edition_without_a_story_says_so(client: Client, en: Edition) -> None:
    assert "No story has been published here yet." in client.get("/en/").content.decode()


def test_the_slash_is_added_to_an_edition_and_taken_from_every_other_page(client: Client, ferry: Story) -> None:
    assert client.get("/en").headers["Location"] == "/en/"
    assert client.get("/en/section/economy/?before=1-1").headers["Location"] == "/en/section/economy?before=1-1"
    assert client.get("/en/search/").headers["Location"] == "/en/search"


def test_the_most_urgent_story_of_the_last_day_leads(client: Client, publish: Callable[..., Story]) -> None:
    publish("Old alarm", urgency=1, first_published_at=clock.now() - timedelta(days=3))
    urgent = publish("Dam holds", urgency=2, first_published_at=clock.now() - timedelta(hours=5))
    newest = publish("Market opens")
    text = client.get("/en/").content.decode()
    lead = text[text.index('class="lead-story') : text.index('class="departments"')]
    assert urgent.headline in lead.split('class="beside"')[0]
    assert newest.headline in lead.split('class="beside"')[1]


def test_breaking_news_has_its_line_for_some_hours_only(client: Client, publish: Callable[..., Story]) -> None:
    now = clock.now()
    publish("Bridge closed", urgency=1, first_published_at=now - timedelta(minutes=5))
    publish("Storm ahead", urgency=1, first_published_at=now - timedelta(hours=2))
    text = client.get("/en/").content.decode()
    assert 'class="breaking"' in text
    Story.objects.filter(urgency=1).update(first_published_at=now - timedelta(hours=8))
    assert 'class="breaking"' not in client.get("/en/").content.decode()


def test_drafts_and_other_editions_stay_off_the_front_page(
    client: Client, write: Callable[..., Story], publish: Callable[..., Story], fa: Edition
) -> None:
    write("Draft headline")
    publish("تیتر فارسی", edition=fa)
    text = client.get("/en/").content.decode()
    assert "Draft headline" not in text
    assert "تیتر فارسی" not in text


def test_the_wire_names_each_story_once_with_a_machine_time(client: Client, ferry: Story) -> None:
    text = client.get("/en/").content.decode()
    wire = text[text.index('class="wire-list"') :]
    assert wire.count(ferry.headline) == 1
    assert f'<time datetime="{ferry.first_published_at:%Y-%m-%dT%H:%M:%SZ}">' in wire


def test_more_stories_cost_the_front_page_no_more_queries(
    client: Client, harbour: Section, publish: Callable[..., Story], django_assert_num_queries: Callable[..., object]
) -> None:
    publish("One", section=harbour)
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        client.get("/en/")
    for number in range(6):
        publish(f"Story {number}", section=harbour)
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        client.get("/en/")


def test_an_icon_asked_for_unnamed_is_the_one_that_pages_name(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/delivery/icon.svg"
