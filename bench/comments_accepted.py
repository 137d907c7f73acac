"""How many comments a processor second takes in: `dateline serve` (checked, synced, receipt given), and Isso.

    .venv/bin/python bench/comments_accepted.py [--rounds 5] [--seconds 4]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/comments_accepted.py

Installs Isso 0.14.0 and gunicorn in an environment of its own; both hold comments, neither minds a flood. Each server
on one core, 8 clients over kept connections on another, rounds by turns; all comments differ. On PostgreSQL its
processes are counted with ours, and nothing is synced there by that tool. Prints comments per CPU-second of the
server, comments per second, the 99th percentile of the answers, and the ratio to Isso: goal 2, under 250 ms. Ends at
any answer that is no acceptance, and where fewer comments are stored than were answered.
"""

import argparse
import contextlib
import http.client
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import hot_story
from reads_beside_comments import NO_BUDGETS

CLIENTS = 8
ISSO = ("isso==0.14.0", "gunicorn==27.0.1")
GOAL = 2.0
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
CONFIG = """
[general]
dbpath = {folder}/isso.sqlite3
host = http://127.0.0.1/
log-file = {folder}/isso.log
[moderation]
enabled = true
[guard]
enabled = false
[admin]
enabled = false
"""

Request = tuple[str, str, dict[str, str]]
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """One of the two: where it listens, whose processor it uses, how a comment is sent and how many it holds."""

    port: int
    pids: list[int]
    accepts: int
    asking: Callable[[int], Request]
    stored: Callable[[], int]


@dataclass
class Clients:
    """Eight people who send one comment after another, and how long each answer took, in seconds."""

    server: Server
    until: float
    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def send(self) -> None:
        threads = [threading.Thread(target=self._send) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.faults:
            sys.exit(f"Not every comment was accepted: {self.faults[0]}")

    def _send(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        while time.perf_counter() < self.until and not self.faults:
            path, body, headers = self.server.asking(next(_numbers))
            begun = time.perf_counter()
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
            self.took.append(time.perf_counter() - begun)
            if answer.status != self.server.accepts:
                self.faults.append(f"status {answer.status}: {said[:300]!r}")
        connection.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=float, default=4)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as running:
        home = f"{folder}/home"
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings", **NO_BUDGETS)
        servers = {
            "Isso": running.enter_context(_isso(Path(folder))),
            "dateline": running.enter_context(_dateline()),
        }
        # The clients leave the servers' core alone.
        os.sched_setaffinity(0, {1})
        for server in servers.values():
            _round(server, 1)
        figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in servers}
        for _ in range(given.rounds):
            for name, server in servers.items():
                figures[name].append(_round(server, given.seconds))
        _print(figures)


def _round(server: Server, seconds: float) -> tuple[float, float, float]:
    """Return comments per CPU-second and per second, and the 99th percentile in milliseconds."""
    held, spent, begun = server.stored(), hot_story.cpu(server.pids), time.perf_counter()
    clients = Clients(server, begun + seconds)
    clients.send()
    passed, spent = time.perf_counter() - begun, hot_story.cpu(server.pids) - spent
    answered = len(clients.took)
    if server.stored() - held < answered:
        sys.exit(f"{answered} comments were answered, {server.stored() - held} are stored.")
    return answered / spent, answered / passed, statistics.quantiles(clients.took, n=100)[98] * 1000


def _print(figures: dict[str, list[tuple[float, float, float]]]) -> None:
    print(f"{sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}; median (least to most) of the rounds")
    for name, rounds in figures.items():
        per_cpu, per_second, slowest = zip(*rounds, strict=True)
        print(
            f"  {name:9} per CPU-second {hot_story.three(per_cpu)}; per second {hot_story.three(per_second)};"
            f" 99 of 100 answered within {hot_story.three(slowest)} ms"
        )
    ratios = [mine[0] / other[0] for mine, other in zip(figures["dateline"], figures["Isso"], strict=True)]
    print(f"  comments per CPU-second, dateline to Isso: {hot_story.three(ratios, '.2f')}; goal {GOAL}")


@contextlib.contextmanager
def _isso(folder: Path) -> Iterator[Server]:
    print("Installing Isso in an environment of its own …", flush=True)
    venv.create(folder / "isso", with_pip=True)
    subprocess.run([folder / "isso/bin/pip", "install", "-q", "--disable-pip-version-check", *ISSO], check=True)
    config, port = folder / "isso.cfg", hot_story.free_port()
    config.write_text(CONFIG.format(folder=folder))
    command = [folder / "isso/bin/gunicorn", "-b", f"127.0.0.1:{port}", "-w", "2", "--threads", "4", "isso.run"]
    surroundings = os.environ | {"ISSO_SETTINGS": str(config)}
    with subprocess.Popen(["taskset", "-c", "0", *command], env=surroundings, stderr=subprocess.DEVNULL) as process:
        try:
            hot_story.wait_for(port)
            time.sleep(2)  # its two processes load
            _ask_isso_until_it_answers(port)
            pids = [process.pid, *hot_story.children(process.pid)]
            yield Server(port, pids, 202, _to_isso, lambda: _held_by_isso(folder))
        finally:
            process.terminate()


def _ask_isso_until_it_answers(port: int) -> None:
    # Its first comment makes the page's thread, whose title it would fetch: `title` is given with each.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    path, body, headers = _to_isso(next(_numbers))
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    if answer.status != 202:
        sys.exit(f"Isso does not take a comment: {answer.status} {answer.read()[:300]!r}")


def _to_isso(number: int) -> Request:
    body = {"author": f"Reader {number}", "text": _text(number), "title": "The ferry", "email": None, "parent": None}
    return "/new?uri=/the-ferry", json.dumps(body), {"Content-Type": "application/json", "Origin": "http://127.0.0.1"}


def _held_by_isso(folder: Path) -> int:
    with contextlib.closing(sqlite3.connect(folder / "isso.sqlite3", timeout=30)) as database:
        return int(database.execute("SELECT count(*) FROM comments").fetchone()[0])


@contextlib.contextmanager
def _dateline() -> Iterator[Server]:
    path, port = f"{hot_story.story()}/comments", hot_story.free_port()
    with hot_story.serving(port) as pids:
        hot_story.wait_for_the_worker()
        yield Server(port, [*pids, *_postgresql()], 303, lambda number: _to_dateline(path, number), _held)


def _to_dateline(path: str, number: int) -> Request:
    return path, urlencode({"name": f"Reader {number}", "text": _text(number)}), FORM


def _text(number: int) -> str:
    return f"Comment {number} of {os.getpid()}: the fares were low for years, and the pier at Port Amsel is new."


def _held() -> int:
    from dateline.comments.models import Comment

    return Comment.objects.count()


def _postgresql() -> list[int]:
    """The processes of the database's server, which stay for the whole of the bench; none on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ours = cursor.fetchone()[0]
    parent = Path(f"/proc/{ours}/stat").read_text().rsplit(")", 1)[1].split()[1]
    return [int(parent), *hot_story.children(int(parent))]


if __name__ == "__main__":
    main()
