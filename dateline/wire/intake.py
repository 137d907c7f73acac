"""Intake: bytes from outside become a draft, or an unpublished revision of a story we have. Never more by itself.

Called by `dateline ingest`; the formats are in `formats/`. What the desk has written stays: an arrival is a further
revision, and the ones before it can be read and compared in the story's history.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.db import transaction

from dateline.stories.body import paragraphs_to_body
from dateline.stories.models import Edition, Photo, Story
from dateline.stories.models.story import PubStatus
from dateline.stories.news_ids import NewsIdTaken
from dateline.wire import formats
from dateline.wire.formats.page_dates import DateOrder
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
    """Where arrivals land: an edition, how their times are read, and whether new stories go out at once."""

    edition: Edition
    zone: ZoneInfo
    dates: DateOrder | None = None
    publish: bool = False

    def take(self, data: bytes, *, name: str, now: datetime) -> Landing:
        """Land one arrival whole or not at all. Refusals come back as a `Landing` with their sentence."""
        try:
            item = formats.read(data, zone=self.zone, dates=self.dates)
            _refuse_the_future(item, now)
            with transaction.atomic():
                return self._land(item, data, name=name, now=now)
        except (WireRefused, NewsIdTaken) as refusal:
            return Landing("refused", reason=str(refusal))

    def _land(self, item: WireItem, data: bytes, *, name: str, now: datetime) -> Landing:
        self._wait_for_other_arrivals()
        story = self._find(item)
        state: State = "created"
        if story is None:
            story = self._create(item)
        else:
            self._refuse_unless_ours(story)
            state = "unchanged" if _said_before(story, item) else _revise(story, item)
        if state != "unchanged":
            self._keep(story, item, data, name=name, now=now)
        if self.publish and _may_go_out(story):
            story.publish(story.get_latest_revision())
            state = "updated" if state == "unchanged" else state
        return Landing(state, story, house_rules=item.house_rules)

    def _wait_for_other_arrivals(self) -> None:
        # Two imports of one page at once: the second must find the story of the first. SQLite has one writer anyway.
        Edition.objects.select_for_update(no_key=True).get(pk=self.edition.pk)

    def _find(self, item: WireItem) -> Story | None:
        stories = Story.objects.select_related("edition").select_for_update(of=("self",))
        if item.news_id is not None:
            return stories.filter(news_id=item.news_id).first()
        known = Arrival.objects.filter(edition=self.edition, content_hash=item.content_hash).first()
        return stories.get(pk=known.story_id) if known else None

    def _refuse_unless_ours(self, story: Story) -> None:
        if story.edition_id != self.edition.pk:
            raise NewsIdTaken.by_a_story_of(story.edition.code, story.news_id)
        if story.pub_status == PubStatus.CANCELED:
            raise WireRefused(f"News ID {story.news_id} was killed; its text is not taken in again.")

    def _create(self, item: WireItem) -> Story:
        story = Story(edition=self.edition, news_id=item.news_id, first_published_at=item.published_at)
        _write(story, item)
        story.photo = _photo(item)
        story.save()
        story.save_revision()
        return story

    def _keep(self, story: Story, item: WireItem, data: bytes, *, name: str, now: datetime) -> None:
        Arrival.objects.create(
            story=story,
            edition=self.edition,
            format=item.format,
            name=name[-255:],
            content_hash=item.content_hash,
            packed=zlib.compress(data, 9),
            arrived_at=now,
        )


def _refuse_the_future(item: WireItem, now: datetime) -> None:
    if item.published_at > now:
        raise WireRefused(
            f"The page's time, {item.published_at:%Y-%m-%d %H:%M} UTC, is still to come. Is --timezone the page's?"
        )


def _said_before(story: Story, item: WireItem) -> bool:
    last = story.arrivals.order_by("-arrived_at", "-pk").first()
    return last is not None and last.content_hash == item.content_hash


def _may_go_out(story: Story) -> bool:
    """Only what readers never saw and nobody at the desk has worked on: anything else goes out by a person."""
    touched = story.revisions.filter(user__isnull=False).exists()
    return story.version == 0 and story.pub_status == PubStatus.USABLE and not touched


def _revise(story: Story, item: WireItem) -> State:
    """Store the page's new text as an unpublished revision on top of the story's newest, whoever wrote that."""
    if story.version == 0:
        # Not out yet, so the page may still correct its own time, as when the first import named a wrong zone.
        story.first_published_at = item.published_at
        story.save(update_fields=["first_published_at"])
    draft = story.get_latest_revision_as_object()
    _write(draft, item)
    _caption(draft, item, came_with_the_page=_photo_of_last_arrival(story))
    draft.save_revision()
    story.refresh_from_db()
    return "updated"


def _write(story: Story, item: WireItem) -> None:
    # A headline that a person wrote is better than one made by rule.
    if not (item.headline_is_derived and story.headline and not story.headline_is_derived):
        story.headline, story.headline_is_derived = item.headline, item.headline_is_derived
    story.lead = item.lead
    story.source, story.credit = item.source, item.credit
    story.body = paragraphs_to_body(item.paragraphs)


def _photo_of_last_arrival(story: Story) -> int | None:
    last = story.revisions.filter(user=None).order_by("-pk").first()
    photo: int | None = last.content["photo"] if last else None
    return photo


def _caption(draft: Story, item: WireItem, *, came_with_the_page: int | None) -> None:
    """Write the page's caption for the page's photo; one that the desk chose keeps its own."""
    if draft.photo_id != came_with_the_page:
        return
    if draft.photo is None:
        draft.photo = _photo(item)
    elif item.captions:
        caption = item.captions[0].text
        draft.photo_caption = "" if caption == draft.photo.caption else caption
    elif draft.photo.is_missing:
        draft.photo = None


def _photo(item: WireItem) -> Photo | None:
    if not item.captions:
        return None
    caption = item.captions[0].text
    photo = Photo(title=caption[:120], caption=caption, source=item.source, credit_line=item.credit)
    photo.save()
    return photo
