"""What readers and machines see of a redacted story, and of one that is kept out of search engines."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from dateline.delivery.cache.store import Store
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Photo, Story
from dateline.wire import old_addresses
from tests.delivery.asking import Site

TOLD = "Words were taken out of this story and its earlier versions. Because of: the rights of a person."


@pytest.fixture
def redact(chief: User, django_capture_on_commit_callbacks: Any) -> Callable[..., None]:
    def _redact(story: Story, **facts: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            later = clock.now() + timedelta(hours=1)
            story.redact(["Zephyrine"], by=chief, reason="Asked.", ground="rights", now=later, **facts)

    return _redact


@pytest.fixture
def named(publish: Callable[..., Story], harbour: Any, quay: Photo, ines: User) -> Story:
    story = publish("Zephyrine rises", lead="Zephyrine was seen.", section=harbour, photo=quay)
    story.correct(story.save_revision(user=ines), by=ines, note="Zephyrine is 41.")
    old_addresses.keep(story, ["/doc/zephyrine.html", "/doc/5120.html"])
    return story


def addresses(story: Story) -> list[str]:
    under = [f"{story.get_absolute_url()}{rest}" for rest in ("", "/versions", "/versions/1", "/comments")]
    lists = ["/en/", "/en/section/economy", "/en/feed.rss", "/en/feed.atom", "/en/feed.json", "/en/corrections"]
    machines = ["/news-sitemap.xml", "/sitemap-stories-0.xml", f"/en/news/{story.news_id}/card-{story.version}.jpg"]
    return [*under, *lists, *machines, "/en/archive", "/doc/5120.html", f"/news/{story.news_id}"]


def test_the_words_are_in_no_page_and_in_no_file_of_the_store(
    site: Site, store: Store, named: Story, redact: Any, settings: Any
) -> None:
    before = addresses(named)
    for address in before:
        site.get(address)
    assert any(b"Zephyrine" in file.read_bytes() for file in settings.PAGES_FOLDER.rglob("*.page"))
    redact(named)
    assert [str(file) for file in settings.PAGES_FOLDER.rglob("*") if file.is_file() and _holds(file)] == []
    for address in [*before, *addresses(named)]:
        answer = site.get(address)
        said = answer.text.replace(address, "") if "card" not in address else ""
        assert "zephyrine" not in (said + str(answer.headers)).lower(), address
    assert site.get(before[0]).headers["location"] == named.get_absolute_url()
    assert site.get("/doc/zephyrine.html").status == 404
    assert site.get("/doc/5120.html").headers["location"] == named.get_absolute_url()


def _holds(file: Any) -> bool:
    return b"zephyrine" in file.read_bytes().lower()


def test_the_page_the_corrections_and_machines_say_so(site: Site, named: Story, redact: Any) -> None:
    earlier = json.loads(site.get("/en/feed.json").text)["items"][0]
    redact(named, text="We keep to her wish.")
    page = site.get(named.get_absolute_url()).text
    assert TOLD in page
    assert "We keep to her wish." in page
    assert page.index("<strong>Redaction</strong>") < page.index('<div class="text">')
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[0])["@graph"][0]
    assert data["correction"][-1]["text"].startswith(TOLD)
    assert data["dateModified"] == data["correction"][-1]["datePublished"]
    item = json.loads(site.get("/en/feed.json").text)["items"][0]
    assert (item["id"], item["date_published"]) == (earlier["id"], earlier["date_published"])
    assert item["date_modified"] == data["dateModified"] > earlier["date_modified"]
    assert item["_dateline"]["notices"][-1]["content_text"].startswith(TOLD)
    for kind in ("rss", "atom"):
        feed = site.get(f"/en/feed.{kind}").text
        assert data["dateModified"] in feed
        assert TOLD in feed
    listed = site.get("/en/corrections").text
    assert f'<a href="/en/news/{named.news_id}">Story {named.news_id}</a>' in listed
    assert "Because of: the rights of a person" in re.sub(r"\s+", " ", listed)
    assert re.search(r"the rights of a person</th><td>0</td><td>0</td><td>1</td>", listed)


def test_the_history_shows_the_mark_and_the_notice(site: Site, named: Story, redact: Any) -> None:
    redact(named)
    page = site.get(f"{named.get_absolute_url()}/versions").text
    assert TOLD in page
    assert "No words changed between these two versions." in page
    assert "[redacted] was seen." in site.get(f"{named.get_absolute_url()}/versions/1").text


def test_words_taken_out_before_the_story_came_out_are_no_news(site: Site, later: Story, redact: Any) -> None:
    later.lead = "Zephyrine"
    later.publish(later.save_revision())
    redact(later)
    Story.objects.filter(pk=later.pk).update(embargoed_until=None, first_published_at=clock.now())
    later.refresh_from_db()
    assert (later.version, later.lead) == (3, "[redacted]")
    assert site.get(f"{later.get_absolute_url()}/versions/2").status == 404
    for rest in ("", "/versions"):
        assert TOLD not in site.get(later.get_absolute_url() + rest).text
    for address in ("/en/corrections", "/en/feed.json"):
        assert TOLD not in site.get(address).text


def test_a_card_that_shows_the_words_is_drawn_anew(site: Site, named: Story, redact: Any) -> None:
    old = f"/en/news/{named.news_id}/card-2.jpg"
    site.get(old)
    assert default_storage.listdir(f"cards/{named.news_id}")[1]
    redact(named)
    assert default_storage.listdir(f"cards/{named.news_id}")[1] == []
    assert site.get(old).headers["location"].endswith("card-3.jpg")


def test_search_engines_are_told_to_leave_a_story_out(
    site: Site, named: Story, chief: User, publish: Any, fa: Edition, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publish("کرایه", edition=fa, translation_of=named)
    address, lists = named.get_absolute_url(), ("/sitemap-stories-0.xml", "/news-sitemap.xml", "/sitemap.xml")
    assert "noindex" not in site.get(address).text
    assert all(address in site.get(each).text for each in lists[:2])
    with django_capture_on_commit_callbacks(execute=True):
        named.keep_out_of_search_engines(by=chief, reason="Long ago.")
    assert '<meta name="robots" content="noindex">' in site.get(address).text
    assert site.get(address).headers["x-robots-tag"] == "noindex"
    assert [each for each in lists if address in site.get(each).text] == []
    assert address in site.get("/en/feed.rss").text
    with django_capture_on_commit_callbacks(execute=True):
        named.let_search_engines_in(by=chief, reason="Asked again.")
    assert "x-robots-tag" not in site.get(address).headers
    assert all(address in site.get(each).text for each in lists[:2])
