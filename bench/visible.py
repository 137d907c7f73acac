"""How long after its commit a new story is visible to readers, in an archive of 100,000 stories, in one run.

    .venv/bin/python bench/visible.py [--home FOLDER] [--stories 100000] [--times 100]

A real `dateline serve` on SQLite, its pages warm, and another process that publishes in the same home. After each
publication every page is asked for until it has the story, one after another and another first each time. A wait is
that from the commit until `publish` returned and that for the page itself, so that no page waits for those asked before
it; one that lacks the story at first waits from the commit on. Prints the median, the 99th percentile and the longest
in milliseconds; 100 is the goal. FOLDER keeps the archive for the next run, and what was published.
"""

import argparse
import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filling import Wanted, fill, newsroom

GOAL = 100
"""Milliseconds."""
A_DAY = 100
PATIENCE = 20
"""Seconds for which a page may lack the story before the run is given up."""
COMMAND = Path(sys.executable).parent / "dateline"


@dataclass(frozen=True)
class _Publication:
    """When the database had it, when `publish` returned, and what to look for."""

    committed: float
    returned: float
    story: Any


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=100)
    asked.add_argument("--home", help="a folder that keeps the archive")
    given = asked.parse_args()
    os.environ.pop("DATELINE_DATABASE_URL", None)
    with newsroom(given.home) as is_new:
        if is_new:
            fill(Wanted(given.stories, given.stories // A_DAY))
        with _server() as port:
            waits = _waits(port, given.times)
    for name, taken in waits.items():
        slow = sorted(taken)[-(-len(taken) * 99 // 100) - 1]
        over = "over" if slow > GOAL else ""
        print(f"{name:14} median {statistics.median(taken):7.1f}, p99 {slow:7.1f}, longest {max(taken):7.1f} {over}")


@contextlib.contextmanager
def _server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([COMMAND, "serve", "--port", str(port)], env=os.environ)
    try:
        while not _answers(port):
            time.sleep(0.05)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        return bool(_get(port, "/healthz"))
    return False


def _waits(port: int, times: int) -> dict[str, list[float]]:
    """Return for each page the milliseconds that each story took to be there."""
    from dateline.people.models import User

    user, _ = User.objects.get_or_create(username="bench", is_superuser=True)
    waits = defaultdict(list)
    pages = _pages(_publish("Warm", user).story)
    for number in range(times):
        for address, _mark in pages.values():
            _get(port, address)
        published = _publish(f"Visible{time.time_ns()}", user)
        waits["publish"].append((published.returned - published.committed) * 1000)
        pages = _pages(published.story)
        names = list(pages)
        first = number % len(names)
        for name in names[first:] + names[:first]:
            waits[name].append(_wait(port, *pages[name], published) * 1000)
    return waits


def _publish(headline: str, user: Any) -> _Publication:
    from django.db import transaction

    from dateline.stories.models import Section, Story, Topic

    section = Section.objects.select_related("edition").get(edition__code="en", slug="s1")
    story = Story(edition=section.edition, section=section, headline=headline, body=[("paragraph", "<p>New.</p>")])
    story.save()
    story.topics.set(Topic.objects.filter(edition=section.edition, slug__in=["t1", "t50"]))
    revision, committed = story.save_revision(user=user), []
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.perf_counter()))  # before what `publish` asks for
        story.publish(revision, user=user)
    return _Publication(committed[0], time.perf_counter(), story)


def _pages(story: Any) -> dict[str, tuple[str, str]]:
    """Address of each page, and what it holds once the story is on it."""
    return {
        "story": (story.get_absolute_url(), story.headline),
        "front": ("/en/", story.headline),
        "section": ("/en/section/s1", story.headline),
        "feed": ("/en/feed.rss", story.headline),
        "sitemap part": (f"/sitemap-stories-{story.news_id // 1000}.xml", f"/{story.news_id}/"),
        "search": (f"/en/search?q={story.headline}", f"<mark>{story.headline}</mark>"),
    }


def _wait(port: int, address: str, mark: str, published: _Publication) -> float:
    begun = time.perf_counter()
    if mark in _get(port, address):
        return published.returned - published.committed + time.perf_counter() - begun
    while mark not in _get(port, address):
        assert time.perf_counter() - begun < PATIENCE, f"{address} lacks {mark}."
    return time.perf_counter() - published.committed


def _get(port: int, address: str) -> str:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", address)
        return connection.getresponse().read().decode()


if __name__ == "__main__":
    main()
