"""Old addresses: the paths under which stories were published before they came in, so that every link to them leads on.

Filled at intake and by `dateline old-addresses`; `delivery/views/errors.py` asks them after every other address failed.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from dateline.lib.text import plain
from dateline.stories.models import Story
from dateline.stories.models.edition import RESERVED_CODES
from dateline.stories.news_ids import LARGEST
from dateline.wire.models import OldAddress

LONGEST = 600
_FOR_ANY_WORDS = {"place", "story", "story-without-slug", "story-short", "comments"}
"""Names of addresses that take any words and answer 404 for what is not there: an old one may have the same form."""


class NoOldAddress(ValueError):
    """What cannot be kept as an old address. Its text is a sentence for a person."""


def tidy(path: str) -> str:
    """Return a path as it is stored and asked for: in NFC, without a slash at its end; empty for the root."""
    return "/" + plain(path).strip("/") if plain(path).strip("/") else ""


def old_path(address: str, news_id: int) -> str:
    """Return the path of a story's old address, decoded. The host and the query are left out.

    Raises `NoOldAddress` where that leaves nothing of the story's own, and for an address of ours.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        raise NoOldAddress(f"“{address}” is no address.") from None
    path = tidy(unquote(parts.path)) if parts.path.startswith("/") else ""
    if not path or len(path) > LONGEST:
        raise NoOldAddress(f"“{address}” has no path such as /fa/doc/news/1234, of at most {LONGEST} characters.")
    if parts.query and not re.search(rf"(?<!\d){news_id}(?!\d)", path):
        raise NoOldAddress(f"“{address}” differs from others after its question mark only, which is left out.")
    if _is_ours(path, news_id):
        raise NoOldAddress(f"{path} is an address of ours, which answers first.")
    return path


def keep(story: Story, addresses: Iterable[str]) -> list[str]:
    """Store the addresses that a page had; return a sentence for each that leads to another story already."""
    notes = []
    for path in _paths(story, addresses):
        known, _ = OldAddress.objects.select_related("story").get_or_create(path=path, defaults={"story": story})
        if known.story_id != story.pk:
            notes.append(f"The old address {path} leads to news ID {known.story.news_id} already, and is left so.")
    return notes


def story_named(new: str) -> Story:
    """Return the story that a news ID or an address of ours names. Raises `NoOldAddress` when there is none."""
    number = int(new) if re.fullmatch(r"\d{1,16}", new) else _number_in(new)
    if number is None:
        raise NoOldAddress(f"“{new}” names no story: give a news ID, or an address such as /news/1234.")
    story: Story | None = Story.objects.filter(news_id=number).first() if number <= LARGEST else None
    if story is None:
        raise NoOldAddress(f"There is no story with news ID {number}.")
    return story


def _paths(story: Story, addresses: Iterable[str]) -> list[str]:
    paths = []
    for address in addresses:
        try:
            paths.append(old_path(address, story.news_id))
        except NoOldAddress:
            continue  # such as our own address of the story: it leads there without a row
    return list(dict.fromkeys(paths))


def _is_ours(path: str, news_id: int) -> bool:
    if path.split("/")[1] in RESERVED_CODES - {"news"}:
        return True
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if found.url_name not in _FOR_ANY_WORDS:
        return True
    number = found.kwargs.get("news_id")
    return number is not None and (number == news_id or Story.objects.filter(news_id=min(number, LARGEST)).exists())


def _number_in(address: str) -> int | None:
    try:
        return int(resolve(unquote(urlsplit(address).path)).kwargs["news_id"])
    except (Resolver404, KeyError, ValueError):
        return None
