"""What readers' search costs in an archive of 100,000 stories, through the whole view, in one run.

    .venv/bin/python bench/search.py [--stories 100000]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/search.py

Fills two editions, asks common, middling and rare words, and prints the median, the 95th percentile, the least and the
ratio of the median to 100 ms. Then what a publication costs with the index and without. Decision 0015 rests on it.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable

from filling import CODES, SEED, Wanted, fill, newsroom, vocabulary

IN_A_STORY = (120, 320)
A_DAY = 26
GOAL = 100
"""Milliseconds."""
TIMES = 41


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=100_000)
    asked.add_argument("--home", help="a folder that keeps the database, so that the next run need not fill it")
    given = asked.parse_args()
    with newsroom(given.home) as is_new:
        from django.db import connection

        from dateline.stories.models import Story

        if is_new:
            fill(Wanted(given.stories, given.stories // A_DAY, words=IN_A_STORY))
        words = {code: vocabulary(code) for code in CODES}
        print(f"{connection.vendor}, {Story.objects.count()} stories")
        _questions(words)
        _publications(words["en"])


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
