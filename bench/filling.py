"""Makes a large archive of invented stories in bulk, past the desk. The other benches import it; so it goes by itself:

    .venv/bin/python bench/filling.py --home FOLDER [--stories 100000] [--days 1000]

Two editions with sections, topics, photos without files, versions, translations, related stories and both indexes of
search; words are as frequent as in a language (Zipf). No night and no ninth day has a story. Up to ten thousand stories
are written out; more are their copies, moved on in time, with numbers of their own: a word of one story is then in one
of each ten thousand. There are no revisions: no story has been open at the desk since. Prints stories a second.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate, islice
from typing import Any

from large.repeating import Repeated, related

SEED = 423254
WORDS = 60_000
SECTIONS, TOPICS = 6, 200
"""Of each edition, however many stories it has."""
WRITTEN = 10_000
"""Stories written out, at most."""
AT_ONCE = 2000
"""Of them, stories of one transaction."""
MORNING, DAY = 6 * 3600, 18 * 3600
"""Seconds: when a day's first story goes out, and for how long they do."""
DAY_OFF = 9
LATIN = (("b", "d", "f", "k", "l", "m", "n", "r", "s", "t", "v"), ("a", "e", "i", "o", "u"), ("", "n", "r", "s"))
PERSIAN = (tuple("بپتجدرزسشفکگلمن"), tuple("اویه"), ("", "ن", "ر", "\u200cها"))
CODES = {"en": LATIN, "fa": PERSIAN}
FACTS = {
    "en": {"language": "en", "time_zone": "Europe/London"},
    "fa": {"language": "fa", "time_zone": "Asia/Tehran", "calendar": "jalali", "digits": "arabext", "direction": "rtl"},
}


@dataclass(frozen=True)
class Wanted:
    """How many stories, spread over how many days until today, of how many words, in which editions."""

    stories: int
    days: int
    words: tuple[int, int] = (60, 160)
    codes: tuple[str, ...] = tuple(CODES)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument(
        "--home", required=True, help="the folder that keeps the database; one with stories stays as it is"
    )
    asked.add_argument("--stories", type=int, default=100_000)
    asked.add_argument("--days", type=int, default=1000)
    given = asked.parse_args()
    with newsroom(given.home) as is_new:
        if is_new:
            fill(Wanted(given.stories, given.days))


