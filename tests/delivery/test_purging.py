"""Whatever changes, every stored page whose bytes would now be others is dropped, and hardly another one."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client, override_settings

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission, receive
from dateline.delivery import purging
from dateline.delivery.cache import pages as page_stores
from dateline.delivery.cache.store import Store
from dateline.delivery.models import Drop
from dateline.lib import clock
from dateline.moderation import checking, judging
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.people.roles import EDITOR
from dateline.stories.models import Appearance, ContactPoint, Edition, MenuLink, Photo, Section, Story, Topic
from dateline.wire import old_addresses
from tests import cast
from tests.conftest import NOON
from tests.delivery.asking import Site, connection_kept

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
LISTS = (
    "/",
    "/{code}/",
    "/{code}/feed.rss",
    "/{code}/house-rules",
    "/{code}/corrections",
    "/{code}/feed.atom",
    "/{code}/archive",
    "/{code}/archive/2025",
    "/{code}/archive/2026",
    "/{code}/archive/2025/12",
    "/{code}/archive/2026/2",
    "/{code}/archive/2026/3",
    "/{code}/nothing-here",
    "/{code}/topic/nobody",
    "/{code}/section/nowhere",
    "/{code}/old/1.html",
)
OF_ALL = ("/sitemap.xml", "/sitemap-pages.xml", "/news-sitemap.xml", "/robots.txt", "/sitemap-stories-0.xml")
OF_ALL += ("/sitemap-stories-1.xml", "/sitemap-topics-0.xml", "/news/900")
OF_A_PART = ("/{code}/{part}/{slug}", "/{code}/{part}/{slug}/feed.json")


@dataclass
class Newsroom:
    """Stories of four months in two editions, with sections, topics, photos, translations and comments."""

    en: Edition
    fa: Edition
    harbours: Section
    sport: Section
    port: Topic
    mayor: Topic
    stories: list[Story]
    photo: Photo


def stop(patched: pytest.MonkeyPatch, moment: datetime) -> None:
    patched.setattr(clock, "now", lambda: moment)
    patched.setattr(clock, "seconds", lambda: moment.timestamp())


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return partial(stop, monkeypatch)


LENGTHS = {"changed.FIRST": 10, "views.lists.ON_A_PAGE": 3, "front_page.WIRE_LENGTH": 6, "syndication.LENGTH": 6}
"""Lists of a few stories, so that a few stories have more than one page."""


@pytest.fixture(scope="module")
def stored(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The newsroom and the store with all of its pages, made once; what a test does with either is gone after it."""
    folder: Path = tmp_path_factory.mktemp("stored") / "pages"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patched, transaction.atomic():
        stop(patched, NOW)
        for name, length in LENGTHS.items():
            patched.setattr(f"dateline.delivery.{name}", length)
        fill()
        with override_settings(PAGES_FOLDER=folder), connection_kept():
            site = Site()
            for address in addresses(site, found()):
                site.get(address)
            page_stores.close()
        yield folder
        transaction.set_rollback(True)


def fill() -> None:
    ines, en, fa = cast.somebody("ines", EDITOR), cast.english(), cast.persian()
    cast.rules_in_force(en, by=ines, now=NOON)
    sections = [Section.objects.create(edition=en, slug=name.lower(), name=name) for name in ("Harbours", "Sport")]
    port = Topic.objects.create(edition=en, kind="place", name="Port Ansel")
    mayor = Topic.objects.create(edition=en, kind="person", name="Hale Brannick")
    photo = Photo.objects.create(title="quay", caption="The quay.", credit_line="HNA")
    made = []
    for number in range(20):
        story = cast.draft(f"Story {number}", edition=en, section=sections[number % 2], news_id=990 + number)
        story.topics.set([[port], [mayor], [port, mayor], []][number % 4])
        story.photo = photo if number % 5 == 0 else None
        made.append(out(story, ines, NOW - timedelta(days=5.6 * (19 - number))))
    persian = cast.draft("بندر", edition=fa, news_id=2001, translation_of=made[14])
    out(persian, ines, NOW - timedelta(days=3))
    submission = Submission(name="Tom", text="Shown.", email="", address="192.0.2.7")
    judging.show(receive(made[14], submission, now=NOW), by=ines, now=NOW)


