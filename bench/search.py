"""What readers' search costs in an archive of 100,000 stories, through the whole view, in one run.

    .venv/bin/python bench/search.py [--stories 100000]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/search.py

Fills two editions with invented words, as often as words are in a language (Zipf), asks common, middling and rare ones,
and prints the median, the 95th percentile, the least and the ratio of the median to 100 ms. Then what a publication
costs with the index and without. Decision 0015 rests on it.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import Any

SEED = 423254
WORDS = 60_000
IN_A_STORY = (120, 320)
NEWEST = datetime(2026, 3, 1, tzinfo=UTC)
APART = timedelta(minutes=55)
GOAL = 100
"""Milliseconds."""
TIMES = 41
LATIN = (("b", "d", "f", "k", "l", "m", "n", "r", "s", "t", "v"), ("a", "e", "i", "o", "u"), ("", "n", "r", "s"))
PERSIAN = (tuple("بپتجدرزسشفکگلمن"), tuple("اویه"), ("", "ن", "ر", "\u200cها"))
CODES = {"en": LATIN, "fa": PERSIAN}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=100_000)
    asked.add_argument("--home", help="a folder that keeps the database, so that the next run need not fill it")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        home = given.home or passing
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        import django

        django.setup()
        from django.db import connection

        from dateline.site import first_start
        from dateline.stories.models import Story

        first_start.prepare()
        words = {code: vocabulary(letters, seed) for seed, (code, letters) in enumerate(CODES.items())}
        if not Story.objects.exists():
            fill(given.stories, words)
        print(f"{connection.vendor}, {Story.objects.count()} stories")
        _questions(words)
        _publications(words["en"])


def vocabulary(letters: tuple[tuple[str, ...], ...], seed: int) -> list[str]:
    """Return invented words, the commonest first; short ones are common."""
    chance = random.Random(SEED + seed)
    consonants, vowels, endings = letters
    found: dict[str, None] = {}
    while len(found) < WORDS:
        length = min(5, 1 + len(found) // 40 + chance.randrange(3)) if len(found) < 200 else chance.randint(2, 5)
        stem = "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(length))
        found[stem + chance.choice(endings)] = None
    return list(found)


def fill(count: int, words: dict[str, list[str]]) -> None:
    """Write the stories and their index, past the desk: no revision, no version row."""
    from django.db import connection, transaction

    from dateline.stories import news_ids
    from dateline.stories.models import Edition, Section, Story
    from dateline.stories.search import writing

    editions = [
        Edition.objects.create(code=code, name=code, language=code, agency_name=code, tag_entity="bench.example,2026")
        for code in words
    ]
    sections = [Section.objects.create(edition=each, slug=f"s{n}", name=f"S{n}") for each in editions for n in range(6)]
    begun = time.perf_counter()
    stories = _stories(count, words, editions, sections)
    while batch := list(islice(stories, 1000)):
        with transaction.atomic():
            Story.objects.bulk_create(batch)
    with transaction.atomic():
        news_ids.claim(count)
    print(f"rows: {count / (time.perf_counter() - begun):.0f} a second", flush=True)
    begun = time.perf_counter()
    done = max(writing.rebuild(Story.objects.all()))
    print(f"index: {done / (time.perf_counter() - begun):.0f} a second", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _stories(count: int, words: dict[str, list[str]], editions: list[Any], sections: list[Any]) -> Iterator[Any]:
    from dateline.stories.body import paragraphs_to_body
    from dateline.stories.models import Genre, Story

    chance = random.Random(SEED)
    often = list(accumulate(1 / (rank + 2) for rank in range(WORDS)))
    kinds = [Genre.CURRENT] * 9 + [Genre.OPINION]
    for number in range(1, count + 1):
        edition = editions[number % 2]
        text = chance.choices(words[edition.code], cum_weights=often, k=chance.randint(*IN_A_STORY))
        moment = NEWEST - APART * (count - number)
        yield Story(
            news_id=number,
            uri=f"tag:bench.example,2026:news:{number}",
            edition=edition,
            section=chance.choice([each for each in sections if each.edition_id == edition.pk]),
            genre=chance.choice(kinds),
            headline=" ".join(text[:8]),
            slug=str(number),
            lead=" ".join(text[8:30]),
            body=paragraphs_to_body([" ".join(text[start : start + 60]) for start in range(30, len(text), 60)]),
            live=True,
            version=1,
            version_created=moment,
            first_published_at=moment,
        )


def _questions(words: dict[str, list[str]]) -> None:
    for code, known in words.items():
        common, middling, rare = known[3], known[400], known[30_000]
        both = f"{known[5]} {known[60]}"
        for name, parts in {
            "common word": {"q": common},
            "middling word": {"q": middling},
            "rare word": {"q": rare},
            "two words": {"q": both},
            "phrase": {"q": f'"{known[0]} {known[1]}"'},
            "common word in a section": {"q": common, "section": "s3"},
            "common word, old days": {"q": common, "from": "2016-01-01", "to": "2016-12-31"},
            "without a word": {"q": f"{middling} -{common}"},
            "opinions": {"kind": "Opinion"},
            "no hit, an offer": {"q": _misspelt(known, 400)},
            "no hit of two, an offer": {"q": f"{common} {_misspelt(known, 900)}"},
            "no hit, no offer": {"q": "qqqqqqqqqq"},
        }.items():
            _row(f"{code} {name}, newest", code, parts)
            if "q" in parts and "no hit" not in name:
                _row(f"{code} {name}, relevance", code, parts | {"sort": "relevance"})


def _misspelt(known: list[str], rank: int) -> str:
    word = next(word for word in known[rank:] if len(word) > 6 and "\u200c" not in word)
    return f"{word[:3]}x{word[4:]}"


def _row(name: str, code: str, parts: dict[str, str]) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    text = client.get(f"/{code}/search", parts).content.decode()
    offered = "meant" in text
    assert offered == ("an offer" in name), name
    taken = sorted(_seconds(lambda: client.get(f"/{code}/search", parts)) for _ in range(TIMES))
    least, median, slow = (taken[int(TIMES * part)] * 1000 for part in (0, 0.5, 0.95))
    ratio = median / GOAL
    print(f"{name:42} median {median:6.1f} ms, p95 {slow:6.1f}, least {least:6.1f}, ratio {ratio:5.2f}", flush=True)


def _publications(known: list[str]) -> None:
    from dateline.people.models import User
    from dateline.stories.models import Edition, Story, publishing

    user, edition = User.objects.get_or_create(username="bench", is_superuser=True)[0], Edition.objects.get(code="en")
    chance = random.Random(SEED)

    def publish() -> float:
        text = " ".join(chance.choices(known, k=240))
        story = Story(edition=edition, headline=text[:80], body=[("paragraph", f"<p>{text}</p>")])
        story.save()
        revision = story.save_revision(user=user)
        return _seconds(lambda: story.publish(revision, user=user))

    index = publishing.search.index
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(200):
        is_indexed = turn % 2 == 0
        publishing.search.index = index if is_indexed else lambda _story: None
        taken[is_indexed].append(publish())
    publishing.search.index = index
    with_it, without = statistics.median(taken[True]), statistics.median(taken[False])
    print(
        f"a publication: {with_it * 1000:.1f} ms, without the index {without * 1000:.1f}, ratio {with_it / without:.2f}"
    )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
