"""An import stands among its own days everywhere, and tells nobody: no mail, no ping, no task that could send one."""

import json
import re

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from dateline.stories.models import Story

BOOKKEEPING = {"wagtail.tasks.update_reference_index_task", "modelsearch.tasks.insert_or_update_object_task"}
"""Which photo is used where, and the desk's search: Wagtail queues both on a save; both stay inside the database."""


@pytest.fixture
def crane(publish, harbour, ingest, page) -> Story:
    """The page of 2019, imported after a story of today and in its section."""
    publish("Ferry fares rise", section=harbour)
    ingest(page)
    draft = Story.objects.get(news_id=5120).get_latest_revision_as_object()
    draft.section = harbour
    draft.save_revision()
    ingest(page, "--publish")
    return Story.objects.get(news_id=5120)


def test_an_import_is_listed_below_what_is_newer(crane, client) -> None:
    for address in ("/en/", "/en/section/economy"):
        page = client.get(address).text
        assert 0 < page.index("Ferry fares rise") < page.index("The harbour master of Kessel"), address


def test_an_import_stands_on_its_own_archive_day(crane, client) -> None:
    assert crane.headline in client.get("/en/archive/2019/3/12").text
    today = Story.objects.get(headline="Ferry fares rise").first_published_at
    assert crane.headline not in client.get(f"/en/archive/{today:%Y/%m/%d}", follow=True).text


def test_feeds_carry_the_first_publication_in_its_place(crane, client) -> None:
    items = json.loads(client.get("/en/feed.json").content)["items"]
    assert [item["title"] for item in items] == ["Ferry fares rise", crane.headline]
    assert items[1]["date_published"] == "2019-03-12T04:45:00Z"
    assert "Tue, 12 Mar 2019 04:45:00" in client.get("/en/feed.rss").text
    assert "<published>2019-03-12T04:45:00Z" in client.get("/en/feed.atom").text


def test_an_old_import_is_in_the_sitemap_and_is_no_news(crane, client) -> None:
    index = client.get("/sitemap.xml").text
    files = "".join(client.get(address).text for address in re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", index))
    assert "/en/news/5120/" in files
    news = client.get("/news-sitemap.xml").text
    assert "Ferry fares rise" in news
    assert "5120" not in news


def test_an_import_sends_nothing_and_queues_bookkeeping_only(
    crane, ingest, page, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    before = list(DBTaskResult.objects.values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        ingest(page.replace("5120", "5130"), "--publish")
        ingest(page.replace("5120", "5130").replace("twice", "three times"), "--publish")
    assert mail.outbox == []
    queued = set(DBTaskResult.objects.exclude(pk__in=before).values_list("task_path", flat=True))
    assert queued <= BOOKKEEPING


def test_an_old_import_says_its_year_above_the_headline(crane, client, publish) -> None:
    page = client.get(crane.get_absolute_url()).text
    assert page.index("this story is from 2019") < page.index("<h1")
    assert "From the archive" not in client.get(publish("Today").get_absolute_url()).text


def test_a_persian_import_says_its_jalali_year(ingest, fa, persian_page, client) -> None:
    ingest(persian_page, "--edition", "fa", "--publish")
    page = client.get("/news/5121", follow=True).text
    assert "۱۳۹۵" in page[page.index("year-note") : page.index("<h1")]
