"""What counting adds to a hit: the same stored page of a story sent with and without, turn about, in one run.

    .venv/bin/python bench/counting.py [--rounds 21] [--hits 20000]

Asks the WSGI application in front of Django as a browser does, in this process. Prints the median microseconds of
processor time of a hit that is not counted and of one that is, and the median ratio of the rounds with the least and
the greatest. A real hit costs the server's own work besides, several times this.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

ADDRESS = "/en/news/423254/ferry-fares-rise"
BROWSER = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
ASKED = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": ADDRESS,
    "QUERY_STRING": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "localhost",
    "HTTP_USER_AGENT": BROWSER,
    "HTTP_ACCEPT": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
    "HTTP_SEC_FETCH_MODE": "navigate",
    "wsgi.url_scheme": "http",
    "wsgi.input": BytesIO(),
    "wsgi.errors": BytesIO(),
}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=21)
    asked.add_argument("--hits", type=int, default=20_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATELINE_HOME=folder, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        fronts = _fronts(Path(folder))
        took: dict[str, list[float]] = {name: [] for name in fronts}
        for number in range(given.rounds):
            for name in sorted(fronts, reverse=bool(number % 2)):
                took[name].append(_microseconds(fronts[name], given.hits))
        counted = sum(fronts["counted"].take_read_stories().values())
        assert counted == given.rounds * given.hits, "not every hit was counted"
        assert not fronts["not counted"].take_read_stories()
    for name, each in took.items():
        print(f"{name}: {statistics.median(each):.2f} µs a hit")
    ratios = [counted / plain for counted, plain in zip(took["counted"], took["not counted"], strict=True)]
    print(f"ratio: {statistics.median(ratios):.3f} ({min(ratios):.3f}, {max(ratios):.3f}), {sys.version.split()[0]}")


def _fronts(folder: Path) -> dict[str, Any]:
    import django

    django.setup()
    from dateline.delivery.cache.front import StoredPages
    from dateline.delivery.cache.page import page_of
    from dateline.delivery.cache.store import Store

    body = b"<p>The fares rise.</p>" * 1000
    page = page_of(200, [("Content-Type", "text/html; charset=utf-8")], body, frozenset({"x"}), None, story=423254)
    fronts = {}
    for name, kept in (("not counted", replace(page, story=0)), ("counted", page)):
        store = Store(folder / name.replace(" ", "-"), disk=1 << 24, memory=1 << 24)
        store.keep(ADDRESS, kept, store.begin())
        fronts[name] = StoredPages(_nobody, lambda store=store: store)  # type: ignore[misc]
    return fronts


def _nobody(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    raise AssertionError("the page is not stored")


def _microseconds(front: Any, hits: int) -> float:
    begun = time.thread_time()
    for _ in range(hits):
        front(ASKED, _begin)
    return (time.thread_time() - begun) / hits * 1e6


def _begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
    pass


if __name__ == "__main__":
    main()
