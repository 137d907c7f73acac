"""Whether readers may comment now: edition, section and story say it, the strictest counts, and the clock closes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Section, Story
from tests.delivery.asking import Clock, Site

OURS = {"Origin": "http://testserver"}
FORM = 'id="comment-form"'


def send(client: Client, story: Story, text: str = "The fares were low for years.") -> Any:
    return client.post(f"{story.get_absolute_url()}/comments", {"name": "Tom", "text": text}, headers=OURS)


def page(client: Client, story: Story) -> str:
    return client.get(story.get_absolute_url()).content.decode()


@pytest.fixture
def say(ferry: Story) -> Callable[..., None]:
    """Let edition, section and story say their part: `say("edition", comments_door="held")`."""

    def _say(who: str, **facts: Any) -> None:
        of = {
            "edition": (Edition, ferry.edition_id),
            "section": (Section, ferry.section_id),
            "story": (Story, ferry.pk),
        }
        model, pk = of[who]
        row = model.objects.get(pk=pk)
        for name, value in facts.items():
            setattr(row, name, value)
        row.save(update_fields=list(facts))

    return _say


@pytest.mark.parametrize("who", ["edition", "section", "story"])
def test_closed_anywhere_takes_nothing_and_leaves_what_is_shown(
    client: Client, ferry: Story, say: Callable[..., None], comment_on: Callable[..., Comment], who: str
) -> None:
    comment_on(ferry, "Shown before.").turn("shown", at=clock.now())
    say(who, comments_door="closed")
    assert FORM not in page(client, ferry)
    assert "Comments on this story are closed." in page(client, ferry)
    assert "Shown before." in page(client, ferry)
    assert send(client, ferry).status_code == 403
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("who", ["edition", "section", "story"])
def test_held_anywhere_takes_comments_and_says_that_they_wait(
    client: Client, ferry: Story, say: Callable[..., None], who: str
) -> None:
    say(who, comments_door="held")
    assert "Comments on this story are held." in page(client, ferry)
    assert send(client, ferry).status_code == 303
    assert Comment.objects.get().is_waiting


def test_the_strictest_of_the_three_counts(ferry: Story, say: Callable[..., None]) -> None:
    say("edition", comments_door="held")
    say("section", comments_door="closed")
    say("story", comments_door="open")
    assert Story.objects.get().commenting(clock.now()).door == "closed"


def test_days_after_publication_the_clock_closes(
    client: Client, ferry: Story, say: Callable[..., None], time: Clock
) -> None:
    say("edition", comments_close_after=30)
    say("section", comments_close_after=7)
    time.now = ferry.first_published_at + timedelta(days=7) - timedelta(seconds=1)
    assert FORM in page(client, ferry)
    assert send(client, ferry).status_code == 303
    time.now += timedelta(seconds=1)
    assert FORM not in page(client, ferry)
    assert send(client, ferry, "Too late.").status_code == 403
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("door", ["open", "held"])
def test_a_stored_page_shows_no_form_after_closing(
    site: Site, ferry: Story, say: Callable[..., None], time: Clock, door: str
) -> None:
    say("edition", comments_close_after=7, comments_door=door)
    time.now = ferry.first_published_at + timedelta(days=1)
    address = ferry.get_absolute_url()
    further = f"{address}/comments"
    assert FORM in site.get(address).text
    assert "#comment-form" in site.get(further).text
    assert not site.get(address).was_rendered
    time.now = ferry.first_published_at + timedelta(days=7)
    assert FORM not in site.get(address).text
    assert "#comment-form" not in site.get(further).text


@pytest.mark.parametrize(("who", "door"), [("edition", "closed"), ("section", "closed"), ("section", "held")])
def test_stored_pages_are_dropped_when_edition_or_section_change(
    site: Site, ferry: Story, say: Callable[..., None], who: str, door: str, django_capture_on_commit_callbacks: Any
) -> None:
    address = ferry.get_absolute_url()
    before = site.get(address).text
    with django_capture_on_commit_callbacks(execute=True):
        say(who, comments_door=door)
    assert site.get(address).text != before


def test_setting_a_story_s_comments_drops_the_pages_that_show_them_and_no_other(
    site: Site, ferry: Story, ines: User, django_capture_on_commit_callbacks: Any
) -> None:
    address = ferry.get_absolute_url()
    shows = (address, f"{address}/comments")
    others = ("/en/", "/en/section/economy", "/en/feed.json", "/sitemap.xml")
    for each in (*shows, *others):
        site.get(each)
    with django_capture_on_commit_callbacks(execute=True):
        ferry.set_comments(door="closed", mode="", by=ines)
    assert [site.get(each).was_rendered for each in shows] == [True, True]
    assert [site.get(each).was_rendered for each in others] == [False] * 4


def test_an_old_text_brings_no_old_door_back(ferry: Story, ines: User) -> None:
    first = ferry.latest_revision
    ferry.set_comments(door="closed", mode="", by=ines)
    ferry.correct(first, by=ines, note="The fares.")
    assert Story.objects.get().comments_door == "closed"


def test_whether_comments_are_taken_costs_no_query_of_its_own(client: Client, ferry: Story) -> None:
    with CaptureQueriesContext(connection) as asked:
        send(client, ferry)
    assert sum('FROM "stories_story"' in each["sql"] for each in asked) == 1
    assert not any('FROM "stories_section"' in each["sql"] for each in asked)
