"""Feeds by the rules of their formats, as the W3C's feed validator documents them: each assertion names its section.

RSS 2.0 (rssboard.org: "RSS 2.0 Specification", "RSS Best Practices Profile"), Media RSS, Atom (RFC 4287), JSON Feed
1.1.
"""

import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from dateline.stories.models import Edition, Story

BASE = "http://127.0.0.1:8000"
ATOM, MEDIA = "{http://www.w3.org/2005/Atom}", "{http://search.yahoo.com/mrss/}"
CONTENT, DC = "{http://purl.org/rss/1.0/modules/content/}", "{http://purl.org/dc/elements/1.1/}"
PARTS = ["", "section/economy/", "topic/ferries/"]
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000", re.ASCII)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
TAG_URI = re.compile(r"tag:[a-z0-9.]+,\d{4}:[!-~]+")  # RFC 4151, section 2.1


@pytest.fixture(params=PARTS, ids=["edition", "section", "topic"])
def part(request: pytest.FixtureRequest, edition: Edition, story: Story) -> str:
    """The beginning of a feed's address, with stories of every kind in it."""
    return f"/{edition.code}/{request.param}"


def is_absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in ("http", "https") and bool(parts.netloc) and (address or "").isascii()


def has_only_absolute_links(html: str) -> bool:
    found = html5lib.parseFragment(html, namespaceHTMLElements=False)
    addresses = [each.get(name) for each in found.iter() for name in ("href", "src") if each.get(name)]
    return all(map(is_absolute, addresses))


def once(parent: Element, *names: str) -> None:
    counts = Counter(child.tag for child in parent)
    assert {name: counts[name] for name in names if counts[name] > 1} == {}


def is_mail_date(text: str | None) -> bool:
    return bool(RFC_822.fullmatch(text or "")) and parsedate_to_datetime(text or "").utcoffset() is not None


def is_net_date(text: str | None) -> bool:
    return bool(RFC_3339.fullmatch(text or "")) and datetime.fromisoformat(text or "").utcoffset() is not None


def test_rss_keeps_its_rules(client: Client, part: str, edition: Edition) -> None:
    root = fromstring(client.get(f"{part}feed.rss").content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")  # Specification, "What is RSS?"
    [channel] = root  # the same: a single channel
    for name in ("title", "link", "description"):  # "Required channel elements"
        assert channel.findtext(name)
    once(channel, "title", "link", "description", "language", "lastBuildDate", "generator")
    assert is_absolute(channel.findtext("link"))  # "link: the URL to the HTML website"
    assert channel.findtext("language") == edition.language  # "Optional channel elements", language
    assert is_mail_date(channel.findtext("lastBuildDate"))  # the same, lastBuildDate: RFC 822, four-digit years
    [own, _other] = [link.attrib for link in channel.iter(f"{ATOM}link")]  # Best Practices, "atom:link"
    assert own == {"rel": "self", "type": "application/rss+xml", "href": f"{BASE}{part}feed.rss"}
    items = channel.findall("item")
    assert len(items) > 3
    for item in items:
        rss_item_keeps_its_rules(item)
    guids = [item.findtext("guid") for item in items]
    assert len(set(guids)) == len(guids)  # "guid: a string that uniquely identifies the item"
    assert not feedparser.parse(client.get(f"{part}feed.rss").content).bozo


def rss_item_keeps_its_rules(item: Element) -> None:
    assert item.findtext("title") or item.findtext("description")  # "at least one of title or description"
    once(item, "title", "link", "description", "guid", "pubDate", "enclosure", f"{CONTENT}encoded", f"{ATOM}updated")
    assert is_absolute(item.findtext("link"))
    guid = item.find("guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"  # "guid": true says that it is an address, and a tag URI is none
    assert TAG_URI.fullmatch(guid.text or "")
    assert is_mail_date(item.findtext("pubDate"))  # "pubDate"
    assert is_net_date(item.findtext(f"{ATOM}updated"))  # RFC 4287, section 3.3
    assert item.findtext(f"{DC}creator")  # Best Practices, "dc:creator", as authors have no e-mail address here
    assert item.findtext("author") is None
    for name in ("description", f"{CONTENT}encoded"):  # Best Practices: no relative addresses
        assert has_only_absolute_links(item.findtext(name, ""))
    for enclosure in item.iter("enclosure"):  # "enclosure: three required attributes", url is http
        assert is_absolute(enclosure.get("url"))
        assert int(enclosure.get("length", "")) > 0
        assert re.fullmatch("[a-z]+/[a-z0-9.+-]+", enclosure.get("type", ""))
    media_keeps_its_rules(item)


def media_keeps_its_rules(item: Element) -> None:
    for media in item.iter(f"{MEDIA}content"):  # Media RSS, "media:content": url, and what it allows
        assert is_absolute(media.get("url"))
        assert media.get("medium") == "image"
        assert all(int(media.get(name, "")) > 0 for name in ("fileSize", "width", "height"))
        assert media.findtext(f"{MEDIA}credit")  # ours: a photo's credit goes with it everywhere
        once(media, f"{MEDIA}description", f"{MEDIA}credit")


def test_atom_keeps_its_rules(client: Client, part: str, edition: Edition) -> None:
    feed = fromstring(client.get(f"{part}feed.atom").content)
    assert feed.tag == f"{ATOM}feed"  # section 2
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == edition.language  # section 2
    exactly_one(feed, "id", "title", "updated")  # section 4.1.1
    once(feed, f"{ATOM}subtitle", f"{ATOM}generator", f"{ATOM}icon", f"{ATOM}logo", f"{ATOM}rights")  # 4.1.1
    assert is_net_date(feed.findtext(f"{ATOM}updated"))  # section 3.3
    assert TAG_URI.fullmatch(feed.findtext(f"{ATOM}id", ""))  # section 4.2.6
    assert feed.findtext(f"{ATOM}author/{ATOM}name")  # sections 3.2.1 and 4.1.1
    links_keep_their_rules(feed)
    assert [link.get("href") for link in links(feed, "self")] == [f"{BASE}{part}feed.atom"]  # 4.1.1, a feed SHOULD
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) > 3
    for entry in entries:
        entry_keeps_its_rules(entry)
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)  # section 4.2.6: no two things have the same id
    newest = max(entry.findtext(f"{ATOM}updated", "") for entry in entries)
    assert feed.findtext(f"{ATOM}updated", "") >= newest
    assert not feedparser.parse(client.get(f"{part}feed.atom").content).bozo


