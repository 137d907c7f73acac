"""What a feed says, whatever its format: a channel and its newest entries. `views/feeds.py` asks and writes it down.

Ids and publication dates never change; a change of text moves `updated` alone. An import keeps its first
publication time, so an old story that came in today stands where it belongs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import Prefetch
from django.urls import reverse

from dateline.delivery.html_for_machines import body_html, notices_html
from dateline.delivery.pictures import Picture, absolute, picture_of
from dateline.lib.text import plain
from dateline.stories import tags
from dateline.stories.models import Edition, Notice, NoticeKind, Photo, Section, Story, Topic

LENGTH = 30
"""Entries in a feed: a busy desk's day, and small enough to be asked for every few minutes."""


@dataclass(frozen=True)
class Entry:
    """One story as a feed tells it. Text holds no control character; addresses are absolute."""

    uri: str
    news_id: int
    version: int
    address: str
    headline: str
    lead: str
    content: str
    author: str
    published: datetime
    updated: datetime
    came: datetime
    categories: list[str]
    pictures: list[Picture]
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True)
class Gone:
    """A killed story, as feeds tell those who have it: by its id and when, and nothing that it said."""

    uri: str
    news_id: int
    at: datetime


@dataclass(frozen=True)
class Channel:
    """A feed: whose it is, what page shows the same, its entries, newest first, and what was taken back of late."""

    uri: str
    title: str
    description: str
    language: str
    agency: str
    page: str
    addresses: dict[str, str]
    entries: list[Entry]
    gone: list[Gone] = field(default_factory=list)

    @property
    def updated(self) -> datetime | None:
        """When the feed last changed by what it holds, an old story that came in included; None in an empty feed."""
        return max([*(entry.came for entry in self.entries), *(each.at for each in self.gone)], default=None)


def channel(edition: Edition, now: datetime, *, section: Section | None = None, topic: Topic | None = None) -> Channel:
    """Return the feed of an edition, or of one of its sections or topics. At most nine queries."""
    part = section or topic
    stories = Story.objects.public(now).filter(edition=edition).noted(_tag(edition, section, topic))
    if section:
        stories = stories.filter(section=section)
    if topic:
        stories = stories.on_topic(topic)
    name = plain(edition.agency_name)
    return Channel(
        uri=_uri(edition, part),
        title=f"{name} – {plain(part.name)}" if part else name,
        description=plain(topic.description if topic else "") or plain(edition.tagline) or name,
        language=edition.language,
        agency=name,
        page=absolute((part or edition).get_absolute_url()),
        addresses={kind: absolute(feed_address(edition, kind, part)) for kind in ("rss", "atom", "json")},
        entries=_entries(stories),
        gone=_gone(edition),
    )


def _tag(edition: Edition, section: Section | None, topic: Topic | None) -> str:
    if section:
        return tags.section(section.slug, edition.code)
    return tags.topic(topic.slug, edition.code) if topic else tags.front(edition.code)


def feed_address(edition: Edition, kind: str, part: Section | Topic | None = None) -> str:
    """Return the path of a feed: kind is rss, atom or json."""
    if part is None:
        return reverse("feed", args=[edition.code, kind])
    return reverse(f"{part._meta.model_name}-feed", args=[edition.code, part.slug, kind])


def changed_at(story: Story) -> datetime:
    """Return when the story's text last became another: the first publication until a later version is out.

    An import is as old as it says, whenever it came in. A version made under an embargo counts from its end.
    """
    first: datetime = story.first_published_at
    return came_at(story) if story.version > 1 else first


def came_at(story: Story) -> datetime:
    """Return when the story as it stands came before our readers: what a list that holds it has as its own change."""
    times: list[datetime] = list(filter(None, [story.first_published_at, story.version_created]))
    return max(times)


def author_of(story: Story) -> str:
    return plain(story.byline) or plain(story.edition.agency_name)


def _uri(edition: Edition, part: Section | Topic | None) -> str:
    ending = f":{part._meta.model_name}:{quote(part.slug)}" if part else ""
    return f"tag:{edition.tag_entity}:feed:{edition.code}{ending}"


def _entries(stories: Any) -> list[Entry]:
    said = Prefetch("notices", Notice.objects.noted().said(), to_attr="said")
    newest = stories.newest_first().select_related("edition", "section", "photo").defer("ed_note")
    found = list(newest.prefetch_related("topics", "photo__renditions", said)[:LENGTH])
    photos = _photos_within(found)
    return [_entry(story, photos) for story in found]


def _gone(edition: Edition) -> list[Gone]:
    """The newest kills of the whole edition, in all of its feeds: to be in that of a topic would name a person."""
    kills = Notice.objects.noted(tags.kills(edition.code)).filter(kind=NoticeKind.KILL, story__edition=edition)
    rows = kills.order_by("-at", "-pk").values_list("story__uri", "story__news_id", "at")
    return [Gone(*row) for row in rows[:LENGTH]]


def _photos_within(stories: Iterable[Story]) -> dict[int, Photo]:
    used = {use["photo"] for story in stories for _place, use in _photo_uses(story)}
    return Photo.objects.prefetch_related("renditions").in_bulk(used) if used else {}


def _photo_uses(story: Story) -> list[tuple[int, dict[str, Any]]]:
    # From the raw stream: asking each body for its photos would cost a query a story.
    return [(place, raw["value"]) for place, raw in enumerate(story.body.raw_data) if raw["type"] == "photo"]


def _entry(story: Any, photos: dict[int, Photo]) -> Entry:
    lead_picture = picture_of(story.photo, story.caption)
    within = {
        place: picture_of(photos.get(used["photo"]), used.get("caption") or "") for place, used in _photo_uses(story)
    }
    topics = [topic.name for topic in story.topics.all()]
    names = [*([story.section.name] if story.section else []), *([story.kind] if story.kind else []), *topics]
    return Entry(
        uri=story.uri,
        news_id=story.news_id,
        version=story.version,
        address=absolute(story.get_absolute_url()),
        headline=plain(story.headline),
        lead=plain(story.lead),
        content=notices_html(story.said) + body_html(story, lead_picture, within),
        author=author_of(story),
        published=story.first_published_at,
        updated=changed_at(story),
        came=came_at(story),
        categories=list(dict.fromkeys(map(plain, names))),
        pictures=list(dict.fromkeys(filter(None, [lead_picture, *within.values()]))),
        notices=story.said,
    )
