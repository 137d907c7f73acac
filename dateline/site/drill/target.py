"""What is known of a hidden story, from which its addresses are put together: once for each story."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.db.models import Q

from dateline.comments.models import Comment, MailRecipient
from dateline.delivery.models import Place
from dateline.site.drill.hidden import Hidden
from dateline.site.drill.telltale import Run, contents_of, runs_in, runs_of
from dateline.stories.models import Edition, Photo, Section, Story, Topic
from dateline.stories.models.notice import GROUNDED
from dateline.wire.models import OldAddress

NEIGHBOURS = 5
"""Public stories whose pages are asked: those that could name it as related, and those beside it."""
LOOKED_THROUGH = 200
"""The newest public stories, of which those that chose the hidden one are asked."""


@dataclass(frozen=True)
class Target:
    """A hidden story with the rows round it: what it stands in, shows and is named by."""

    hidden: Hidden
    sections: list[Section]
    topics: list[Topic]
    photos: list[Photo]
    days: list[date]
    neighbours: list[Story]
    old_paths: list[str]
    comments: list[int]
    receipts: list[str]
    mail: list[str]
    places: list[str]
    headline: set[Run]
    runs: set[Run]
    runs_of_text: set[Run]
    """Those without its photos, which belong to no section: who works with photos may see each of them."""

    @property
    def story(self) -> Story:
        return self.hidden.story

    @property
    def edition(self) -> Edition:
        edition: Edition = self.story.edition
        return edition

    @property
    def front(self) -> str:
        return f"/{self.edition.code}/"

    @property
    def page(self) -> str:
        """The address that readers know, or would know."""
        return f"{self.front}news/{self.story.news_id}/{self.story.slug or '-'}"


def target_of(hidden: Hidden, now: datetime) -> Target:
    """Return what is known of a hidden story. About fifteen queries."""
    story, zone = hidden.story, hidden.story.edition.zone
    contents = list(contents_of(story))
    photos = list(Photo.objects.filter(pk__in=_photos(story, contents)))
    moments = (story.first_published_at, story.publish_at, story.embargoed_until, story.version_created)
    topics = {*story.topics.all(), *Topic.objects.filter(pk__in=_numbers(contents, "topics"))}
    sections = {*filter(None, [story.section]), *Section.objects.filter(pk__in=_numbers(contents, "section"))}
    return Target(
        hidden=hidden,
        sections=sorted(sections, key=lambda section: section.pk),
        topics=sorted(topics, key=lambda topic: topic.pk),
        photos=photos,
        days=sorted({moment.astimezone(zone).date() for moment in (*moments, story.created_at, now) if moment}),
        neighbours=list(_neighbours(story, now)),
        old_paths=list(OldAddress.objects.filter(story=story.pk).values_list("path", flat=True)),
        comments=list(Comment.objects.filter(story=story.pk).values_list("pk", flat=True)[:NEIGHBOURS]),
        receipts=[comment.receipt_token for comment in Comment.objects.filter(story=story.pk)[:NEIGHBOURS]],
        mail=[
            each.token
            for each in MailRecipient.objects.filter(Q(comment__story=story.pk) | Q(report__comment__story=story.pk))[
                :NEIGHBOURS
            ]
        ],
        places=list(Place.objects.of(story.edition).values_list("slug", flat=True)),
        headline=set(runs_in(story.headline)),
        runs=runs_of(story, photos),
        runs_of_text=runs_of(story, ()),
    )


def said_of(story: Story) -> Iterable[str]:
    """Return what readers are told in place of a story that was taken back."""
    texts: Iterable[str] = story.notices.filter(kind__in=GROUNDED, readers_knew=True).values_list("text", flat=True)
    return texts


def _photos(story: Story, contents: Iterable[dict[str, Any]]) -> set[int]:
    """The photos that the story shows as it stands, as last saved, and as published before."""
    bodies = [list(story.body.raw_data), *(_blocks(content) for content in contents)]
    within = {block["value"]["photo"] for body in bodies for block in body if block["type"] == "photo"}
    return {*_numbers(contents, "photo"), *within, story.photo_id} - {None}


def _blocks(content: dict[str, Any]) -> list[Any]:
    blocks: list[Any] = json.loads(content.get("body") or "[]")
    return blocks


def _numbers(contents: Iterable[dict[str, Any]], name: str) -> set[int]:
    values = [content.get(name) or [] for content in contents]
    return {number for value in values for number in (value if isinstance(value, list) else [value])}


def _neighbours(story: Story, now: datetime) -> Iterator[Story]:
    public = Story.objects.public(now).select_related("edition").exclude(pk=story.pk)
    family = Q(update_of=story.pk) | Q(translation_of=story.translation_of_id or story.pk)
    family |= Q(pk__in=[pk for pk in (story.update_of_id, story.translation_of_id) if pk])
    newest = public.filter(edition=story.edition).newest_first().values_list("pk", "related_stories")[:LOOKED_THROUGH]
    chose = [pk for pk, chosen in newest if story.pk in chain.from_iterable((chosen or {}).values())]
    yield from public.filter(family | Q(pk__in=chose[:NEIGHBOURS]))[: 2 * NEIGHBOURS]
    beside = public.filter(edition=story.edition).filter(Q(section=story.section_id) | Q(topics__in=story.topics.all()))
    yield from beside.distinct().newest_first()[:NEIGHBOURS]