def entry_keeps_its_rules(entry: Element) -> None:
    exactly_one(entry, "id", "title", "updated", "published", "content")  # section 4.1.2; published is ours
    once(entry, f"{ATOM}summary", f"{ATOM}rights", f"{ATOM}source")  # section 4.1.2
    published, updated = entry.findtext(f"{ATOM}published", ""), entry.findtext(f"{ATOM}updated", "")
    assert is_net_date(published)  # section 3.3
    assert is_net_date(updated)
    assert published <= updated  # section 4.2.9: an event early in the life cycle of the entry
    assert TAG_URI.fullmatch(entry.findtext(f"{ATOM}id", ""))  # section 4.2.6.1, compared character by character
    assert entry.findtext(f"{ATOM}author/{ATOM}name")  # section 4.1.2
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert (content.get("type"), len(content), content.get("src")) == ("html", 0, None)  # section 4.1.3.3, point 2
    assert has_only_absolute_links(content.text or "")
    assert all(text.get("type") == "text" and len(text) == 0 for text in entry.findall(f"{ATOM}title"))  # 3.1.1.1
    assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))  # section 4.2.2.1
    links_keep_their_rules(entry)
    assert len(links(entry, "alternate")) == 1  # section 4.1.2: needed where there is no content, and ours always
    for enclosure in links(entry, "enclosure"):  # section 4.2.7.2 and 4.2.7.6
        assert int(enclosure.get("length", "")) > 0
        assert enclosure.get("type")
    media_keeps_its_rules(entry)


def exactly_one(parent: Element, *names: str) -> None:
    assert {name: len(parent.findall(f"{ATOM}{name}")) for name in names} == dict.fromkeys(names, 1)


def links(parent: Element, relation: str) -> list[Element]:
    return [link for link in parent.findall(f"{ATOM}link") if link.get("rel") == relation]


def links_keep_their_rules(parent: Element) -> None:
    assert all(is_absolute(link.get("href")) for link in parent.findall(f"{ATOM}link"))  # section 4.2.7.1
    kinds = Counter((link.get("type"), link.get("hreflang")) for link in links(parent, "alternate"))
    assert set(kinds.values()) <= {1}  # section 4.1.1: no two alternates of one type and language


def test_json_feed_keeps_its_rules(client: Client, part: str, edition: Edition) -> None:
    feed: dict[str, Any] = client.get(f"{part}feed.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"  # "Top-level", version
    assert feed["title"]  # the same, title is required
    assert feed["feed_url"] == f"{BASE}{part}feed.json"  # "strongly recommended"
    assert feed["language"] == edition.language
    ids = [item["id"] for item in feed["items"]]  # "Items": id is required, unique for that item, a string
    assert len(set(ids)) == len(ids) > 3
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item.get("content_html") or item.get("content_text")  # "one or both must be present"
        assert has_only_absolute_links(item["content_html"])
        assert is_net_date(item["date_published"])  # "date_published: RFC 3339"
        assert is_net_date(item["date_modified"])
        assert is_absolute(item["url"])
        assert all(author.get("name") for author in item["authors"])  # "authors": at least one of its names
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        for attachment in item.get("attachments", []):  # "Attachments": url and mime_type are required
            assert is_absolute(attachment["url"])
            assert attachment["mime_type"] == "image/jpeg"
            assert attachment["size_in_bytes"] > 0
        own = [name for name in item if name.startswith("_")]  # "Extensions": an underscore and a letter
        assert own == ["_dateline"]


def test_an_empty_feed_keeps_them_too(client: Client, en: Edition) -> None:
    channel = fromstring(client.get("/en/feed.rss").content).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    feed = fromstring(client.get("/en/feed.atom").content)
    exactly_one(feed, "id", "title", "updated")
    assert is_net_date(feed.findtext(f"{ATOM}updated"))