def found() -> Newsroom:
    editions = {edition.code: edition for edition in Edition.objects.all()}
    sections = [Section.objects.get(slug=slug) for slug in ("harbours", "sport")]
    topics = [Topic.objects.get(name=name) for name in ("Port Ansel", "Hale Brannick")]
    stories = list(Story.objects.select_related("edition", "section").order_by("pk"))
    return Newsroom(editions["en"], editions["fa"], *sections, *topics, stories, Photo.objects.get())


@pytest.fixture
def store(stored: Path, settings: Any, tmp_path: Path) -> Iterator[Store]:
    settings.PAGES_FOLDER = shutil.copytree(stored, tmp_path / "pages")
    yield page_stores.store()
    page_stores.close()


@pytest.fixture
def newsroom(stored: Path, db: None) -> Newsroom:
    return found()


@pytest.fixture
def en(newsroom: Newsroom) -> Edition:
    return newsroom.en


@pytest.fixture
def ines(newsroom: Newsroom) -> User:
    return User.objects.get(username="ines")


@pytest.fixture
def rules(newsroom: Newsroom) -> HouseRules:
    return HouseRules.objects.get()


def out(story: Story, by: User, at: datetime) -> Story:
    story.publish(story.save_revision(user=by), user=by, now=at)
    return story


def addresses(site: Site, newsroom: Newsroom) -> list[str]:
    """Every address that readers and machines have."""
    found = [*OF_ALL, *(each.format(code="en") for each in LISTS), "/fa/", "/fa/feed.rss", "/fa/archive/2026/3"]
    for part, slugs in {"section": ("harbours", "sport"), "topic": ("port-ansel", "hale-brannick")}.items():
        found += [each.format(code="en", part=part, slug=slug) for each in OF_A_PART for slug in slugs]
    for story in [newsroom.stories[number] for number in (0, 1, 9, 17, 18, 20)]:
        day = story.first_published_at.astimezone(story.edition.zone)
        found += [story.get_absolute_url(), f"/news/{story.news_id}"]
        found.append(f"/{story.edition.code}/archive/{day.year}/{day.month}/{day.day}")
    for part in ("section/sport", "topic/port-ansel"):
        found += later_pages(site, f"/en/{part}")
    return sorted({unquote(address) for address in found})


def later_pages(site: Site, address: str) -> set[str]:
    found, unread = set(), {address}
    while unread:
        page = site.get(unread.pop()).text
        new = {f"{address}?before={key}" for key in re.findall(r"\?before=([0-9-]+)", page)} - found
        found |= new
        unread |= new
    return found


class Pages:
    """Every address that readers and machines have, all stored, and what a change did to them."""

    def __init__(self, site: Site, store: Store, newsroom: Newsroom, commit: Any) -> None:
        self._site, self._store, self._commit = site, store, commit
        self.addresses = addresses(site, newsroom)

    def commit(self, change: Callable[[], Any]) -> None:
        """Make a change before the one that is looked at: what it drops is stored anew."""
        with self._commit(execute=True):
            change()

    def after(self, change: Callable[[], Any]) -> "Effect":
        """Store every page, make the change as a transaction, and compare."""
        before = {address: self._site.get(address) for address in self.addresses}
        assert set(self._store.keys()) >= set(self.addresses)
        self.commit(change)
        dropped = {address for address in self.addresses if self._store.find(address) is None}
        differing = {address for address in self.addresses if self._differs(address, before[address])}
        return Effect(dropped, differing)

    def _differs(self, address: str, before: Any) -> bool:
        now = Client().get(address)
        return (now.status_code, now.content, now.headers.get("Location")) != (
            before.status,
            before.body,
            before.headers.get("location"),
        )


@dataclass(frozen=True)
class Effect:
    dropped: set[str]
    differing: set[str]

    def check(self, *, spare: int = 0) -> None:
        """Every differing page is dropped, and at most `spare` others."""
        stale = sorted(self.differing - self.dropped)
        assert stale == []
        assert self.differing
        needless = self.dropped - self.differing
        assert len(needless) <= spare, f"dropped for nothing: {sorted(needless)}"


