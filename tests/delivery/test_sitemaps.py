"""Sitemaps and robots.txt, by the structure that the schemas of sitemaps.org and Google ask for."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, tostring

import pytest
from defusedxml.ElementTree import fromstring
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.delivery.sitemaps import PART, news_language
from dateline.lib import clock
from dateline.lib.periods import month_of, year_of
from dateline.moderation.models import HouseRules
from dateline.stories.models import Edition, Photo, Section, Story, Topic
from dateline.stories.news_ids import Thousand

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BASE = "http://127.0.0.1:8000"
OLD = datetime(2016, 9, 5, 19, 7, tzinfo=UTC)
CHANGED = datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)


def read(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert not response.cookies
    root: Element = fromstring(response.content)
    return root


def locs(root: Element) -> list[str]:
    return [loc.text or "" for loc in root.iter(f"{SITEMAP}loc")]


def follows_the_schema(root: Element) -> None:
    # siteindex.xsd and sitemap.xsd: one kind of child, at least one, each with loc first and then lastmod.
    child = {f"{SITEMAP}sitemapindex": f"{SITEMAP}sitemap", f"{SITEMAP}urlset": f"{SITEMAP}url"}[root.tag]
    assert 1 <= len(root) <= 50_000
    for each in root:
        assert each.tag == child
        own = [part.tag.removeprefix(SITEMAP) for part in each if part.tag.startswith(SITEMAP)]
        assert own in (["loc"], ["loc", "lastmod"])
        loc = each.findtext(f"{SITEMAP}loc", "")
        assert re.fullmatch(r"https?://[!-~]{1,2000}", loc), loc
        lastmod = each.findtext(f"{SITEMAP}lastmod")
        assert lastmod is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", lastmod, re.ASCII)


def archive_now(code: str) -> list[str]:
    """The archive's addresses of an edition whose stories all went out now."""
    edition = Edition.objects.get(code=code)
    today = clock.now().astimezone(edition.zone).date()
    month, year = month_of(today, edition.calendar).month, year_of(today, edition.calendar).year
    return ["", f"/{year}", f"/{month.year}/{month.month}"]


def every_address(client: Client) -> list[str]:
    """Walk from the index through all parts, as a crawler does."""
    index = read(client, "/sitemap.xml")
    follows_the_schema(index)
    found = []
    for part in locs(index):
        root = read(client, part.removeprefix(BASE))
        follows_the_schema(root)
        found += locs(root)
    return found


def test_a_crawler_finds_every_public_address_once(
    client: Client, ferry: Story, fa: Edition, publish: Callable[..., Story], rules: HouseRules
) -> None:
    topic = Topic.objects.create(edition=fa, name="کشتی\u200cها")
    story = publish("نرخ کشتی بالا می\u200cرود", edition=fa, topics=[topic], news_id=423_254)
    addresses = every_address(client)
    assert len(addresses) == len(set(addresses))
    expected = ["/en/", "/fa/", "/en/section/economy", "/en/house-rules"]
    expected += [f"/{code}/archive{part}" for code in ("en", "fa") for part in archive_now(code)]
    expected += [ferry.get_absolute_url(), story.get_absolute_url(), topic.get_absolute_url()]
    assert set(addresses) == {BASE + path for path in expected}
    for address in addresses:
        assert client.get(address.removeprefix(BASE)).status_code == 200, address


def test_the_archive_s_years_and_months_that_have_stories_are_listed(
    client: Client, fa: Edition, publish: Callable[..., Story]
) -> None:
    for moment in ("2009-05-01T12:00Z", "2024-12-31T12:00Z", "2024-12-31T21:00Z", "2025-06-01T12:00Z"):
        publish("Harbour", first_published_at=datetime.fromisoformat(moment))
    publish("بندر", edition=fa, first_published_at=datetime.fromisoformat("2026-03-20T12:00Z"))
    Story.objects.filter(first_published_at__year=2025, first_published_at__month=6).update(pub_status="withheld")
    pages = [address.removeprefix(BASE) for address in locs(read(client, "/sitemap-pages.xml"))]
    listed = [address for address in pages if "archive" in address]
    assert listed == [
        "/en/archive",
        *("/en/archive/2009", "/en/archive/2024"),
        *("/en/archive/2009/5", "/en/archive/2024/12"),
        *("/fa/archive", "/fa/archive/2026", "/fa/archive/2026/3"),
    ]
    for address in listed:
        assert b"noindex" not in client.get(address).content, address


def test_more_years_ask_no_more_of_the_database(
    client: Client, publish: Callable[..., Story], django_assert_num_queries: Any
) -> None:
    for year in (2026, 2024, 1971):
        publish("Harbour", first_published_at=datetime(year, 2, 3, 4, 5, tzinfo=UTC))
        with django_assert_num_queries(8):
            client.get("/sitemap-pages.xml")