@contextmanager
def newsroom(home: str | None = None) -> Iterator[bool]:
    """Set Django up in a home that stays, or in a passing one; give whether it has no story yet.

    The database is `DATELINE_DATABASE_URL` where that is set.
    """
    with tempfile.TemporaryDirectory() as passing:
        os.environ.update(DATELINE_HOME=home or passing, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        import django

        django.setup()
        from dateline.site import first_start
        from dateline.stories.models import Story

        first_start.prepare()
        yield not Story.objects.exists()


def vocabulary(code: str) -> list[str]:
    """Return an edition's invented words, the commonest first; short ones are common."""
    chance = random.Random(SEED + list(CODES).index(code))
    consonants, vowels, endings = CODES[code]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        length = min(5, 1 + len(found) // 40 + chance.randrange(3)) if len(found) < 200 else chance.randint(2, 5)
        stem = "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(length))
        found[stem + chance.choice(endings)] = None
    return list(found)


def fill(wanted: Wanted) -> None:
    """Write the stories with all that belongs to them, and print how fast."""
    from django.db import connection

    copies = -(-wanted.stories // WRITTEN)
    written, days = wanted.stories // copies, wanted.days // copies
    begun = time.perf_counter()
    first = _write(replace(wanted, stories=written, days=days), copies * days)
    _say(f"{written} stories written out", written, begun)
    begun = time.perf_counter()
    kept = Repeated(first, written, days)
    for number in range(1, copies):
        kept.copy(number)
    if copies > 1:
        _say(f"{copies - 1} times as many repeated", (copies - 1) * written, begun)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _write(wanted: Wanted, since: int) -> int:
    """Write stories out, the oldest `since` days ago, and index them; return the first one's key."""
    from django.db import connection

    from dateline.stories.models import Story

    stories, firsts = _stories(wanted, [_Edition(code) for code in wanted.codes], since), []
    while batch := list(islice(stories, AT_ONCE)):
        firsts.append(_store(batch))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE stories_story SET related_stories = {related(0)} WHERE id >= %s", [firsts[0]])  # noqa: S608
    _index(Story.objects.filter(pk__gte=firsts[0]))
    return firsts[0]


def _say(what: str, count: int, begun: float) -> None:
    print(f"{what}: {count / (time.perf_counter() - begun):.0f} a second", flush=True)


@dataclass
class _Edition:
    """One edition while it is filled: its rows, its words, and the newest stories of each section that are stored."""

    code: str
    newest: dict[int, deque[Any]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=5)))

    def __post_init__(self) -> None:
        from dateline.stories.models import Edition, Section, Topic, TopicName

        self.words = vocabulary(self.code)
        self.row = Edition.objects.create(
            code=self.code, name=self.code, agency_name="Bench", tag_entity="bench.example,2026", **FACTS[self.code]
        )
        self.sections = [
            Section.objects.create(edition=self.row, slug=f"s{number}", name=f"S{number}", order=number)
            for number in range(SECTIONS)
        ]
        names = [f"{self.words[1000 + number]} {self.words[2000 + number]}" for number in range(TOPICS)]
        self.topics = Topic.objects.bulk_create(
            Topic(edition=self.row, kind="subject", name=name, slug=f"t{number}") for number, name in enumerate(names)
        )
        TopicName.objects.bulk_create(_name_of(topic) for topic in self.topics)


def _name_of(topic: Any) -> Any:
    from dateline.stories.models import TopicName
    from dateline.stories.naming import key_of

    key = key_of(topic.name)
    return TopicName(
        topic=topic,
        edition=topic.edition,
        text=topic.name,
        is_alias=False,
        key=key,
        first_word=key.partition(" ")[0],
        slug=topic.slug,
    )


@dataclass(frozen=True)
class _Made:
    """A story that is not stored yet, and the topics it is on."""

    story: Any
    topics: list[Any]
    edition: _Edition


def _stories(wanted: Wanted, editions: list[_Edition], since: int) -> Iterator[_Made]:
    from dateline.stories.body import paragraphs_to_body
    from dateline.stories.models import Genre, Story

    chance, photos, first = random.Random(SEED), _photos(wanted.stories), Story.objects.count() + 1
    often = list(accumulate(1 / (rank + 2) for rank in range(WORDS)))
    often_on = list(accumulate(1 / (rank + 2) for rank in range(TOPICS)))
    kinds = [Genre.CURRENT] * 9 + [Genre.OPINION]
    for number, moment in enumerate(_moments(wanted, since)):
        edition = editions[number % len(editions)]
        text = chance.choices(edition.words, cum_weights=often, k=chance.randint(*wanted.words))
        section = chance.choice(edition.sections)
        near = edition.newest[section.pk]
        story = Story(
            news_id=first + number,
            uri=f"tag:bench.example,2026:news:{first + number}",
            edition=edition.row,
            section=section,
            genre=chance.choice(kinds),
            headline=" ".join(text[:8]),
            slug="-".join(text[:4]).replace("\u200c", "-"),
            lead=" ".join(text[8:30]),
            body=paragraphs_to_body([" ".join(text[start : start + 60]) for start in range(30, len(text), 60)]),
            photo=chance.choice(photos) if number % 5 == 0 else None,
            update_of=near[-1] if near and number % 50 == 0 else None,
            translation_of=_original(editions, section) if number % 8 == 1 else None,
            live=True,
            version=1,
            first_published_at=moment,
            version_created=moment,
            pub_status="withheld" if number % 500 == 250 else "usable",
        )
        topics = chance.choices(edition.topics, cum_weights=often_on, k=chance.randrange(4))
        yield _Made(story, list(dict.fromkeys(topics)), edition)


def _original(editions: list[_Edition], section: Any) -> Any:
    """A stored story of the first edition that no other translates: each is taken from the end once."""
    newest = editions[0].newest.get(editions[0].sections[section.order].pk)
    return newest.pop() if newest and section.edition_id != editions[0].row.pk else None


def _moments(wanted: Wanted, since: int) -> Iterator[datetime]:
    """When each story goes out, the oldest first. The first days have none, for the archive lost them; nor a ninth."""
    from dateline.lib import clock

    begins = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=since)
    days = [
        begins + timedelta(days=day) for day in range(min(40, wanted.days // 10), wanted.days) if day % DAY_OFF != 1
    ]
    for number in range(wanted.stories):
        place = number * len(days) / wanted.stories
        yield days[int(place)] + timedelta(seconds=int(MORNING + DAY * (place % 1)))


def _photos(stories: int) -> list[Any]:
    from dateline.stories.models import Photo

    made = [
        Photo(title=f"photo {number}", caption=f"The quay, seen on day {number}.", credit_line="Bench")
        for number in range(max(10, stories // 10))
    ]
    return Photo.objects.bulk_create(made, batch_size=AT_ONCE)


def _store(batch: list[_Made]) -> int:
    """Store some stories and return the first one's key."""
    from django.db import transaction

    from dateline.stories import news_ids
    from dateline.stories.models import Story, Version

    with transaction.atomic():
        stories = Story.objects.bulk_create([made.story for made in batch])
        through = Story.topics.through
        through.objects.bulk_create(
            [through(story_id=made.story.pk, topic_id=topic.pk) for made in batch for topic in made.topics]
        )
        Version.objects.bulk_create(
            Version(
                story=story,
                number=1,
                created_at=story.version_created,
                headline=story.headline,
                content={"headline": story.headline, "lead": story.lead, "body": json.dumps(list(story.body.raw_data))},
            )
            for story in stories
        )
        news_ids.claim(stories[-1].news_id)
    for made in batch:
        made.edition.newest[made.story.section_id].append(made.story)
    return int(stories[0].pk)


def _index(stories: Any) -> None:
    """Let readers and the desk find the stories."""
    from wagtail.search.backends import get_search_backend

    from dateline.stories.models import Story
    from dateline.stories.search import writing

    for _ in writing.rebuild(stories):
        pass
    desk, last = get_search_backend().get_index_for_model(Story), 0
    while batch := list(stories.filter(pk__gt=last).defer("body").order_by("pk")[:AT_ONCE]):
        desk.add_items(Story, batch)
        last = batch[-1].pk


if __name__ == "__main__":
    main()
