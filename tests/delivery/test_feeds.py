"""Feeds as programs read them: RSS 2.0, Atom 1.0, JSON Feed 1.1."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import feedparser
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dateline.delivery.json_feed import json_feed
from dateline.delivery.syndication import LENGTH, Channel, Entry
from dateline.delivery.views.feeds import written
from dateline.lib.text import plain
from dateline.people.models import User
from dateline.stories.models import Edition, Photo, PhotoRendition, Section, Story, Topic

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
OLD = datetime(2016, 9, 5, 19, 7, tzinfo=UTC)


def _another(photo: Photo) -> Photo:
    photo.pk = None
    photo.save()
    return photo


def items(client: Client, address: str) -> list[Element]:
    return list(fromstring(client.get(address).content).iter("item"))


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("rss", "application/rss+xml"), ("atom", "application/atom+xml"), ("json", "application/feed+json")],
)
def test_a_feed_says_what_it_is_and_sets_no_cookie(client: Client, ferry: Story, kind: str, media_type: str) -> None:
    response = client.get(f"/en/feed.{kind}")
    assert response.status_code == 200
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Content-Language"] == "en"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("part", ["", "section/economy/", "topic/ferries/"])
def test_feedparser_has_nothing_to_complain_of(client: Client, ferry: Story, en: Edition, kind: str, part: str) -> None:
    ferry.topics.add(Topic.objects.create(edition=en, name="Ferries"))
    ferry.save()
    feed = feedparser.parse(client.get(f"/en/{part}feed.{kind}").content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == {"rss": "rss20", "atom": "atom10"}[kind]
    assert feed.feed.language == "en"
    entry = feed.entries[0]
    assert entry.id == ferry.uri
    assert entry.title == "Ferry fares rise"
    assert entry.summary == "Fares on the night ferry rise by 4 per cent."
    assert entry.link == f"http://127.0.0.1:8000{ferry.get_absolute_url()}"
    assert {tag.term for tag in entry.tags} == {"Economy", "Ferries"}
    assert entry.author == "Halyard News Agency"


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_persian_feed_parses_and_keeps_every_letter(
    client: Client, publish: Callable[..., Story], fa: Edition, kind: str
) -> None:
    section = Section.objects.create(edition=fa, slug="اقتصاد", name="اقتصاد")
    story = publish("نرخ کشتی\u200cها بالا می\u200cرود", edition=fa, lead="بهای بلیت ۴ درصد رشد کرد.", section=section)
    for part in ("", "section/اقتصاد/"):
        feed = feedparser.parse(client.get(f"/fa/{part}feed.{kind}").content)
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.feed.language == "fa"
        assert feed.entries[0].title == story.headline
        assert feed.entries[0].summary == story.lead
        assert feed.entries[0].link.isascii()


def test_the_json_feed_is_whole(client: Client, publish: Callable[..., Story], harbour: Section, quay: Photo) -> None:
    story = publish("Quay reopens", lead="It is open.", section=harbour, photo=quay, byline="Rolf Amsel")
    feed = client.get("/en/feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://127.0.0.1:8000/en/feed.json"
    assert feed["home_page_url"] == "http://127.0.0.1:8000/en/"
    [item] = feed["items"]
    assert item["id"] == story.uri
    assert item["summary"] == "It is open."
    assert item["authors"] == [{"name": "Rolf Amsel"}]
    assert item["tags"] == ["Economy"]
    assert item["image"].startswith("http://127.0.0.1:8000/media/")
    assert item["attachments"][0]["mime_type"] == "image/jpeg"
    assert item["attachments"][0]["_dateline"]["credit"] == "Lena Kos / HNA"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["date_published"])


def test_an_old_import_stands_behind_what_is_new(client: Client, publish: Callable[..., Story], ferry: Story) -> None:
    publish("Council meets", first_published_at=OLD)
    first, second = items(client, "/en/feed.rss")
    assert first.findtext("title") == "Ferry fares rise"
    assert second.findtext("pubDate") == "Mon, 05 Sep 2016 19:07:00 +0000"


def test_a_change_moves_updated_and_nothing_else(client: Client, ferry: Story, ines: User) -> None:
    Story.objects.filter(pk=ferry.pk).update(first_published_at=OLD, version_created=OLD)
    [before] = items(client, "/en/feed.rss")
    ferry.refresh_from_db()
    ferry.headline = "Ferry fares rise again"
    ferry.publish(ferry.save_revision(user=ines), user=ines)
    [after] = items(client, "/en/feed.rss")
    assert after.findtext("title") == "Ferry fares rise again"
    assert (after.findtext("guid"), after.findtext("pubDate")) == (before.findtext("guid"), before.findtext("pubDate"))
    assert before.findtext(f"{ATOM}updated") == "2016-09-05T19:07:00Z"
    assert after.findtext(f"{ATOM}updated") == f"{ferry.version_created:%Y-%m-%dT%H:%M:%SZ}"
    assert after.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]


def test_the_build_date_is_that_of_the_newest_change(client: Client, ferry: Story) -> None:
    Story.objects.filter(pk=ferry.pk).update(first_published_at=OLD, version_created=OLD + timedelta(days=1), version=2)
    channel = fromstring(client.get("/en/feed.rss").content).find("channel")
    assert channel.findtext("lastBuildDate") == "Tue, 06 Sep 2016 19:07:00 +0000"
    assert client.get("/en/feed.atom")["Last-Modified"] == "Tue, 06 Sep 2016 19:07:00 GMT"


def test_an_import_is_no_change_of_its_text(client: Client, publish: Callable[..., Story]) -> None:
    story = publish("Council meets", first_published_at=OLD)
    [item] = items(client, "/en/feed.rss")
    assert item.findtext(f"{ATOM}updated") == "2016-09-05T19:07:00Z"
    feed = fromstring(client.get("/en/feed.atom").content)
    assert feed.findtext(f"{ATOM}entry/{ATOM}updated") == "2016-09-05T19:07:00Z"
    assert feed.findtext(f"{ATOM}updated") == f"{story.version_created:%Y-%m-%dT%H:%M:%SZ}"


def test_an_ended_embargo_counts_as_the_change(client: Client, ferry: Story) -> None:
    Story.objects.filter(pk=ferry.pk).update(version_created=OLD, first_published_at=OLD + timedelta(hours=2))
    [item] = items(client, "/en/feed.rss")
    assert item.findtext(f"{ATOM}updated") == "2016-09-05T21:07:00Z"


def test_a_photo_goes_along_with_its_credit(client: Client, publish: Callable[..., Story], quay: Photo) -> None:
    publish("Quay reopens", photo=quay, photo_caption="The quay today.")
    [item] = items(client, "/en/feed.rss")
    media = item.find(f"{MEDIA}content")
    assert media.get("url").startswith("http://127.0.0.1:8000/media/")  # type: ignore[union-attr]
    assert (media.get("type"), media.get("width"), media.get("height")) == ("image/jpeg", "1200", "675")  # type: ignore[union-attr]
    assert media.findtext(f"{MEDIA}credit") == "Lena Kos / HNA"  # type: ignore[union-attr]
    assert media.findtext(f"{MEDIA}description") == "The quay today."  # type: ignore[union-attr]
    assert "The quay today. Lena Kos / HNA" in item.findtext(CONTENT, "")
    entry = fromstring(client.get("/en/feed.atom").content).find(f"{ATOM}entry")
    assert [link.get("type") for link in entry.iter(f"{ATOM}link")] == ["text/html", "image/jpeg"]


def test_the_length_of_an_enclosure_is_the_picture_s(
    client: Client, publish: Callable[..., Story], quay: Photo, media: Path
) -> None:
    story = publish("Quay reopens", photo=quay)
    story.body = [("photo", {"photo": _another(quay), "caption": ""}), ("paragraph", "<p>Open.</p>")]
    story.publish(story.save_revision())
    [enclosure] = items(client, "/en/feed.rss")[0].iter("enclosure")  # one, as most readers of RSS expect
    picture = media / enclosure.get("url", "").removeprefix("http://127.0.0.1:8000/media/")
    assert enclosure.get("type") == "image/jpeg"
    assert int(enclosure.get("length", "")) == picture.stat().st_size
    links = fromstring(client.get("/en/feed.atom").content).iter(f"{ATOM}link")
    lengths = [link.get("length") for link in links if link.get("rel") == "enclosure"]
    [item] = client.get("/en/feed.json").json()["items"]
    assert lengths == [str(each["size_in_bytes"]) for each in item["attachments"]]
    assert lengths[0] == enclosure.get("length")
    assert len(lengths) == 2


def test_a_copy_made_before_lengths_were_kept_is_measured(
    client: Client, publish: Callable[..., Story], quay: Photo, media: Path
) -> None:
    publish("Quay reopens", photo=quay)
    before = client.get("/en/feed.rss").content
    PhotoRendition.objects.update(file_size=None)
    assert client.get("/en/feed.rss").content == before


def test_a_lost_photo_leaves_no_trace(client: Client, publish: Callable[..., Story], lost: Photo) -> None:
    story = publish("Lighthouse closes", photo=lost)
    story.body = [("photo", {"photo": lost, "caption": ""}), ("paragraph", "<p>It closed.</p>")]
    story.publish(story.save_revision())
    for kind in ("rss", "atom", "json"):
        text = client.get(f"/en/feed.{kind}").content.decode()
        assert "It closed." in text
        assert "media:content" not in text
        assert "<img" not in text


def test_the_content_is_the_signed_text_in_harmless_html(client: Client, publish: Callable[..., Story]) -> None:
    story = publish("Fares", lead="They <rise>.", source="Rasa", dateline_place="PORT ANSEL")
    story.body = [
        ("paragraph", '<p>One <a href="/en/about">two</a> <b>three</b>.</p>'),
        ("heading", "A <heading>"),
        ("quote", {"text": "We pay.", "speaker": "Dana Osk"}),
        ("facts", {"title": "Fares", "items": ["4 per cent", "6 per cent"]}),
    ]
    story.publish(story.save_revision())
    [item] = items(client, "/en/feed.rss")
    content = item.findtext(CONTENT, "")
    assert content.startswith("<p><strong>Rasa – They &lt;rise&gt;.</strong></p>\n<p>PORT ANSEL (HNA)</p>")
    assert '<a href="http://127.0.0.1:8000/en/about">two</a> <b>three</b>' in content
    assert "<h2>A &lt;heading&gt;</h2>" in content
    assert "<li>6 per cent</li>" in content
    assert "Dana Osk" in content
    assert "class=" not in content


def test_scripts_do_not_pass(client: Client, publish: Callable[..., Story]) -> None:
    story = publish("Fares")
    raw = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a></p>'
    Story.objects.filter(pk=story.pk).update(body=json.dumps([{"type": "paragraph", "value": raw, "id": "1"}]))
    content = items(client, "/en/feed.rss")[0].findtext(CONTENT, "")
    assert "<p>a<a>b</a></p>" in content


def test_the_same_bytes_are_not_sent_twice(client: Client, ferry: Story) -> None:
    first = client.get("/en/feed.rss")
    again = client.get("/en/feed.rss", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert not first["ETag"].startswith("W/")


def test_a_hold_is_seen_by_those_who_ask_conditionally(client: Client, ferry: Story, publish: Any) -> None:
    publish("Second story")
    first = client.get("/en/feed.rss")
    Story.objects.filter(pk=ferry.pk).update(pub_status="withheld")
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get("/en/feed.rss", headers=headers)
        assert again.status_code == 200
        assert b"Ferry" not in again.content


def test_addresses_come_from_the_setting_not_from_the_host_asked(client: Client, ferry: Story) -> None:
    for kind in ("rss", "atom", "json"):
        assert b"localhost" not in client.get(f"/en/feed.{kind}", headers={"Host": "localhost"}).content


def test_a_feed_holds_the_newest_thirty(client: Client, publish: Callable[..., Story]) -> None:
    for number in range(LENGTH + 2):
        publish(f"Story {number}", first_published_at=OLD + timedelta(minutes=number))
    titles = [item.findtext("title") for item in items(client, "/en/feed.rss")]
    assert titles == [f"Story {number}" for number in range(LENGTH + 1, 1, -1)]


def test_a_longer_feed_asks_no_more_of_the_database(
    client: Client, publish: Callable[..., Story], quay: Photo, en: Edition, django_assert_max_num_queries: Any
) -> None:
    topic = Topic.objects.create(edition=en, name="Ferries")
    for number in range(6):
        story = publish(f"Story {number}", photo=quay, topics=[topic])
        story.body = [("photo", {"photo": quay, "caption": ""}), ("paragraph", "<p>x</p>")]
        story.publish(story.save_revision())
    client.get("/en/feed.rss")  # makes the sized copy once
    with django_assert_max_num_queries(8) as few:
        client.get("/en/feed.rss")
    Story.objects.filter(headline__in=["Story 0", "Story 1", "Story 2", "Story 3"]).update(pub_status="withheld")
    with django_assert_max_num_queries(len(few)):
        client.get("/en/feed.rss")


def test_section_and_topic_feeds_hold_their_own(
    client: Client, ferry: Story, publish: Callable[..., Story], en: Edition
) -> None:
    other = publish("Rain tomorrow")
    other.topics.add(Topic.objects.create(edition=en, name="Weather"))
    other.save()
    assert [item.findtext("title") for item in items(client, "/en/section/economy/feed.rss")] == ["Ferry fares rise"]
    assert [item.findtext("title") for item in items(client, "/en/topic/weather/feed.rss")] == ["Rain tomorrow"]


@pytest.mark.parametrize(
    "address",
    ["/xx/feed.rss", "/en/section/none/feed.atom", "/en/topic/none/feed.json", "/en/feed.xml", "/en/feed.rss/"],
)
def test_what_is_not_there_answers_404(client: Client, ferry: Story, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_topic_without_public_story_has_no_feed(client: Client, ferry: Story, en: Edition) -> None:
    ferry.topics.add(Topic.objects.create(edition=en, name="Resignation"))
    ferry.save()
    Story.objects.filter(pk=ferry.pk).update(embargoed_until=datetime(2100, 1, 1, tzinfo=UTC))
    assert client.get("/en/topic/resignation/feed.rss").status_code == 404


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_empty_feed_is_a_feed_still(client: Client, en: Edition, kind: str) -> None:
    assert not feedparser.parse(client.get(f"/en/feed.{kind}").content).bozo
    assert client.get("/en/feed.json").json()["items"] == []


def test_only_reading_is_allowed(client: Client, en: Edition) -> None:
    assert client.post("/en/feed.rss").status_code == 405
    assert client.head("/en/feed.rss").status_code == 200


words = st.text(max_size=60) | st.sampled_from(
    ["</script>]]><!--", "“Fares” & 'fees'", "🛳️ \u200f\u202bفارسی\u202c", "\x00\x0b\x1f\ufffe", "&lt;b&gt;", "\u2028"]
)


@given(headline=words, lead=words, content=words)
def test_any_text_comes_back_as_it_was_without_its_control_characters(headline: str, lead: str, content: str) -> None:
    entry = Entry(
        uri="tag:halyard.example,2026:news:7",
        news_id=7,
        version=1,
        address="https://halyard.example/en/news/7/-",
        headline=plain(headline),
        lead=plain(lead),
        content=plain(content),
        author="HNA",
        published=OLD,
        updated=OLD,
        came=OLD,
        categories=[plain(headline)],
        pictures=[],
    )
    addresses = {kind: f"https://halyard.example/en/feed.{kind}" for kind in ("rss", "atom", "json")}
    feed = Channel("tag:x,2026:feed:en", "HNA", "HNA", "en", "HNA", "https://halyard.example/en/", addresses, [entry])
    atom = fromstring(written(feed, "atom").encode()).find(f"{ATOM}entry")
    assert _same(atom.findtext(f"{ATOM}title"), entry.headline)
    assert _same(atom.findtext(f"{ATOM}content"), entry.content)
    rss = fromstring(written(feed, "rss").encode()).find("channel/item")
    assert _same(rss.findtext("title"), entry.headline)
    item = json.loads(json_feed(feed))["items"][0]
    assert (item["title"], item.get("summary", "")) == (entry.headline, entry.lead)


def _same(read: str | None, told: str) -> bool:
    return (read or "") == told