def test_stories_lie_in_parts_by_their_numbers(client: Client, publish: Callable[..., Story]) -> None:
    for news_id in (999, 1_000, 423_254, 2**53 - 1):
        publish(f"Story {news_id}", news_id=news_id)
    parts = [loc for loc in locs(read(client, "/sitemap.xml")) if "stories" in loc]
    assert parts == [f"{BASE}/sitemap-stories-{number}.xml" for number in (0, 1, 423, 2**53 // 1000)]
    assert [loc.split("/")[5] for loc in locs(read(client, "/sitemap-stories-1.xml"))] == ["1000"]


def test_the_parts_are_those_that_the_index_of_the_table_knows() -> None:
    assert f"/ {PART})" in str(Story.objects.annotate(part=Thousand("news_id")).query)


def test_the_index_says_when_each_part_last_changed(client: Client, ferry: Story) -> None:
    Story.objects.filter(pk=ferry.pk).update(first_published_at=OLD, version_created=CHANGED, version=2)
    for address in ("/sitemap.xml", "/sitemap-stories-0.xml"):
        assert [each.text for each in read(client, address).iter(f"{SITEMAP}lastmod")] == ["2020-02-03T04:05:06Z"]


def test_an_import_changes_its_part_today_and_is_itself_as_old_as_it_says(client: Client, ferry: Story) -> None:
    Story.objects.filter(pk=ferry.pk).update(first_published_at=OLD, version_created=CHANGED)
    assert [each.text for each in read(client, "/sitemap.xml").iter(f"{SITEMAP}lastmod")] == ["2020-02-03T04:05:06Z"]
    [lastmod] = read(client, "/sitemap-stories-0.xml").iter(f"{SITEMAP}lastmod")
    assert lastmod.text == "2016-09-05T19:07:00Z"


def test_what_comes_later_changes_no_byte_of_an_older_part(
    client: Client, fa: Edition, ferry: Story, publish: Callable[..., Story]
) -> None:
    old, [_pages, listed] = client.get("/sitemap-stories-0.xml"), read(client, "/sitemap.xml")
    publish("Rain tomorrow", news_id=1_000)
    publish("نرخ کشتی", edition=fa, translation_of=ferry)
    assert client.get("/sitemap-stories-0.xml").content == old.content
    [_pages, same, _new] = read(client, "/sitemap.xml")
    assert tostring(same) == tostring(listed)


def test_a_later_part_names_the_translations_of_older_ones(
    client: Client, fa: Edition, ferry: Story, publish: Callable[..., Story]
) -> None:
    german = Edition.objects.create(code="de", language="de", order=2)
    publish("نرخ کشتی", edition=fa, translation_of=ferry, news_id=1_000)
    publish("Fähre", edition=german, translation_of=ferry, news_id=2_000)
    named = {
        part: [link.get("hreflang") for link in read(client, f"/sitemap-stories-{part}.xml").iter(f"{XHTML}link")]
        for part in range(3)
    }
    assert named == {0: [], 1: ["en", "fa", "x-default"], 2: ["en", "fa", "de", "x-default"]}


def test_translations_name_each_other(client: Client, fa: Edition, ferry: Story, publish: Callable[..., Story]) -> None:
    fares = publish("نرخ کشتی", edition=fa, translation_of=ferry)
    held = publish("Fähre", edition=Edition.objects.create(code="de", language="de", order=2), translation_of=ferry)
    Story.objects.filter(pk=held.pk).update(pub_status="withheld")
    english, persian = BASE + ferry.get_absolute_url(), BASE + fares.get_absolute_url()
    urls = list(read(client, "/sitemap-stories-0.xml"))
    assert len(urls) == 2
    for url in urls:
        links = list(url.iter(f"{XHTML}link"))
        assert [(link.get("hreflang"), link.get("href")) for link in links] == [
            ("en", english),
            ("fa", persian),
            ("x-default", english),
        ]
        assert {link.get("rel") for link in links} == {"alternate"}


def test_a_photo_is_listed_once_its_copy_for_machines_is_made(
    client: Client, publish: Callable[..., Story], quay: Photo, lost: Photo
) -> None:
    story = publish("Quay reopens", photo=quay)
    publish("Lighthouse closes", photo=lost)
    assert not list(read(client, "/sitemap-stories-0.xml").iter(f"{IMAGE}image"))
    client.get(story.get_absolute_url())
    [image] = read(client, "/sitemap-stories-0.xml").iter(f"{IMAGE}image")
    assert image.findtext(f"{IMAGE}loc", "").startswith(f"{BASE}/media/images/quay")


@pytest.mark.parametrize("slug", ["", "نرخ‌کشتی", "a~b'(c)*d,e;f=g&h+i:j@k!$", "100%"])
def test_an_address_is_the_one_that_the_story_itself_gives(client: Client, ferry: Story, slug: str) -> None:
    Story.objects.filter(pk=ferry.pk).update(slug=slug)
    ferry.refresh_from_db()
    assert locs(read(client, "/sitemap-stories-0.xml")) == [BASE + ferry.get_absolute_url()]


def test_one_address_a_language_is_named(
    client: Client, fa: Edition, ferry: Story, publish: Callable[..., Story]
) -> None:
    both = [publish(f"نرخ کشتی {word}", edition=fa, translation_of=ferry) for word in ("یک", "دو")]
    urls = read(client, "/sitemap-stories-0.xml")
    for url, story in zip(list(urls)[1:], both, strict=True):
        hrefs = {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        assert list(hrefs) == ["en", "fa", "x-default"]
        assert hrefs["fa"] == url.findtext(f"{SITEMAP}loc") == BASE + story.get_absolute_url()


def test_fronts_name_each_other(client: Client, en: Edition, fa: Edition) -> None:
    links = list(read(client, "/sitemap-pages.xml").iter(f"{XHTML}link"))
    assert [link.get("hreflang") for link in links] == ["en", "fa", "x-default"] * 2


def test_an_empty_newsroom_has_a_sitemap_too(client: Client, db: None) -> None:
    assert every_address(client) == [f"{BASE}/"]
    assert client.get("/news-sitemap.xml").status_code == 200


@pytest.mark.parametrize(
    "address", ["/sitemap-stories-7.xml", "/sitemap-topics-0.xml", f"/sitemap-stories-{10**40}.xml", "/sitemap-x.xml"]
)
def test_a_part_with_nothing_in_it_is_not_there(client: Client, ferry: Story, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_news_sitemap_holds_two_days(client: Client, publish: Callable[..., Story], fa: Edition) -> None:
    old = publish("Three days old")
    Story.objects.filter(pk=old.pk).update(first_published_at=clock.now() - timedelta(days=3))
    publish("“Quotes” & <tags>")
    publish("نرخ کشتی", edition=fa)
    root = read(client, "/news-sitemap.xml")
    assert [title.text for title in root.iter(f"{NEWS}title")] == ["نرخ کشتی", "“Quotes” & <tags>"]
    assert [tag.text for tag in root.iter(f"{NEWS}language")] == ["fa", "en"]
    assert [name.text for name in root.iter(f"{NEWS}name")] == ["خبرگزاری بادبان", "Halyard News Agency"]
    for url in root:
        [news] = url.iter(f"{NEWS}news")
        assert [part.tag.removeprefix(NEWS) for part in news] == ["publication", "publication_date", "title"]
        assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}Z", news.findtext(f"{NEWS}publication_date", ""))


@pytest.mark.parametrize(("tag", "language"), [("en-GB", "en"), ("fa", "fa"), ("zh-TW", "zh-tw"), ("pt-br", "pt")])
def test_google_news_gets_languages_in_its_own_form(tag: str, language: str) -> None:
    assert news_language(tag) == language


def test_a_second_visit_gets_304(client: Client, ferry: Story) -> None:
    for address in ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-stories-0.xml", "/news-sitemap.xml", "/robots.txt"):
        first = client.get(address)
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_robots_are_told_where_to_go_and_where_not(client: Client, en: Edition) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /receipts/", "Disallow: /en/search?", "Disallow: /en/search$"} <= set(lines)
    assert lines[-2:] == [f"Sitemap: {BASE}/sitemap.xml", f"Sitemap: {BASE}/news-sitemap.xml"]


def test_more_stories_ask_no_more_of_the_database(
    client: Client, publish: Callable[..., Story], fa: Edition, harbour: Section, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        publish(f"Story {number}")
    with django_assert_num_queries(3):
        client.get("/sitemap-stories-0.xml")
    for number in range(3):
        original = publish(f"More {number}")
        publish(f"داستان {number}", edition=fa, translation_of=original)
    with django_assert_num_queries(3):
        client.get("/sitemap-stories-0.xml")
    with django_assert_num_queries(3):
        client.get("/sitemap.xml")
    with django_assert_num_queries(2):
        client.get("/news-sitemap.xml")


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-stories-0.xml", "/news-sitemap.xml"])
def test_no_sitemap_reads_the_table_of_stories_from_end_to_end(client: Client, ferry: Story, address: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by statistics, and reads a table of one story whole.")
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    for query in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps = [row[3] for row in cursor.fetchall()]
        assert not [step for step in steps if re.match(r"SCAN (stories_story|[UVW]\d)\b", step)], (query["sql"], steps)
