"""What the sitemaps cost beside a story's page, on one SQLite file of made-up stories, in one run.

    .venv/bin/python bench/sitemaps.py [--stories 100000]

Prints milliseconds of the best of five requests, the size of the answer, and its ratio to the story page. Every second
story is a translation of the one before it, as in an agency of two languages.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

WORDS = "<p>The Harbour Authority said the rise took effect at all nine harbours at once.</p>"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=100_000)
    count = asked.parse_args().stories
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings", DATELINE_HOSTS="bench")
        os.environ.pop("DATELINE_DATABASE_URL", None)
        import django

        django.setup()
        _fill(count)
        _compare(count)


def _fill(count: int) -> None:
    from django.db.models import F

    from dateline.site import first_start
    from dateline.stories.models import Story

    first_start.prepare()
    Story.objects.bulk_create(_made_up(count), batch_size=2000)
    Story.objects.alias(odd=F("news_id") % 2).filter(odd=0).update(translation_of=F("pk") - 1)


def _made_up(count: int) -> Iterator[Any]:
    from dateline.lib import clock
    from dateline.stories.models import Edition, Story

    editions = [
        Edition.objects.create(
            code=code, name=code, language=code, agency_name="Bench", tag_entity="bench.example,2026", order=order
        )
        for order, code in enumerate(["fa", "en"])
    ]
    newest = clock.now()
    for news_id in range(1, count + 1):
        moment = newest - timedelta(minutes=count - news_id)
        yield Story(
            edition=editions[news_id % 2],
            news_id=news_id,
            uri=f"tag:bench.example,2026:news:{news_id}",
            slug=f"the-harbour-authority-raises-its-tariff-for-the-{news_id}th-time",
            headline=f"The Harbour Authority raises its tariff for the {news_id}th time",
            body=[{"type": "paragraph", "value": WORDS * 20, "id": str(news_id)}],
            live=True,
            version=1,
            first_published_at=moment,
            version_created=moment,
        )


def _compare(count: int) -> None:
    from dateline.stories.models import Story

    page, _ = _timed(Story.objects.get(news_id=count // 2).get_absolute_url())
    print(f"{count} stories; the story page: {page:.1f} ms", flush=True)
    for address in ("/sitemap.xml", f"/sitemap-stories-{count // 2000}.xml", "/news-sitemap.xml", "/sitemap-pages.xml"):
        spent, size = _timed(address)
        print(f"{address}: {spent:.1f} ms, {size / 1000:.0f} kB, {spent / page:.1f} story pages", flush=True)


def _timed(address: str) -> tuple[float, int]:
    from django.test import Client

    client, best, size = Client(SERVER_NAME="bench"), float("inf"), 0
    for _ in range(5):
        begun = time.perf_counter()
        answer = client.get(address)
        best = min(best, time.perf_counter() - begun)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        size = len(answer.content)
    return best * 1000, size


if __name__ == "__main__":
    main()
