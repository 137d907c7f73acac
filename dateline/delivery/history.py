"""The public history of a story: which versions readers could see, and what each says. `views/versions.py` asks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateline.delivery.comparing import Text, blocks_of
from dateline.delivery.templatetags.dates import day_words
from dateline.lib.text import plain
from dateline.stories import tags
from dateline.stories.models import Edition, Genre, Notice, NoticeKind, Photo, Section, Story, Version
from dateline.stories.models.notice import OF_A_VERSION


@dataclass(frozen=True)
class Step:
    """One public version: its number, since when readers saw it, and the notice that came with it."""

    number: int
    at: datetime
    notice: Notice | None


def steps_of(story: Story) -> list[Step]:
    """Return the versions that readers could see, the newest first. Two queries, none of which reads a text.

    One that was replaced before the story came out, or while it was held, was seen by nobody and stays at the desk.
    """
    notices = list(story.notices.noted(tags.story(story.news_id)))
    of_text = {notice.version: notice for notice in notices if notice.kind in OF_A_VERSION and notice.readers_knew}
    holds = _holds(notices)
    rows = list(story.versions.order_by("-number").values_list("number", "created_at"))
    steps, replaced_at = [], None
    for number, created_at in rows:
        successor = of_text.get(number + 1)
        if replaced_at is None or (successor and not _within(holds, created_at, replaced_at)):
            steps.append(Step(number, max(created_at, _first(story)), of_text.get(number)))
        replaced_at = created_at
    if steps:  # the first that readers saw is as old as the story, also where it came in from an archive
        first = steps[-1]
        steps[-1] = Step(first.number, _first(story), None)
    return steps


def texts_of(story: Story, edition: Edition, numbers: Iterable[int]) -> dict[int, Text]:
    """Return what these versions say, by number. Three queries."""
    found = Version.objects.filter(story=story, number__in=list(numbers))
    contents: dict[int, dict[str, Any]] = dict(found.values_list("number", "content"))
    bodies = {number: _body(content) for number, content in contents.items()}
    photos = Photo.objects.only("caption", "alt", "credit_line", "creator").in_bulk(
        {pk for number, content in contents.items() for pk in _photos(content, bodies[number])}
    )
    sections = dict(Section.objects.filter(edition=edition).values_list("pk", "name"))
    captions = {pk: photo.caption for pk, photo in photos.items()}
    return {
        number: Text(_fields(content, edition, photos, sections), blocks_of(bodies[number], captions))
        for number, content in contents.items()
    }


def _first(story: Story) -> datetime:
    first: datetime = story.first_published_at
    return first


def _holds(notices: list[Notice]) -> list[tuple[datetime, datetime | None]]:
    spans: list[tuple[datetime, datetime | None]] = []
    for notice in sorted(notices, key=lambda each: (each.at, each.pk)):
        if notice.kind == NoticeKind.HOLD:
            spans.append((notice.at, None))
        elif notice.kind == NoticeKind.RELEASE and spans:
            spans[-1] = spans[-1][0], notice.at
    return spans


def _within(spans: list[tuple[datetime, datetime | None]], start: datetime, end: datetime) -> bool:
    return any(began <= start and (ended is None or end <= ended) for began, ended in spans)


def _body(content: dict[str, Any]) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = json.loads(content.get("body") or "[]")
    return body


def _photos(content: dict[str, Any], body: list[dict[str, Any]]) -> set[int]:
    used = {block["value"].get("photo") for block in body if block["type"] == "photo"}
    return {pk for pk in (content.get("photo"), *used) if pk}


def _fields(
    content: dict[str, Any], edition: Edition, photos: dict[int, Photo], sections: dict[int, str]
) -> dict[str, str]:
    photo = photos.get(content.get("photo") or 0)
    genre = content.get("genre") or Genre.CURRENT
    told = {name: plain(content.get(name) or "") for name in ("kicker", "headline", "lead", "byline", "source")}
    return told | {
        "credit": plain(content.get("credit") or "") or plain(edition.credit),
        "kind": "" if genre == Genre.CURRENT else str(Genre(genre).label),
        "section": sections.get(content.get("section") or 0, ""),
        "place": _place(content, edition),
        "contributors": "; ".join(f"{each['role']}: {each['name']}" for each in content.get("contributors") or []),
        "photo": _named(photo),
        "caption": plain(content.get("photo_caption") or (photo.caption if photo else "")),
    }


def _place(content: dict[str, Any], edition: Edition) -> str:
    filed = content.get("dateline_date")
    day = day_words(edition, date.fromisoformat(filed)) if filed else ""
    return ", ".join(filter(None, [plain(content.get("dateline_place") or ""), day]))


def _named(photo: Photo | None) -> str:
    """A photo in words: what is seen, and whose it is."""
    if photo is None:
        return ""
    credit = " / ".join(dict.fromkeys(filter(None, [photo.creator, photo.credit_line])))
    return plain(f"{photo.alt or photo.caption} ({credit})" if credit else photo.alt or photo.caption)
