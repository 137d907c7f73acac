"""JSON Feed 1.1 (jsonfeed.org/version/1.1) from a channel. `views/feeds.py` calls it; pure."""

import json
from typing import Any

from dateline.delivery.pictures import MEDIA_TYPE, Picture
from dateline.delivery.syndication import Channel, Entry, Gone
from dateline.delivery.templatetags.dates import machine
from dateline.lib.text import plain
from dateline.stories.models import Notice


def json_feed(channel: Channel) -> str:
    """Return the feed as JSON text. What the format does not know stands under `_dateline`, as it prescribes."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.addresses["json"],
        "description": channel.description,
        "authors": [{"name": channel.agency}],
        "language": channel.language,
        "_dateline": {"withdrawn": [_gone(each) for each in channel.gone]},
        "items": [_item(entry, channel) for entry in channel.entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry, channel: Channel) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.uri,
        "url": entry.address,
        "title": entry.headline,
        "content_html": entry.content,
        "date_published": machine(entry.published),
        "date_modified": machine(entry.updated),
        "authors": [{"name": entry.author}],
        "language": channel.language,
        "_dateline": {"news_id": entry.news_id, "version": entry.version},
    }
    if entry.notices:
        item["_dateline"]["notices"] = [_notice(notice) for notice in entry.notices]
    if entry.lead:
        item["summary"] = entry.lead
    if entry.categories:
        item["tags"] = entry.categories
    if entry.pictures:
        item["image"] = entry.pictures[0].address
        item["attachments"] = [_attachment(picture) for picture in entry.pictures]
    return item


def _notice(notice: Notice) -> dict[str, Any]:
    facts = {"kind": notice.kind, "date_published": machine(notice.at), "version": notice.version}
    return facts | {"content_text": plain(notice.said)}


def _gone(gone: Gone) -> dict[str, Any]:
    return {"id": gone.uri, "news_id": gone.news_id, "date_withdrawn": machine(gone.at)}


def _attachment(picture: Picture) -> dict[str, Any]:
    facts = {"caption": picture.caption, "credit": picture.credit, "width": picture.width, "height": picture.height}
    return {
        "url": picture.address,
        "mime_type": MEDIA_TYPE,
        "size_in_bytes": picture.length,
        "title": picture.caption or picture.alt,
        "_dateline": {name: value for name, value in facts.items() if value},
    }