@pytest.fixture
def pages(site: Site, store: Store, newsroom: Newsroom, django_capture_on_commit_callbacks: Any) -> Pages:
    return Pages(site, store, newsroom, django_capture_on_commit_callbacks)


def again(story: Story, by: User, **facts: Any) -> None:
    story = Story.objects.get(pk=story.pk)
    for name, value in facts.items():
        setattr(story, name, value)
    out(story, by, NOW)


def test_nothing_changes_nothing(pages: Pages) -> None:
    effect = pages.after(lambda: None)
    assert (effect.dropped, effect.differing) == (set(), set())


def test_a_new_story(pages: Pages, newsroom: Newsroom, write: Any, ines: User) -> None:
    def change() -> None:
        story = write("The newest", section=newsroom.harbours, news_id=1900)
        story.topics.set([newsroom.port])
        out(story, ines, NOW)

    effect = pages.after(change)
    effect.check(spare=2)
    assert "/en/feed.rss" in effect.dropped
    assert "/en/section/sport" not in effect.dropped
    assert "/fa/" not in effect.dropped
    assert not [each for each in effect.dropped if "before=" in each], "a new story does not drop an archive"


def test_a_new_text_alone(pages: Pages, newsroom: Newsroom, ines: User) -> None:
    story = newsroom.stories[9]
    effect = pages.after(lambda: again(story, ines, body=[("paragraph", "<p>Another text.</p>")]))
    effect.check(spare=1)
    assert story.get_absolute_url() in effect.dropped
    assert "/en/" not in effect.dropped


def test_a_new_headline(pages: Pages, newsroom: Newsroom, ines: User) -> None:
    effect = pages.after(lambda: again(newsroom.stories[17], ines, headline="Another headline"))
    effect.check(spare=2)
    assert "/en/" in effect.dropped


def test_a_new_headline_of_an_old_story(pages: Pages, newsroom: Newsroom, ines: User) -> None:
    effect = pages.after(lambda: again(newsroom.stories[1], ines, headline="Another headline"))
    effect.check(spare=2)
    assert "/en/" not in effect.dropped
    assert [each for each in effect.dropped if "before=" in each]


def test_another_section_and_topics(pages: Pages, newsroom: Newsroom, ines: User) -> None:
    def change() -> None:
        story = Story.objects.get(pk=newsroom.stories[17].pk)
        story.section = newsroom.sport
        story.topics.set([newsroom.mayor])
        out(story, ines, NOW)

    pages.after(change).check(spare=6)


def test_an_old_story_that_comes_in_late(pages: Pages, newsroom: Newsroom, write: Any, ines: User) -> None:
    then = NOW - timedelta(days=60.4)
    story = write("From the archive", section=newsroom.sport, news_id=900, first_published_at=then)
    effect = pages.after(lambda: out(story, ines, NOW))
    effect.check(spare=6)  # most of them because the section has so few stories
    assert {"/en/archive/2026", "/news/900"} <= effect.dropped
    assert "/en/feed.rss" not in effect.dropped


def test_the_oldest_of_all(pages: Pages, newsroom: Newsroom, write: Any, ines: User) -> None:
    then = NOW - timedelta(days=150)
    story = write("The oldest", section=newsroom.sport, news_id=900, first_published_at=then)
    pages.after(lambda: out(story, ines, NOW)).check(spare=2)


def test_a_translation(pages: Pages, newsroom: Newsroom, write: Any, ines: User) -> None:
    fact = newsroom.stories[18]
    effect = pages.after(lambda: out(write("تازه", edition=newsroom.fa, translation_of=fact, news_id=1950), ines, NOW))
    effect.check(spare=2)
    assert {fact.get_absolute_url(), "/fa/"} <= effect.dropped


def test_a_comment_shown_and_refused_again(
    pages: Pages, newsroom: Newsroom, comment_on: Any, mara: User, rules: HouseRules
) -> None:
    comment = comment_on(newsroom.stories[17])
    address = newsroom.stories[17].get_absolute_url()
    effect = pages.after(lambda: judging.show(comment, by=mara, now=NOW))
    effect.check()
    assert effect.dropped == {address}
    clause = rules.clauses_in_force()[0]
    again = pages.after(lambda: judging.refuse(comment, clause=clause, sentence="No.", by=mara, now=NOW))
    assert again.dropped == again.differing == {address}


