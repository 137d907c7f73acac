"""Intake: bytes from outside become a draft, or an unpublished revision of a story we have. Never more by itself.

Called by `dateline ingest`; the formats are in `formats/`.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.db import transaction

from dateline.stories.body import paragraphs_to_body
from dateline.stories.models import Edition, Photo, Story
from dateline.stories.news_ids import NewsIdTaken
from dateline.wire import formats
from dateline.wire.item import WireItem, WireRefused
from dateline.wire.models import Arrival

State = Literal["created", "updated", "unchanged", "refused"]


@dataclass(frozen=True)
class Landing:
    """What became of one arrival: its story, or the sentence that says why there is none."""

    state: State
    story: Story | None = None
    reason: str = ""
    house_rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intake:
    """Where arrivals land: an edition, the zone that their times are in, and whether new stories go out at once."""

    edition: Edition
    zone: ZoneInfo
    publish: bool = False

    def take(self, data: bytes, *, name: str, now: datetime) -> Landing:
        """Land one arrival whole or not at all. Refusals come back as a `Landing` with their sentence."""
        try:
            item = formats.read(data, zone=self.zone)
            with transaction.atomic():
                landing = self._land(item)
                if landing.state in ("created", "updated"):
                    self._keep(landing, item, data, name=name, now=now)
        except (WireRefused, NewsIdTaken) as refusal:
            return Landing("refused", reason=str(refusal))
        return landing

    def _land(self, item: WireItem) -> Landing:
        story = self._find(item)
        if story is None:
            return self._create(item)
        if story.edition_id != self.edition.pk:
            raise NewsIdTaken(
                f"News ID {story.news_id} already belongs to a story of the edition “{story.edition.code}”."
            )
        return self._again(story, item)

    def _find(self, item: WireItem) -> Story | None:
        stories = Story.objects.select_related("edition").select_for_update(of=("self",))
        if item.news_id is not None:
            return stories.filter(news_id=item.news_id).first()
        known = Arrival.objects.filter(edition=self.edition, content_hash=item.content_hash).first()
        return stories.get(pk=known.story_id) if known else None

    def _create(self, item: WireItem) -> Landing:
        story = Story(edition=self.edition, news_id=item.news_id, first_published_at=item.published_at)
        _write(story, item)
        story.photo = _photo(item)
        story.save()
        revision = story.save_revision()
        if self.publish:
            story.publish(revision)
        return Landing("created", story, house_rules=item.house_rules)

    def _again(self, story: Story, item: WireItem) -> Landing:
        last = story.arrivals.order_by("-arrived_at", "-pk").first()
        if last and last.content_hash == item.content_hash:
            return self._publish_draft(story) or Landing("unchanged", story, house_rules=item.house_rules)
        draft = story.get_latest_revision_as_object()
        _write(draft, item)
        draft.photo_caption = item.captions[0].text if item.captions else ""
        draft.save_revision()
        story.refresh_from_db()
        return self._publish_draft(story) or Landing("updated", story, house_rules=item.house_rules)

    def _publish_draft(self, story: Story) -> Landing | None:
        # A story that readers know changes only with a notice; one that was never out may go out.
        if not self.publish or story.version > 0:
            return None
        story.publish(story.get_latest_revision())
        return Landing("updated", story)

    def _keep(self, landing: Landing, item: WireItem, data: bytes, *, name: str, now: datetime) -> None:
        Arrival.objects.create(
            story=landing.story,
            edition=self.edition,
            format=item.format,
            name=name[-255:],
            content_hash=item.content_hash,
            packed=zlib.compress(data, 9),
            arrived_at=now,
        )


def _write(story: Any, item: WireItem) -> None:
    story.headline = item.headline
    story.headline_is_derived = item.headline_is_derived
    story.lead = item.lead
    story.source, story.credit = item.source, item.credit
    story.body = paragraphs_to_body(item.paragraphs)


def _photo(item: WireItem) -> Photo | None:
    if not item.captions:
        return None
    caption = item.captions[0].text
    photo = Photo(title=caption[:120], caption=caption, source=item.source, credit_line=item.credit)
    photo.save()
    return photo
