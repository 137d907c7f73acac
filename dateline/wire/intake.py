"""Intake: bytes from outside become a draft, or an unpublished revision of a story we have. Never more by itself.

Called by `dateline ingest`; the formats are in `formats/`. What the desk has written stays: an arrival is a further
revision, and the ones before it can be read and compared in the story's history.
"""

import zlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from django.db import transaction

from dateline.lib.tasks import queued_once
from dateline.stories.models import Edition, Story, Topic
from dateline.stories.models.merging import kept_of
from dateline.stories.models.story import PubStatus
from dateline.stories.news_ids import NewsIdTaken
from dateline.wire import old_addresses, writing
from dateline.wire.archive import Surroundings
from dateline.wire.formats.page_dates import DateOrder
from dateline.wire.item import WireItem, WireRefused
from dateline.wire.models import Arrival
from dateline.wire.pictures import PictureBeside
from dateline.wire.reader import PageRead, Reader

State = Literal["created", "updated", "unchanged", "refused"]


@dataclass(frozen=True)
class Landing:
    """What became of one arrival: its story, or the sentence that says why there is none."""

    state: State
    story: Story | None = None
    reason: str = ""
    house_rules: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences on what the page has and the story does not."""
    topics: tuple[Topic, ...] = ()
    """The topics that the story was put on."""
    offered: tuple[int, ...] = ()
    """Keys of the topics that a new story's page names, when it was put on none."""


@dataclass(frozen=True)
class Arriving:
    """One arrival on its way in: what it says and names, and the bytes, name and picture that it came with."""

    item: WireItem
    data: bytes
    name: str
    at: datetime
    picture: PictureBeside
    named: tuple[int, ...] = ()