def test_a_shown_comment_that_its_writer_changes(
    pages: Pages, newsroom: Newsroom, comment_on: Any, mara: User, rules: HouseRules
) -> None:
    comment = comment_on(newsroom.stories[17])
    pages.commit(lambda: judging.show(comment, by=mara, now=NOW))
    effect = pages.after(lambda: checking.receive_again(comment, "Other words.", now=clock.now()))
    assert effect.dropped == effect.differing == {newsroom.stories[17].get_absolute_url()}


def test_a_comment_that_is_refused_at_once_changes_no_page(
    pages: Pages, newsroom: Newsroom, comment_on: Any, mara: User, rules: HouseRules
) -> None:
    comment: Comment = comment_on(newsroom.stories[17])
    clause = rules.clauses_in_force()[0]
    effect = pages.after(lambda: judging.refuse(comment, clause=clause, sentence="No.", by=mara, now=NOW))
    assert effect.dropped == effect.differing == set()


def test_a_correction(pages: Pages, newsroom: Newsroom, ines: User) -> None:
    def change() -> None:
        story = Story.objects.get(pk=newsroom.stories[17].pk)
        story.correct(story.save_revision(user=ines), by=ines, note="It was 3.", now=NOW)

    effect = pages.after(change)
    effect.check(spare=1)
    assert {newsroom.stories[17].get_absolute_url(), "/en/corrections", "/en/feed.atom"} <= effect.dropped
    assert "/en/" not in effect.dropped


def test_a_hold_a_release_and_a_kill(pages: Pages, newsroom: Newsroom, chief: User) -> None:
    why = {"by": chief, "reason": "The board has called.", "now": NOW}
    for number in (17, 1):
        story = Story.objects.get(pk=newsroom.stories[number].pk)
        for verb in (story.hold, story.release, story.hold, story.kill):
            facts = why if verb == story.release else why | {"ground": "error"}
            effect = pages.after(partial(verb, **facts))
            effect.check(spare=10)
            assert {story.get_absolute_url(), f"/news/{story.news_id}"} & effect.dropped
            assert "/en/corrections" in effect.dropped


def test_a_draft_changes_no_page(pages: Pages, newsroom: Newsroom, write: Any, ines: User) -> None:
    def change() -> None:
        write("A draft").save_revision(user=ines)
        story = Story.objects.get(pk=newsroom.stories[17].pk)
        story.headline = "Not yet out"
        story.save_revision(user=ines)

    effect = pages.after(change)
    assert effect.dropped == effect.differing == set()


def rename(row: Any, **facts: Any) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


ROUND_STORIES: dict[str, Callable[[Newsroom], Any]] = {
    "a section's name": lambda room: rename(room.harbours, name="Ports"),
    "a new section": lambda room: Section.objects.create(edition=room.en, slug="law", name="Law"),
    "the agency's name": lambda room: rename(room.en, agency_name="Other"),
    "a topic's name": lambda room: rename(room.port, name="Port of Ansel"),
    "a topic's description": lambda room: rename(room.port, description="A town."),
    "a topic's alias": lambda room: room.port.set_aliases(["Ansel Harbour"]),
    "a photo's credit": lambda room: rename(room.photo, credit_line="Other"),
    "colours": lambda room: Appearance.objects.create(edition=room.en, accent="#0b4f5c"),
    "a contact point": lambda room: ContactPoint.objects.create(
        appearance=room.en.appearance, purpose="Desk", email="a@halyard.example"
    ),
    "a link": lambda room: MenuLink.objects.create(appearance=room.en.appearance, label="Shop", address="/en/shop"),
    "an old address": lambda room: old_addresses.keep(room.stories[3], ["/en/old/1.html"]),
}


def test_what_stands_round_stories(pages: Pages, newsroom: Newsroom) -> None:
    for what, change in ROUND_STORIES.items():
        effect = pages.after(partial(change, newsroom))
        assert effect.differing, what
        assert effect.differing - effect.dropped == set(), what


def test_topics_that_become_one(pages: Pages, newsroom: Newsroom, ines: User) -> None:
    effect = pages.after(lambda: newsroom.mayor.merge_into(newsroom.port, by=ines))
    effect.check(spare=len(pages.addresses))


