"""What readers' pages know of a story. Two of them, before and after, tell what a change changed for readers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateline.stories.queries import OF_THE_TEXT

UNSEEN = {
    *OF_THE_TEXT,
    "id",
    "latest_revision_id",
    "has_unpublished_changes",
    "last_published_at",
    "live_revision_id",
    "go_live_at",
    "expire_at",
    "expired",
    "locked",
    "locked_at",
    "locked_by_id",
    "slugline",
    "headline_is_derived",
    "ed_note",
    "comments_door",
    "comments_mode",
    "live",
    "stage",
    "pub_status",
    "publish_at",
    "embargoed_until",
    "unlisted_since",
    "created_at",
}
"""Fields that no list shows. A new field counts as shown until it is named here."""


@dataclass(frozen=True)
class Shown:
    """A story as readers know it at an instant. `lists_show` compares what lists show; `shows_at` is yet to come."""

    is_public: bool
    is_listed: bool
    """Whether search engines may find it."""
    shows_at: datetime | None
    edition_id: int
    section_id: int | None
    topics: frozenset[int]
    first_published_at: datetime | None
    lists_show: tuple[Any, ...]


def shown(story: Any, at: datetime) -> Shown:
    """Return what readers' pages know of a stored story at an instant. Two queries."""
    ahead = [time for time in (story.publish_at, story.embargoed_until) if time and time > at]
    usable = story.live and story.pub_status == "usable"
    return Shown(
        is_public=story.is_public(at),
        is_listed=story.unlisted_since is None,
        shows_at=max(ahead) if ahead and usable else None,
        edition_id=story.edition_id,
        section_id=story.section_id,
        topics=frozenset(story.topics.through.objects.filter(story=story.pk).values_list("topic", flat=True)),
        first_published_at=story.first_published_at,
        lists_show=tuple(
            getattr(story, field.attname) for field in story._meta.concrete_fields if field.attname not in UNSEEN
        ),
    )
