"""A small newsroom with a story hidden in each way, told once for all tests of the drill."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.images import ImageFile
from django.db import transaction
from django.test import override_settings
from PIL import Image

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission, receive
from dateline.delivery.cache import pages
from dateline.lib import clock
from dateline.people.models import User
from dateline.people.roles import DESK_CHIEF
from dateline.site.drill import hidden
from dateline.site.drill.addresses import questions_of
from dateline.site.drill.desk_addresses import desk_questions
from dateline.site.drill.drilling import Drill
from dateline.site.drill.leaks import Leak
from dateline.site.drill.target import Target, target_of
from dateline.stories.models import (
    Appearance,
    Contributor,
    Edition,
    MostRead,
    Photo,
    ReadsInHour,
    Section,
    Story,
    Topic,
)
from dateline.stories.models.reads import hour_of
from dateline.wire.models import OldAddress

LATER = datetime(2100, 1, 1, tzinfo=UTC)
BEFORE = datetime(2024, 5, 7, 9, 0, tzinfo=UTC)


@dataclass
class World:
    """The newsroom: its chief, a public story of two years ago, and the hidden stories by their kind."""

    chief: User
    public: Story
    hidden: dict[str, Story]

    def target(self, kind: str) -> Target:
        return target_of(hidden.one(self.hidden[kind].news_id, clock.now()), clock.now())


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("home")
    home = override_settings(MEDIA_ROOT=folder / "media", PAGES_FOLDER=folder / "pages")
    with home, django_db_blocker.unblock(), transaction.atomic():
        yield _told()
        transaction.set_rollback(True)


@pytest.fixture
def world(told: World, db: None) -> World:
    """The newsroom as this test finds it; what it changes is taken back."""
    return told


@pytest.fixture(autouse=True)
def own_pages(settings: Any, told: World, tmp_path: Path) -> Iterator[None]:
    settings.PAGES_FOLDER = tmp_path / "pages"
    yield
    pages.close()


def _told() -> World:
    chief = User.objects.create_user("chief")
    chief.groups.add(Group.objects.get(name=DESK_CHIEF.name))
    edition = Edition.objects.create(
        code="en", name="English", language="en", time_zone="Europe/Lisbon", agency_name="HNA", tag_entity="h.example,1"
    )
    section = Section.objects.create(edition=edition, slug="economy", name="Economy")
    topic = Topic.objects.create(edition=edition, name="Ferries")
    old = Story(edition=edition, section=section, headline="Ferry fares rise", lead="They rise.", topics=[topic])
    public = _out(old, by=chief, at=BEFORE)
    told = dict(_hidden(public, topic, chief))
    _read(edition, [*told.values(), public])
    return World(chief, public, told)


def _read(edition: Edition, stories: list[Story]) -> None:
    """All were read, the hidden ones most, and the front page lists them."""
    Appearance.objects.create(edition=edition, shows_most_read=True)
    MostRead.objects.create(edition=edition, stories=[story.pk for story in stories], until=LATER)
    hour = hour_of(clock.now())
    ReadsInHour.objects.add({(hour, story.pk): 90 - place for place, story in enumerate(stories)})


def _hidden(public: Story, topic: Topic, chief: User) -> Iterator[tuple[str, Story]]:
    for number, kind in enumerate(hidden.KINDS):
        moment = BEFORE - timedelta(days=400 * number)
        story = _written(public, topic, kind)
        if kind == "timed":
            story.schedule(LATER, by=chief)
        if kind == "embargoed":
            story.embargo(LATER, by=chief)
        if kind != "draft":
            _out(story, by=chief, at=moment)
        if kind in ("held", "killed"):
            _commented(story, moment)
            verb = story.hold if kind == "held" else story.kill
            verb(by=chief, reason="Checked.", ground="error", text="It is looked at.", now=moment + timedelta(days=1))
        yield kind, Story.objects.get(pk=story.pk)


def _written(public: Story, topic: Topic, kind: str) -> Story:
    """A story whose every word is its own, on a topic that has others and on one that has not."""
    only = Topic.objects.create(edition=public.edition, name=f"Wyvern {kind}")
    story = Story(
        edition=public.edition,
        section=public.section,
        slugline=f"QUINCE-{kind}",
        headline=f"Zephyrine {kind} quince harvest astonishes growers",
        lead=f"Growers of {kind} gathered unseen crates.",
        byline=f"Umbra {kind} Vale",
        body=[("paragraph", f"<p>Nobody {kind} foresaw <b>such</b> orchards.</p>")],
        photo=_photo(kind),
        photo_caption=f"Crates {kind} beneath lanterns",
        update_of=public,
        translation_of=public,
    )
    story.topics.set([topic, only])
    story.contributors = [Contributor(name=f"Ottoline {kind} Grebe")]
    story.save()
    OldAddress.objects.create(path=f"/en/doc/{kind}", story=story)
    return story


def _out(story: Story, *, by: User, at: datetime) -> Story:
    story.save()
    story.publish(story.save_revision(user=by), user=by, now=at)
    return story


def _commented(story: Story, at: datetime) -> Comment:
    return receive(story, Submission(name="Tom", text="Low.", email="tom@reader.example", address=""), now=at)


def _photo(kind: str) -> Photo:
    picture = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(picture, "PNG")
    photo: Photo = Photo.objects.create(
        title=kind, caption=f"Lantern {kind} light", file=ImageFile(picture, name=f"lantern-{kind}.png")
    )
    return photo


class Asked:
    """Asks the drill's questions of some kinds about one story, and keeps what leaked."""

    def __init__(self, target: Target) -> None:
        self.target = target

    def as_a_reader(self, *kinds: str) -> list[Leak]:
        drill = Drill()
        drill.ask_as_a_reader(self.target, [q for q in questions_of(self.target) if not kinds or q.kind in kinds])
        return drill.found.leaks

    def at_the_desk(self, *parts: str) -> list[Leak]:
        drill = Drill()
        questions = [q for q in desk_questions(self.target) if not parts or any(part in q.address for part in parts)]
        drill.ask_at_the_desk(self.target, questions)
        return drill.found.leaks

    def for_pictures(self) -> list[Leak]:
        drill = Drill()
        drill.ask_for_pictures(self.target, clock.now())
        return drill.found.leaks