def test_a_picture_that_is_found(pages: Pages, newsroom: Newsroom, settings: Any, tmp_path: Any) -> None:
    from io import BytesIO

    from PIL import Image

    settings.MEDIA_ROOT = tmp_path / "media"
    data = BytesIO()
    Image.new("RGB", (900, 600), "#357").save(data, "JPEG")

    def change() -> None:
        newsroom.photo.file.save("quay.jpg", ContentFile(data.getvalue()), save=True)

    effect = pages.after(change)
    effect.check(spare=len(pages.addresses))


def test_new_house_rules(pages: Pages, newsroom: Newsroom, rules: HouseRules, ines: User) -> None:
    effect = pages.after(lambda: rules.draft_next().publish(by=ines, now=NOW))
    effect.check(spare=len(pages.addresses))
    assert not [each for each in effect.dropped if each.startswith("/fa/")]


def test_a_story_under_embargo_drops_its_pages_at_its_second(
    pages: Pages,
    newsroom: Newsroom,
    store: Store,
    write: Any,
    ines: User,
    time: Any,
) -> None:
    hour = NOW + timedelta(hours=1)
    story = write("Under embargo", section=newsroom.harbours, news_id=1900, translation_of=None)
    story.embargo(hour, by=ines)
    effect = pages.after(lambda: out(story, ines, NOW))
    assert effect.dropped == effect.differing == set()
    time(hour - timedelta(seconds=0.1))
    assert pages.after(lambda: None).differing == set()
    time(hour)
    effect = pages.after(lambda: None)
    assert "Under embargo" in pages._site.get("/en/").text


def test_what_is_stored_before_the_hour_is_gone_with_it(
    pages: Pages,
    newsroom: Newsroom,
    store: Store,
    write: Any,
    ines: User,
    time: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    hour = NOW + timedelta(hours=1)
    with django_capture_on_commit_callbacks(execute=True):
        story = write("Under embargo", section=newsroom.harbours, news_id=1900)
        story.embargo(hour, by=ines)
        out(story, ines, NOW)
    before = {address: pages._site.get(address) for address in [*pages.addresses, story.get_absolute_url()]}
    time(hour)
    for address, page in before.items():
        if pages._differs(address, page):
            assert store.find(address) is None, address
    assert before[story.get_absolute_url()].status == 404
    assert pages._site.get(story.get_absolute_url()).status == 200


def test_an_embargo_that_is_lifted(pages: Pages, newsroom: Newsroom, write: Any, ines: User) -> None:
    story = write("Under embargo", section=newsroom.harbours, news_id=1900)
    story.embargo(NOW + timedelta(hours=1), by=ines)
    out(story, ines, NOW)
    effect = pages.after(lambda: Story.objects.get(pk=story.pk).embargo(None, by=ines, reason="The client is out."))
    effect.check(spare=3)
    assert "/en/" in effect.dropped


def test_what_comes_wholesale_drops_every_page_by_one_row_beside_those_of_notices(
    pages: Pages, newsroom: Newsroom, write: Any, ines: User
) -> None:
    late = write("Under embargo", news_id=1900)
    late.embargo(NOW + timedelta(hours=1), by=ines)
    unnamed = Drop.objects.filter(notice=None).order_by("pk")
    before = unnamed.count()

    def change() -> None:
        with purging.wholesale():
            again(newsroom.stories[17], ines, headline="Another headline")
            again(newsroom.stories[18], ines, headline="Yet another")
            out(late, ines, NOW)

    assert pages.after(change).dropped == set(pages.addresses)
    timed, at_once = unnamed[before:]
    assert (timed.due_at, at_once.tags) == (NOW + timedelta(hours=1), ["*"])


def test_a_change_that_is_rolled_back_drops_nothing(pages: Pages, newsroom: Newsroom, ines: User) -> None:
    def change() -> None:
        with transaction.atomic():
            again(newsroom.stories[17], ines, headline="Another headline")
            transaction.set_rollback(True)

    effect = pages.after(change)
    assert effect.dropped == effect.differing == set()
    assert not Drop.objects.filter(tags__icontains=f"headline:{newsroom.stories[17].news_id}", made_at__gt=NOW).exists()
