"""What templates for machines need: dates as RSS writes them, feed links, and a story's structured data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from dateline.delivery import structured_data as schema
from dateline.delivery.cards.keeping import CardLink, link_of
from dateline.delivery.json_ld import in_script
from dateline.delivery.pictures import Picture, absolute, picture_of
from dateline.delivery.sitemaps import alternates
from dateline.delivery.syndication import changed_at, feed_address
from dateline.lib import clock, reading
from dateline.stories import tags
from dateline.stories.models import Edition, Section, Story, Topic

register = template.Library()

FEEDS = {"rss": ("application/rss+xml", "RSS"), "atom": ("application/atom+xml", "Atom")} | {
    "json": ("application/feed+json", "JSON Feed")
}


@dataclass(frozen=True)
class FeedLink:
    address: str
    type: str
    title: str


@register.filter
def mail_date(moment: datetime) -> str:
    """The date as RSS 2.0 wants it (RFC 822 with a year of four digits), in UTC: Mon, 05 Sep 2016 19:07:00 +0000."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0))


@register.filter
def as_html(text: str) -> str:
    """Plain text as HTML source, to be escaped once more: RSS descriptions are HTML inside XML."""
    return "".join(escape(text))


@register.filter
def changed(story: Story) -> datetime:
    """When readers last saw something new in the story."""
    return changed_at(story)


@register.simple_tag
def feed_links(edition: Edition, section: Section | str = "", topic: Topic | str = "") -> list[FeedLink]:
    """The three feeds of an edition and, on its page, of a section or topic."""
    whole = [None, *(part for part in (section, topic) if isinstance(part, Section | Topic))]
    return [
        FeedLink(
            absolute(feed_address(edition, kind, part)), media, f"{part.name if part else edition.agency_name} – {name}"
        )
        for part in whole
        for kind, (media, name) in FEEDS.items()
    ]


@register.simple_tag(takes_context=True)
def structured_data(context: Mapping[str, Any]) -> SafeString:
    """The JSON-LD of the `story` in the context. One query, and only for a story that updates another."""
    story, edition = context["story"], context["edition"]
    around = schema.Around(
        house_rules=absolute(reverse("house-rules", args=[edition.code])),
        translations=context.get("translations") or [],
        update_of=_before(story, context.get("related")),
        comment_count=context.get("comment_count") or 0,
        takes_comments=bool(getattr(context.get("commenting"), "takes", False)),
        old_address=absolute(quote(old)) if (old := _old_address(story)) else "",
        notices=context.get("notices") or [],
        appearance=getattr(edition, "appearance", None),  # no attribute where there is no row
    )
    data = schema.structured_data(story, edition, settings.BASE_URL, around)
    return mark_safe(in_script(data))  # noqa: S308 - in_script leaves no mark that HTML knows


@register.simple_tag
def social_card(story: Story) -> CardLink | Picture | None:
    """The picture that stands beside a story's address: its card, else its photo, else none."""
    return link_of(story) or picture_of(story.photo, story.caption)


@register.simple_tag
def default_translation(story: Story, translations: list[Story] | str = "") -> str:
    """The address for readers of any other language (hreflang x-default); nothing for a story in one language."""
    same = [story, *translations] if isinstance(translations, list) else []
    links = alternates({each.edition: absolute(each.get_absolute_url()) for each in same})
    return dict(links).get("x-default", "")


def _before(story: Story, related: Any) -> Story | None:
    """The story that this one updates, as far as readers may see it; mostly it stands among the related ones."""
    for earlier in related.earlier if related else []:
        if earlier.pk == story.update_of_id:
            return earlier  # type: ignore[no-any-return]
    return _public(story.update_of_id)


def _old_address(story: Story) -> str:
    """The first path that the story had before it came in; the story's page has asked for it already."""
    if not hasattr(story, "old_address"):
        return story.old_addresses.order_by("pk").values_list("path", flat=True).first() or ""
    return story.old_address or ""


def _public(pk: int | None) -> Story | None:
    if pk is None:
        return None
    reading.note(tags.unseen(pk))
    found: Story | None = Story.objects.public(clock.now()).noted().only("news_id").filter(pk=pk).first()
    return found
