"""What a writer waits for while a backup runs, against what it waits for without, on one SQLite file, in one run.

    .venv/bin/python bench/backup_beside_writers.py [--comments 100000]

Four threads send comments. Prints their median and longest wait without and with backups running beside them, the
ratio, and how long one backup took.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

SECONDS = 10


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--comments", type=int, default=100_000, help="rows of 1 kB in the database before")
    comments = asked.parse_args().comments
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        os.environ.pop("DATELINE_DATABASE_URL", None)
        import django

        django.setup()
        _fill(comments)
        _compare(Path(home))


def _fill(comments: int) -> None:
    from dateline.comments.models import Comment
    from dateline.lib import clock
    from dateline.site import first_start
    from dateline.stories.models import Edition, Story

    first_start.prepare()
    edition = Edition.objects.create(code="en", name="English", language="en", tag_entity="bench.example,2026")
    story = Story(edition=edition, headline="A story with many comments")
    story.save()
    rows = (
        Comment(
            story=story,
            name="Tom",
            text=f"{number:1000}",
            key=f"{number}",
            receipt_digest=f"{number}",
            created_at=clock.now(),
            sent_at=clock.now(),
        )
        for number in range(comments)
    )
    Comment.objects.bulk_create(rows, batch_size=1000)


def _compare(home: Path) -> None:
    from dateline.site.backup import making

    took = []

    def one_backup(number: int) -> None:
        begun = time.perf_counter()
        making.make(home / f"{number}.tar")
        took.append(time.perf_counter() - begun)
        (home / f"{number}.tar").unlink()

    size = (home / "dateline.sqlite3").stat().st_size / 1e6
    quiet, beside = _waits(lambda _: time.sleep(0.1)), _waits(one_backup)
    print(f"{size:.0f} MB of database, a backup in {statistics.median(took):.1f} s, {len(took)} in all")
    _row("median wait of a writer", statistics.median(quiet), statistics.median(beside))
    _row("longest wait of a writer", max(quiet), max(beside))


def _waits(meanwhile: Callable[[int], None]) -> list[float]:
    """Seconds that each of the four threads' comments took while `meanwhile` ran again and again."""
    from django.db import connection

    from dateline.comments.receiving import Submission, receive
    from dateline.lib import clock
    from dateline.stories.models import Story

    story, stopping, waits = Story.objects.get(), threading.Event(), []

    def send(thread: int) -> None:
        for number in count():
            if stopping.is_set():
                break
            begun = time.perf_counter()
            receive(story, Submission("Tom", f"{thread} {number} {begun}", "", ""), now=clock.now())
            waits.append(time.perf_counter() - begun)
        connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + SECONDS
    for number in count():
        meanwhile(number)
        if time.monotonic() > end:
            break
    stopping.set()
    for thread in threads:
        thread.join()
    return waits


def _row(what: str, quiet: float, beside: float) -> None:
    print(f"{what}: {quiet * 1000:.1f} ms without, {beside * 1000:.1f} ms beside a backup, ratio {beside / quiet:.1f}")


if __name__ == "__main__":
    main()