@dataclass(frozen=True)
class Intake:
    """Where arrivals land: an edition, how their times are read, and whether new stories go out at once.

    With `topics` new stories are put on the topics that their pages name; without it these are only told.
    """

    edition: Edition
    zone: ZoneInfo
    dates: DateOrder | None = None
    publish: bool = False
    topics: bool = False

    def take(self, data: bytes, *, name: str, now: datetime, beside: Surroundings | None = None) -> Landing:
        """Read and land one arrival. Refusals come back as a `Landing` with their sentence."""
        try:
            arriving = self.read(data, name=name, now=now, beside=beside)
        except WireRefused as refusal:
            return Landing("refused", reason=str(refusal))
        with transaction.atomic():
            self.wait_for_other_arrivals()
            return self.land(arriving)

    def read(self, data: bytes, *, name: str, now: datetime, beside: Surroundings | None = None) -> Arriving:
        """Return what an arrival says, before it touches the database. Raises `WireRefused` with a sentence."""
        return self.arriving(self.reader.read(data), name=name, now=now, beside=beside)

    @cached_property
    def reader(self) -> Reader:
        """How pages are read that land here; it knows the names of topics as they are when it is first asked for."""
        return Reader(self.zone, self.dates, Topic.objects.names_of(self.edition))

    def arriving(self, page: PageRead, *, name: str, now: datetime, beside: Surroundings | None) -> Arriving:
        """Return the arrival of a page that was read. Raises `WireRefused` with a sentence."""
        item = page.item
        _refuse_the_future(item, now)
        picture = PictureBeside(beside, item.captions[0].file_name if item.captions else None)
        return Arriving(item, page.data, name, now, picture, page.named)

    def wait_for_other_arrivals(self) -> None:
        """Let one transaction at a time land arrivals of this edition.

        Two imports of one page at once: the second must find the story of the first. SQLite has one writer anyway.
        """
        Edition.objects.select_for_update(no_key=True).get(pk=self.edition.pk)

    def land(self, arriving: Arriving) -> Landing:
        """Land one arrival whole or not at all, in a transaction that has waited for other arrivals."""
        try:
            with transaction.atomic(), queued_once():
                return self._land(arriving)
        except (WireRefused, NewsIdTaken) as refusal:
            arriving.picture.forget()
            return Landing("refused", reason=str(refusal))
        except BaseException:
            arriving.picture.forget()
            raise

    def _land(self, arriving: Arriving) -> Landing:
        item = arriving.item
        story = self._find(item)
        state: State = "created"
        topics = self._topics_for(arriving)
        if story is None:
            story = writing.create(self.edition, item, arriving.picture, topics=topics)
            self._keep(story, arriving)
        else:
            last = story.arrivals.order_by("-arrived_at", "-pk").defer("packed").first()
            self._refuse_unless_ours(story, item, last)
            state = self._again(story, arriving, last)
            topics = writing.put_on(story, topics) if topics and _may_go_out(story) else ()
            state = "updated" if topics else state
        old = old_addresses.keep(story, item.addresses) if item.addresses else []
        if self.publish and _may_go_out(story):
            story.publish(story.get_latest_revision())
            state = "updated" if state == "unchanged" else state
        offered = arriving.named if state == "created" and not self.topics else ()
        notes = (*self._notes(arriving), *old)
        return Landing(state, story, house_rules=item.house_rules, notes=notes, topics=topics, offered=offered)

    def _again(self, story: Story, arriving: Arriving, last: Arrival | None) -> State:
        if last is None or last.content_hash != arriving.item.content_hash:
            writing.revise(story, arriving.item, arriving.picture)
            self._keep(story, arriving)
            return "updated"
        return "updated" if writing.find_picture(story, arriving.picture) else "unchanged"

    def _topics_for(self, arriving: Arriving) -> tuple[Topic, ...]:
        # Read anew for each story: the desk may merge two of them while an archive comes in.
        if not (self.topics and arriving.named):
            return ()
        known = Topic.objects.in_bulk(arriving.named)
        return tuple(kept_of(known[key] for key in arriving.named))

    def _find(self, item: WireItem) -> Story | None:
        # Asked by key alone first: most pages of an archive are new, and the whole row is a heavy question.
        if item.news_id is not None:
            known = Story.objects.filter(news_id=item.news_id).values_list("pk", flat=True).order_by()[:1]
        else:
            arrivals = Arrival.objects.filter(edition=self.edition, content_hash=item.content_hash)
            known = arrivals.values_list("story", flat=True)[:1]
        if not known:
            return None
        stories = Story.objects.select_related("edition", "photo", "latest_revision")
        found: Story = stories.select_for_update(of=("self",)).get(pk=known[0])
        return found

    def _refuse_unless_ours(self, story: Story, item: WireItem, last: Arrival | None) -> None:
        if story.edition_id != self.edition.pk:
            raise NewsIdTaken.by_a_story_of(story.edition.code, story.news_id)
        if item.news_id is not None and (last is None or last.stated_news_id is None):
            raise NewsIdTaken(f"News ID {story.news_id} was given here to another story, before this page came in.")
        if story.pub_status == PubStatus.CANCELED:
            raise WireRefused(f"News ID {story.news_id} was killed; its text is not taken in again.")

    def _keep(self, story: Story, arriving: Arriving) -> None:
        Arrival.objects.create(
            story=story,
            edition=self.edition,
            format=arriving.item.format,
            name=arriving.name[-255:],
            stated_news_id=arriving.item.news_id,
            content_hash=arriving.item.content_hash,
            packed=zlib.compress(arriving.data, 9),
            arrived_at=arriving.at,
        )

    def _notes(self, arriving: Arriving) -> tuple[str, ...]:
        notes = [*arriving.item.notes, arriving.picture.note]
        language = arriving.item.language
        if language and _base(language) != _base(self.edition.language):
            notes.append(
                f"The page says that its language is “{language}”; the edition's is “{self.edition.language}”."
            )
        return tuple(filter(None, notes))


def _refuse_the_future(item: WireItem, now: datetime) -> None:
    if item.published_at > now:
        raise WireRefused(
            f"The page's time, {item.published_at:%Y-%m-%d %H:%M} UTC, is still to come. Is --timezone the page's?"
        )


def _may_go_out(story: Story) -> bool:
    """Only what readers never saw and nobody at the desk has worked on: anything else goes out by a person."""
    touched = story.revisions.filter(user__isnull=False).exists()
    return story.version == 0 and story.pub_status == PubStatus.USABLE and not touched


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()
