"""Kills `dateline ingest` in the midst of an archive, again and again, and looks for every page that it named.

    .venv/bin/python tests/faults/ingest_killed.py [--rounds 10] [--pages 2000] [--lose]

Each round starts the same import again, which passes over what is there, and ends it by SIGKILL up to 1.5 s after its
first line. Every line printed as `created`, in this round or before, must then be a story with its text out and its
bytes kept, once. A last run, not killed, brings in the rest: then every page is there once, those without a number
too, and none was created twice. Prints a line a round and the totals; exit status 1 at any loss. With `--lose` one
story that was acknowledged loses its bytes before the last comparison: the check must then fail.

Runs in a home of its own, on SQLite or on the empty database that DATELINE_DATABASE_URL names.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

FIRST_ID = 400_000
WITHOUT_NUMBER = 10
"""Every tenth page states no number: it is known again by its text alone."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=10)
    asked.add_argument("--pages", type=int, default=2000)
    asked.add_argument("--lose", action="store_true", help="lose the bytes of one page: the check must fail")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-ingest-killed-") as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings", PYTHONUNBUFFERED="1")
        _prepare()
        folder = _write_pages(Path(home) / "pages", options.pages)
        return _run(folder, rounds=options.rounds, pages=options.pages, lose=options.lose)


def _run(folder: Path, *, rounds: int, pages: int, lose: bool) -> int:
    printed: Counter[int] = Counter()
    lost = 0
    for number in range(1, rounds + 1):
        before = printed.total()
        printed += _ingest(folder, kill=True)
        lost += (missing := len(_missing(printed)))
        print(f"round {number}: {printed.total() - before} pages acknowledged, {missing} lost", flush=True)
    printed += _ingest(folder, kill=False)
    if lose:
        _lose_one(next(iter(printed)))
    lost += len(_missing(printed))
    stored = _stored()
    twice = sum(times > 1 for times in printed.values()) + abs(pages - len(stored))
    taken = f"{printed.total()} of {pages} pages acknowledged, {len(stored)} stored"
    print(f"{rounds} rounds: {taken}, {lost} lost, {twice} twice")
    return 0 if printed and not lost and not twice else 1


def _ingest(folder: Path, *, kill: bool) -> Counter[int]:
    """Start the import and return the numbers of the lines that say `created`; a line cut by the kill says nothing."""
    command = [sys.executable, "-m", "dateline", "ingest", str(folder), "--publish"]
    printed: Counter[int] = Counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        timer = threading.Timer(random.uniform(0, 1.5), child.kill)
        for line in child.stdout:
            news_id, _, rest = line.partition("\tcreated\t")
            if rest.endswith("\n"):
                printed[int(news_id)] += 1
            if kill and not timer.ident:
                timer.start()
        timer.cancel()
    return printed


def _missing(printed: Counter[int]) -> set[int]:
    return set(printed) - _stored()


def _stored() -> set[int]:
    """The numbers of stories that are whole: one version out, one arrival kept, one revision."""
    from django.db import connections
    from django.db.models import Count

    from dateline.stories.models import Story

    counted = Story.objects.filter(live=True).annotate(
        texts=Count("versions", distinct=True), times=Count("arrivals", distinct=True)
    )
    whole = set(counted.filter(texts=1, times=1).values_list("news_id", flat=True))
    connections.close_all()
    return whole


def _lose_one(news_id: int) -> None:
    from dateline.wire.models import Arrival

    Arrival.objects.filter(story__news_id=news_id).delete()


def _prepare() -> None:
    import django

    django.setup()
    from dateline.site import first_start
    from dateline.stories.models import Edition

    first_start.prepare()
    if Edition.objects.exists():
        sys.exit("DATELINE_DATABASE_URL names a database that holds a newsroom. Give an empty one.")
    Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )


def _write_pages(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        stated = "" if number % WITHOUT_NUMBER == 0 else f"News ID: {FIRST_ID + number}\n"
        text = f"Halyard - The harbour office says that report {number} is out.\n\nHNA - It has two pages.\n"
        (folder / f"{number:05}.txt").write_text(f"12 March 2019 - 08:15\n{stated}{text}")
    return folder


if __name__ == "__main__":
    sys.exit(main())
