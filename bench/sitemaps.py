"""What the sitemaps cost beside a story's page, on one file of made-up stories, in one run.

    .venv/bin/python bench/sitemaps.py [--stories 100000]

Prints milliseconds of the best of five requests, the size of the answer, and its ratio to the story page.
"""

import argparse
import time

from filling import Wanted, fill, newsroom


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=100_000)
    count = asked.parse_args().stories
    with newsroom():
        fill(Wanted(count, count // 100))
        _compare(count)


def _compare(count: int) -> None:
    from dateline.stories.models import Story

    page, _ = _timed(Story.objects.get(news_id=count // 2).get_absolute_url())
    print(f"{count} stories; the story page: {page:.1f} ms", flush=True)
    for address in ("/sitemap.xml", f"/sitemap-stories-{count // 2000}.xml", "/news-sitemap.xml", "/sitemap-pages.xml"):
        spent, size = _timed(address)
        print(f"{address}: {spent:.1f} ms, {size / 1000:.0f} kB, {spent / page:.1f} story pages", flush=True)


def _timed(address: str) -> tuple[float, int]:
    from django.test import Client

    client, best, size = Client(SERVER_NAME="localhost"), float("inf"), 0
    for _ in range(5):
        begun = time.perf_counter()
        answer = client.get(address)
        best = min(best, time.perf_counter() - begun)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        size = len(answer.content)
    return best * 1000, size


if __name__ == "__main__":
    main()
