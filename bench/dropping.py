"""Which stored pages a change drops, against those whose bytes it changes, in an archive of 5,000 stories.

    .venv/bin/python bench/dropping.py [--stories 5000] [--pages 500]

Stores every section, sitemap and day of the archive, some topics, feeds in one format, and the page and short address
of PAGES stories (0 for all) besides those near the changed one. Then makes a change as the desk does, renders every
page again, and counts. No page may differ and stay; of those dropped, 1.1 for each that differs is the goal. Prints
every page that was dropped for nothing, by its kind. The clock stands still meanwhile, and only changes are each a
minute later than the one before.
"""

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from filling import SECTIONS, SEED, TOPICS, Wanted, fill, newsroom

sys.path.append(str(Path(__file__).parent.parent))  # the tests ask as a server does
GOAL = 1.1
NEAR = 20
"""Stories before and after one that may name it, or be named by it."""
CHANGED_TOPICS = (1, 155)
"""Of a new story, one common and one rare; of the others every twentieth is looked at."""
LATER = re.compile(r"\?before=([0-9-]+)")
KINDS = {
    "a later page": r"\?before=",
    "a feed": r"/feed\.",
    "a sitemap": r"^/(news-)?sitemap",
    "a story": r"^/\w+/news/",
    "a short address": r"^/news/",
    "a section": r"/section/",
    "a topic": r"/topic/",
    "a day": r"/archive/\d+/\d+/\d+$",
    "a month": r"/archive/\d+/\d+$",
    "a year": r"/archive(/\d+)?$",
    "a front page": r"^/(\w+/)?$",
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=5000)
    asked.add_argument("--pages", type=int, default=500, help="stories whose own pages are stored; 0 for all")
    given = asked.parse_args()
    with newsroom():
        fill(Wanted(given.stories, given.stories // 10))
        _stop_the_clock()
        changes = _Changes()
        pages = _Pages(changes.touched, given.pages or given.stories)
        print(f"{len(pages.addresses)} pages; of stories the pages of {pages.stories} in {given.stories}", flush=True)
        for what, change in changes.all.items():
            _print(what, pages.after(change))


def _stop_the_clock() -> None:
    # A page says when it was rendered, in the form for comments.
    from dateline.lib import clock

    moment = clock.now()
    clock.now = lambda: moment
    clock.seconds = moment.timestamp  # else what leaves the news sitemap while the bench runs would drop it


@dataclass(frozen=True)
class _Effect:
    dropped: set[str]
    differing: set[str]


def _print(what: str, effect: _Effect) -> None:
    ratio = len(effect.dropped) / len(effect.differing)
    stale, needless = effect.differing - effect.dropped, effect.dropped - effect.differing
    over = " over" if ratio > GOAL or stale else ""
    print(
        f"{what}: {len(effect.differing)} differ, {len(effect.dropped)} dropped, {len(stale)} stale,"
        f" ratio {ratio:.2f}{over}",
        flush=True,
    )
    for address in sorted(stale):
        print(f"    stale: {address}")
    for kind, addresses in _by_kind(needless).items():
        print(f"    for nothing, {kind}: {' '.join(addresses)}")


def _by_kind(addresses: Iterable[str]) -> dict[str, list[str]]:
    kinds = defaultdict(list)
    for address in sorted(addresses):
        kinds[next((kind for kind, form in KINDS.items() if re.search(form, address)), "another page")].append(address)
    return kinds


class _Pages:
    """The addresses of the archive, stored, and what a change did to them."""

    def __init__(self, touched: list[Any], most: int) -> None:
        from tests.delivery.asking import Site

        self._site = Site()
        chosen = _stories(touched, most)
        self.stories = len(chosen)
        addresses = {*_lists(), *_machines(), *_days()}
        for story in chosen:
            addresses |= {story.get_absolute_url(), f"/news/{story.news_id}"}
        for address in [each for each in addresses if re.search(r"/(section|topic)/[^/]+$", each)]:
            addresses |= self._later(address)
        self.addresses = sorted(map(unquote, addresses))

    def after(self, change: Callable[[], object]) -> _Effect:
        """Store every page that is not stored, make the change, and compare."""
        from django.test import Client

        from dateline.delivery.cache.pages import store

        before = {address: self._site.get(address) for address in self.addresses}
        stored = store()
        missing = set(self.addresses) - set(stored.keys())
        assert not missing, f"Pages that were not stored: {sorted(missing)}"
        change()
        dropped = {address for address in self.addresses if stored.find(address) is None}
        client = Client(SERVER_NAME="localhost")
        differing = {each for each in self.addresses if _differs(client.get(each), before[each])}
        return _Effect(dropped, differing)

    def _later(self, address: str) -> set[str]:
        found: set[str] = set()
        unread = {address}
        while unread:
            keys = LATER.findall(self._site.get(unread.pop()).text)
            new = {f"{address}?before={key}" for key in keys} - found
            found |= new
            unread |= new
        return found


def _differs(now: Any, before: Any) -> bool:
    facts = (now.status_code, now.content, now.headers.get("Location"))
    return facts != (before.status, before.body, before.headers.get("location"))


def _stories(touched: list[Any], most: int) -> list[Any]:
    """Some of the stories, and all near those that will change."""
    from dateline.stories.models import Story

    keys = list(Story.objects.filter(pub_status="usable").order_by("pk").values_list("pk", flat=True))
    wanted = set(random.Random(SEED).sample(keys, min(most, len(keys))))
    for story in touched:
        wanted |= {*range(story.pk - NEAR, story.pk + NEAR), *story.translations.values_list("pk", flat=True)}
        wanted |= {*story.updates.values_list("pk", flat=True), story.translation_of_id, story.update_of_id}
    return list(Story.objects.filter(pk__in=wanted - {None}, pub_status="usable").select_related("edition"))


def _lists() -> Iterable[str]:
    yield "/"
    for code in ("en", "fa"):
        yield from (f"/{code}/", f"/{code}/archive")
        parts = [f"/{code}/section/s{number}" for number in range(SECTIONS)]
        parts += [f"/{code}/topic/t{number}" for number in (0, *CHANGED_TOPICS, *range(10, TOPICS, 20))]
        yield from parts
        yield from (f"{part}/feed.rss" for part in [f"/{code}", *parts])


def _machines() -> Iterable[str]:
    from dateline.stories.models import Story

    number = Story.objects.latest("news_id").news_id
    yield from ("/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/news-sitemap.xml", "/sitemap-topics-0.xml")
    yield from (f"/sitemap-stories-{part}.xml" for part in range(number // 1000 + 1))
    yield from (f"/news/{number + more}" for more in (1, 2, 3))


def _days() -> Iterable[str]:
    """Each year, month and day that has a story, and this one."""
    from dateline.lib import clock
    from dateline.stories.models import Edition

    for edition in Edition.objects.all():
        moments = edition.stories.values_list("first_published_at", flat=True)
        for day in {moment.astimezone(edition.zone).date() for moment in [*moments, clock.now()]}:
            year = f"/{edition.code}/archive/{day.year}"
            yield from (year, f"{year}/{day.month}", f"{year}/{day.month}/{day.day}")


class _Changes:
    """What the desk does, and to which stories."""

    def __init__(self) -> None:
        from dateline.people.models import User
        from dateline.stories.models import Story

        self.user = User.objects.create_superuser("bench")
        self._minutes = count(1)
        english = Story.objects.filter(edition__code="en", pub_status="usable").newest_first()
        self.recent, self.old = english[3], english[english.count() // 2]
        self.original = english.filter(translations=None)[5]
        self.touched = [self.recent, self.old, self.original]
        self.all: dict[str, Callable[[], object]] = {
            "a new text of a recent story": lambda: self._again(self.recent, body=_body("Another text.")),
            "a new text of an old story": lambda: self._again(self.old, body=_body("Another text.")),
            "a new headline of a recent story": lambda: self._again(self.recent, headline="Another headline"),
            "a new headline of an old story": lambda: self._again(self.old, headline="Another headline"),
            "a new story": lambda: self._new("en"),
            "a new translation": lambda: self._new("fa", translation_of=self.original),
            "a comment shown": lambda: self._comment(self.recent),
            "a correction of an old story": lambda: self._correct(self.old),
            "a kill of a recent story": lambda: self._kill(self.recent),
            "a kill of an old story": lambda: self._kill(self.old),
        }

    def _again(self, story: Any, **facts: Any) -> None:
        from dateline.stories.models import Story

        story = Story.objects.get(pk=story.pk)
        for name, value in facts.items():
            setattr(story, name, value)
        self._publish(story)

    def _new(self, code: str, **facts: Any) -> None:
        from dateline.stories.models import Section, Story, Topic

        section = Section.objects.get(edition__code=code, slug="s2")
        story = Story(edition=section.edition, section=section, headline=f"New {code}", body=_body("New."), **facts)
        story.save()
        story.topics.set(Topic.objects.filter(edition__code=code, slug__in=[f"t{number}" for number in CHANGED_TOPICS]))
        self._publish(story)

    def _publish(self, story: Any) -> None:
        story.publish(story.save_revision(user=self.user), user=self.user, now=self._later())

    def _correct(self, story: Any) -> None:
        from dateline.stories.models import Story

        story = Story.objects.get(pk=story.pk)
        story.body = _body("It was 3 per cent.")
        revision = story.save_revision(user=self.user)
        story.correct(revision, by=self.user, note="It was 3 per cent, not 4.", now=self._later())

    def _kill(self, story: Any) -> None:
        story.refresh_from_db()
        story.kill(by=self.user, reason="It was about somebody else.", ground="error", now=self._later())

    def _later(self) -> datetime:
        from dateline.lib import clock

        return clock.now() + timedelta(minutes=next(self._minutes))

    def _comment(self, story: Any) -> None:
        from dateline.comments.receiving import Submission, receive
        from dateline.moderation import judging

        comment = receive(story, Submission("Tom", "Shown.", "", ""), now=self._later())
        judging.show(comment, by=self.user, now=self._later())


def _body(text: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{text}</p>")]


if __name__ == "__main__":
    main()
