"""What stands on a front page: chosen by rule from what is public now, newest first. `views/front.py` shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects

from dateline.lib import reading
from dateline.stories import tags
from dateline.stories.models import Edition, Section, Story

WIRE_LENGTH = 30
IN_A_SECTION = 4
BREAKING_FOR = timedelta(hours=6)
LEAD_FOR = timedelta(hours=24)
"""How far behind the newest story the lead may lie: an urgent story leads for a day, then the page moves on."""


@dataclass(frozen=True)
class Department:
    """A section and its newest stories."""

    section: Section
    stories: list[Story]


@dataclass(frozen=True)
class FrontPage:
    breaking: list[Story]
    lead: Story | None
    beside_lead: list[Story]
    wire: list[Story]
    departments: list[Department]
    most_read: list[Story]


def compose(edition: Edition, now: datetime) -> FrontPage:
    """Choose the stories of an edition's front page at `now`. One query a section and four more.

    Three for the most-read stories, where they are listed.
    """
    public = Story.objects.public(now).filter(edition=edition).for_lists().newest_first()
    public = public.noted(tags.front(edition.code))
    wire = list(public[:WIRE_LENGTH])
    ahead = _not_followed(wire)
    lead = _lead(ahead)
    shown = {lead.pk} if lead else set()
    beside = _beside(lead, wire)
    shown |= {story.pk for story in beside}
    departments = [
        Department(section, [story for story in _newest_of(section, edition, public) if story.pk not in shown])
        for section in edition.sections.all()
    ]
    departments = [Department(each.section, each.stories[:IN_A_SECTION]) for each in departments if each.stories]
    with_photos([lead, *(each.stories[0] for each in departments)])
    breaking = [
        story for story in ahead if story.is_breaking and story != lead and _is_since(story, now - BREAKING_FOR)
    ]
    for story in breaking[:1]:
        reading.note_until(story.first_published_at + BREAKING_FOR)
    return FrontPage(breaking[:1], lead, beside, wire, departments, _most_read(edition, now))


def _most_read(edition: Edition, now: datetime) -> list[Story]:
    """Where the edition shows a list of them."""
    looks = getattr(edition, "appearance", None)  # no attribute where there is no row
    if looks is None or not looks.shows_most_read:
        return []
    reading.note(tags.most_read(edition.code))
    listed = getattr(edition, "most_read", None)
    return listed.shown(now) if listed else []


def with_photos(stories: Iterable[Story | None]) -> None:
    """Load the sized copies of these stories' photos in one query."""
    photos = [story.photo for story in stories if story and story.photo]
    prefetch_related_objects(photos, "renditions")


def _newest_of(section: Section, edition: Edition, public: Any) -> Any:
    of_section = public.filter(section=section).noted(tags.section(section.slug, edition.code))
    return of_section[: IN_A_SECTION + 3]  # as many more as may stand above


def _not_followed(wire: list[Story]) -> list[Story]:
    """Leave out a flash whose story is there: that stands in its place, and the flash at its time."""
    followed = {story.update_of_id for story in wire}
    return [story for story in wire if not (story.is_flash and story.pk in followed)]


def _lead(wire: list[Story]) -> Story | None:
    if not wire:
        return None
    whole = [story for story in wire if not story.is_flash] or wire  # a flash has a line of its own above the lead
    recent = [story for story in whole if _is_since(story, whole[0].first_published_at - LEAD_FOR)]
    return min(recent, key=lambda story: (story.urgency, story.photo is None or story.photo.is_missing))


def _beside(lead: Story | None, wire: list[Story]) -> list[Story]:
    others = [story for story in wire if lead and story.pk != lead.pk]
    others.sort(key=lambda story: lead is None or story.section_id != lead.section_id)
    return others[:2]


def _is_since(story: Story, moment: datetime) -> bool:
    return story.first_published_at is not None and story.first_published_at >= moment
