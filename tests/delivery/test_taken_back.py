"""A story that readers knew is held or killed: what stands at its addresses, and that nothing of it is left."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from dateline.delivery.cache.encodings import PLAIN
from dateline.delivery.cache.store import Store
from dateline.lib import clock
from dateline.moderation import judging
from dateline.people.models import User
from dateline.stories.models import Edition, Photo, PhotoRendition, Section, Story, Topic
from dateline.wire import old_addresses
from tests.delivery.asking import Site
from tests.stories.conftest import WHY, found

OLD = "/en/doc/ferry-fares-5120.html"
SECRETS = ("Zephyrine", "zephyrine", "Quincey", "quay", "Abelard")
"""Words of headline, slug, text, photo and byline that must not be met again."""


@pytest.fixture
def secret(publish: Callable[..., Story], harbour: Section, quay: Photo, comment_on: Any, ines: User) -> Story:
    """A story with everything that has an address, and words that are in no other."""
    topic = Topic.objects.create(edition=harbour.edition, name="Quincey Zephyrine", kind="person")
    facts: dict[str, Any] = {"section": harbour, "topics": [topic], "photo": quay, "byline": "Abelard Some"}
    story = publish("Zephyrine rises", lead="Quincey was seen.", body=["Zephyrine text."], **facts)
    judging.show(comment_on(story, "Zephyrine is right."), by=ines, now=clock.now())
    old_addresses.keep(story, [OLD])
    return story


@pytest.fixture
def plain(publish: Callable[..., Story], harbour: Section) -> Story:
    """Another story, so that lists, feeds and sitemaps are there."""
    return publish("Budget at noon", section=harbour)


def statuses(client: Client, urls: list[str]) -> set[int]:
    found = set()
    for url in urls:
        answer = client.get(url)
        found.add(answer.status_code)
        for file in answer._resource_closers:  # closing the answer would close the test's connection
            file()
    return found


def addresses(story: Story) -> list[str]:
    """Every address under a story."""
    short, page = f"/news/{story.news_id}", f"/en/news/{story.news_id}/{story.slug}"
    under = [f"{page}/comments", f"{page}/versions", f"{page}/story.ninjs.json", f"/en/news/{story.news_id}/x"]
    card = f"/en/news/{story.news_id}/card-1.jpg"
    return [short, f"/en{short}", page, *under, f"/fa/news/{story.news_id}/{story.slug}", OLD, card]


LISTS = ["/", "/en/", "/en/section/economy", "/en/feed.rss", "/en/feed.atom", "/en/feed.json", "/sitemap.xml"]
LISTS += ["/news-sitemap.xml", "/sitemap-stories-0.xml", "/sitemap-pages.xml", "/en/archive", "/en/corrections"]
LISTS += ["/en/search?q=zephyrine", "/en/topic/quincey-zephyrine", "/en/section/economy/feed.json"]


def test_every_address_of_a_killed_story_is_gone_and_tells_nothing(
    site: Site, secret: Story, plain: Story, fa: Edition, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    for address in [*addresses(secret), *LISTS]:
        site.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        secret.kill(by=chief, reason="Zephyrine has called.", ground="rights")
    for address in addresses(secret):
        answer = site.get(address)
        assert (answer.status, answer.headers.get("location")) == (410, None), address
        said = answer.text.replace(address, "")
        assert [word for word in SECRETS if word in said] == [], address
        assert "This story was withdrawn" in said
        assert f"<dd>{secret.news_id}</dd>" in said
        assert "the rights of a person" in said
        assert 'name="robots" content="noindex"' in said


def test_no_list_feed_search_or_sitemap_tells_of_it(
    site: Site, secret: Story, plain: Story, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    for address in LISTS:
        assert site.get(address).status == 200
    with django_capture_on_commit_callbacks(execute=True):
        secret.kill(by=chief, **WHY)
    for address in LISTS:
        said = site.get(address).text.replace('value="zephyrine"', "").replace("zephyrine</q>", "")
        if "search" not in address and "topic" not in address:  # both say back what was asked for
            assert [word for word in SECRETS if word in said] == [], address
    assert site.get("/en/topic/quincey-zephyrine").status == 404
    assert "Zephyrine rises" not in site.get("/en/search?q=zephyrine").text


def test_the_store_keeps_the_tombstone_and_no_page_from_before(
    site: Site, store: Store, secret: Story, plain: Story, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    pages = [*addresses(secret), *(each for each in LISTS if "search" not in each)]
    for address in pages:
        site.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        secret.kill(by=chief, **WHY)
    for page in map(store.find, list(store.keys())):
        if page is not None:
            assert b"Zephyrine" not in page.forms[PLAIN]
    assert site.get(secret.get_absolute_url()).was_rendered
    assert not site.get(secret.get_absolute_url()).was_rendered


def test_its_photo_and_its_card_are_gone(
    client: Client, secret: Story, plain: Story, chief: User, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    client.get(secret.get_absolute_url())
    client.get(f"/en/news/{secret.news_id}/card-1.jpg")
    copies = [copy.url for copy in PhotoRendition.objects.all()]
    assert statuses(client, copies) == {200}
    with django_capture_on_commit_callbacks(execute=True):
        secret.kill(by=chief, **WHY)
    assert statuses(client, copies) == {404}
    assert default_storage.listdir(f"cards/{secret.news_id}")[1] == []
    secret.photo.get_rendition("width-800|format-webp")  # as the desk's preview does
    assert statuses(client, copies) == {404}


def test_a_photo_that_another_public_story_shows_stays(
    client: Client, secret: Story, publish: Any, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    publish("Another", body=["One."], photo=secret.photo)
    client.get(secret.get_absolute_url())
    copies = [copy.url for copy in PhotoRendition.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        secret.kill(by=chief, **WHY)
    assert copies
    assert statuses(client, copies) == {200}


def test_a_copy_tells_its_photo_to_a_cache_in_front(client: Client, secret: Story) -> None:
    client.get(secret.get_absolute_url())
    copy = PhotoRendition.objects.first()
    assert copy is not None
    answer = client.get(copy.url)
    assert answer.headers["Cache-Tag"] == f"photo:{secret.photo_id}"
    for file in answer._resource_closers:
        file()


def test_a_held_story_says_so_at_its_own_address_and_comes_back(
    site: Site, secret: Story, plain: Story, fa: Edition, ines: User, django_capture_on_commit_callbacks: Any
) -> None:
    before = site.get(secret.get_absolute_url()).text
    with django_capture_on_commit_callbacks(execute=True):
        secret.hold(by=ines, text="We check a name.", **WHY)
    for address in addresses(secret)[:-1]:
        answer = site.get(address)
        said = answer.text.replace(address, "")
        assert (answer.status, answer.headers.get("location")) == (200, None), address
        assert [word for word in SECRETS if word in said] == [], address
        assert "This story is being checked" in said
        assert "We check a name." in said
        assert 'content="noindex"' in said
    assert site.get(addresses(secret)[-1]).status == 404
    assert "Zephyrine" not in site.get("/en/feed.atom").text
    with django_capture_on_commit_callbacks(execute=True):
        secret.release(by=ines, reason="The name is right.")
    after = site.get(secret.get_absolute_url())
    assert (after.status, "Zephyrine text." in after.text) == (200, True)
    assert len(after.text) == pytest.approx(len(before), abs=200)


def test_a_hold_that_becomes_a_kill_turns_every_address(
    site: Site, secret: Story, plain: Story, fa: Edition, chief: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret.hold(by=chief, **WHY)
    for address in addresses(secret):
        site.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        secret.kill(by=chief, **WHY)
    assert {site.get(address).status for address in addresses(secret)} == {410}


def test_nobody_comments_on_what_is_taken_back(client: Client, secret: Story, chief: User) -> None:
    sent = {"name": "Tom", "text": "They were low.", "email": ""}
    address = f"{secret.get_absolute_url()}/comments"
    secret.hold(by=chief, **WHY)
    assert client.post(address, sent, headers={"Origin": "http://testserver"}).status_code == 403
    secret.kill(by=chief, **WHY)
    assert client.post(address, sent, headers={"Origin": "http://testserver"}).status_code == 410
    assert secret.comments.count() == 1


def test_a_story_held_before_it_came_out_is_as_absent(client: Client, later: Story, fa: Edition, ines: User) -> None:
    later.hold(by=ines, **WHY)
    for ending in ("", "/x", "/x/comments", "/x/versions", "/card-1.jpg"):
        hidden = client.get(f"/en/news/{later.news_id}{ending}")
        absent = client.get(f"/en/news/{later.news_id + 77}{ending}")
        assert (hidden.status_code, absent.status_code) == (404, 404)
        assert hidden.content == absent.content


def test_feeds_tell_those_who_have_it(client: Client, secret: Story, plain: Story, chief: User) -> None:
    assert "deleted-entry" not in client.get("/en/feed.atom").content.decode()
    secret.kill(by=chief, **WHY)
    gone = f'<at:deleted-entry ref="{secret.uri}" when="'
    for feed in ("/en/feed.atom", "/en/section/economy/feed.atom"):
        assert gone in client.get(feed).content.decode()
    item = client.get("/en/feed.json").json()["_dateline"]["withdrawn"][0]
    assert (item["id"], item["news_id"]) == (secret.uri, secret.news_id)
    assert secret.uri not in client.get("/en/feed.rss").content.decode()


def test_a_killed_story_is_not_in_the_index(secret: Story, chief: User) -> None:
    secret.kill(by=chief, **WHY)
    assert not found("zephyrine", secret)
