"""What each page costs readers and the desk in a large archive, against one of 1,000 stories, in one run.

    .venv/bin/python bench/million.py [--home FOLDER] [--stories 1000 100000 1000000]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/million.py

A hundred stories a day in each, so the larger archive is the older one. Each cost is of the whole view, without the
page store; the archives take turns, so that a machine which others use is as slow for one as for the other. Prints the
median in milliseconds, and the ratio to the first archive: 1.5 is the goal. FOLDER keeps the archives for the next run,
which adds some stories to each.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

GOAL = 1.5
GOAL_OF_SEARCH = 100
"""Milliseconds."""
ROUNDS, TIMES = 6, 5
"""Turns of each archive, and requests in a turn. The first turn warms up."""
A_DAY = 100
HERE = Path(__file__).parent


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, nargs="+", default=[1000, 100_000])
    asked.add_argument("--home", type=Path, help="a folder that keeps the archives")
    asked.add_argument("--only", default="", help="costs that have this in their name")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        archives = [_Archive(given.home or Path(passing), stories) for stories in given.stories]
        print(" " * 34 + "".join(f"{stories:>22,}" for stories in given.stories), flush=True)
        for what in archives[0].costs:
            if given.only in what:
                _row(what, _taken(what, archives))
        for archive in archives:
            archive.close()


class _Archive:
    """An archive in a process of its own that measures what it is told to."""

    def __init__(self, folder: Path, stories: int) -> None:
        home = folder / str(stories)
        home.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {"DATELINE_HOME": str(home)} | _database(stories)
        size = ["--home", str(home), "--stories", str(stories), "--days", str(max(10, stories // A_DAY))]
        subprocess.run([sys.executable, HERE / "filling.py", *size], env=environment, check=True)
        command = [sys.executable, HERE / "costs.py", str(home)]
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.costs: list[str] = self._answer()

    def measure(self, what: str) -> list[float]:
        """Return the seconds of each request of a turn."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps([what, TIMES]) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        self._process.communicate()

    def _answer(self) -> list:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


def _database(stories: int) -> dict[str, str]:
    """A database of its own for an archive, on the server of `DATELINE_DATABASE_URL`; none where that is not set."""
    given = os.environ.get("DATELINE_DATABASE_URL")
    if not given:
        return {}
    import psycopg

    name = f"bench_{stories}"
    with psycopg.connect(given, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")
    return {"DATELINE_DATABASE_URL": urlunsplit(urlsplit(given)._replace(path=f"/{name}"))}


def _taken(what: str, archives: list[_Archive]) -> list[float]:
    """Return the median of each archive."""
    taken: list[list[float]] = [[] for _ in archives]
    for turn in range(ROUNDS):
        for archive, its in zip(archives, taken, strict=True):
            its += archive.measure(what)[: TIMES if turn else 0]
    return [statistics.median(its) * 1000 for its in taken]


def _row(what: str, taken: list[float]) -> None:
    goal = GOAL_OF_SEARCH if what.startswith("search") else float("inf")
    marks = ["over" if median / taken[0] > GOAL or median > goal else "" for median in taken]
    cells = [f"{median:9.1f} {median / taken[0]:6.2f} {mark:4}" for median, mark in zip(taken, marks, strict=True)]
    print(f"{what:34}" + "".join(f"{cell:>22}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
