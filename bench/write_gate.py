"""How long a writer waits on one SQLite file, with and without the write gate, in one run of about 20 s.

    .venv/bin/python bench/write_gate.py [--seconds 1.5]

First eight threads of one process write with hardly a pause, then two processes of four threads each. Prints the worst
and the 99th percentile of a whole transaction in milliseconds, and the ratio without : with. Decision 0002 rests on it.
"""

import argparse
import multiprocessing
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.lib.sqlite.bundled import use_bundled

use_bundled()

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

GATE, NONE = "dateline.lib.sqlite", "django.db.backends.sqlite3"
OPTIONS = {
    "timeout": 60,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL",
}
ROUNDS = 2
"""With and without by turns, so that a disk that is slow for a while is slow for both."""
PAUSE = 0.0005
"""Seconds between two writes of a thread, in which a server reads the next request. Without it one thread writes
hundreds of times in a row, and these quick ones hide in every percentile how long the others stand still."""


@dataclass(frozen=True)
class Crowd:
    """Writers who meet: so many processes of so many threads each."""

    processes: int
    threads: int


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=1.5, help="of each of the eight measurements (default: 1.5)")
    seconds = asked.parse_args().seconds
    for crowd in (Crowd(processes=1, threads=8), Crowd(processes=2, threads=4)):
        without, gated = [], []
        for _ in range(ROUNDS):
            without += _measure(NONE, crowd, seconds)
            gated += _measure(GATE, crowd, seconds)
        _print(crowd, sorted(without), sorted(gated), seconds * ROUNDS)


def _print(crowd: Crowd, without: list[float], gated: list[float], seconds: float) -> None:
    print(f"Processes: {crowd.processes}, threads of each: {crowd.threads}")
    _row("worst wait", without[-1], gated[-1])
    _row("p99 of the wait", without[int(len(without) * 0.99)], gated[int(len(gated) * 0.99)])
    print(f"  writes a second: without {len(without) / seconds:.0f}, with {len(gated) / seconds:.0f}", flush=True)


def _row(what: str, without: float, gated: float) -> None:
    print(f"  {what}: without {without * 1000:.0f} ms, with {gated * 1000:.0f} ms, ratio {without / gated:.1f}")


def _measure(engine: str, crowd: Crowd, seconds: float) -> list[float]:
    fresh = multiprocessing.get_context("fork")  # this process has no thread and no connection
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "bench.sqlite3")
        with fresh.Pool(1, _set_up, [engine, file]) as pool:
            pool.apply(_make_tables)
        ready = fresh.Barrier(crowd.processes)
        with fresh.Pool(crowd.processes, _set_up, [engine, file, ready]) as pool:
            parts = pool.starmap(_write_together, [(crowd.threads, seconds)] * crowd.processes, chunksize=1)
    return [wait for part in parts for wait in part]


def _set_up(engine: str, file: str, ready: Any = None) -> None:
    global _ready
    _ready = ready
    settings.configure(DATABASES={"default": {"ENGINE": engine, "NAME": file, "OPTIONS": OPTIONS}})
    django.setup()


def _make_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, comments INTEGER)")
        cursor.execute("CREATE TABLE comment (id INTEGER PRIMARY KEY, item INTEGER, text TEXT)")
        cursor.execute("INSERT INTO item VALUES (1, 0)")
    connection.close()


def _write_together(threads: int, seconds: float) -> list[float]:
    waits: list[float] = []
    _ready.wait()
    end = time.monotonic() + seconds
    writers = [threading.Thread(target=_write_until, args=[end, waits]) for _ in range(threads)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return waits


def _write_until(end: float, waits: list[float]) -> None:
    connection.ensure_connection()
    text = "The fares were low for years. " * 13
    while (begun := time.monotonic()) < end:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT comments FROM item WHERE id = 1").fetchone()
            cursor.execute("INSERT INTO comment (item, text) VALUES (1, %s)", [text])
            cursor.execute("UPDATE item SET comments = comments + 1 WHERE id = 1")
        waits.append(time.monotonic() - begun)
        time.sleep(PAUSE)
    connection.close()


if __name__ == "__main__":
    main()
