"""Whether comments slow readers down: the hot story read alone, and while 200 comments a second arrive.

    .venv/bin/python bench/reads_beside_comments.py [--rounds 5] [--seconds 4] [--comments 200]

Needs Debian's wrk. A real `dateline serve` on SQLite with FULL sync, on one core; wrk (32 connections) and the writers
(8, over HTTP, to ten stories) on another. Rounds by turns: alone, beside comments. Prints reads per second and per
CPU-second of the server, comments accepted per second, and the ratio of the reads: goal 0.9. Any answer that is not 200
or 303 ends the bench. The comments wait for a decision, so no page is dropped.
"""

import argparse
import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

import hot_story

STORIES = 10
WRITERS = 8
KIND = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
GOAL = 0.9


@dataclass(frozen=True)
class Round:
    reads: float
    reads_per_cpu: float
    comments: float


@dataclass
class Writers:
    """Readers who send so many comments a second between them, each by a connection that is kept."""

    port: int
    paths: list[str]
    a_second: float
    accepted: int = 0
    faults: list[str] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Writers":
        self._stopping.clear()
        self.accepted, self._begun, self._first = 0, time.monotonic(), next(self._numbers) + 1
        self._threads = [threading.Thread(target=self._write) for _ in range(WRITERS if self.a_second else 0)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        if self.faults:
            sys.exit(f"Not every comment was accepted: {self.faults[0]}")

    def _write(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self._stopping.is_set():
            number = next(self._numbers)
            due = self._begun + (number - self._first) / self.a_second
            if self._stopping.wait(max(0.0, due - time.monotonic())):
                break
            text = f"Comment {number} of {self._begun:.3f}: the fares were low for years, and the pier is new."
            body = urlencode({"name": f"Reader {number}", "text": text})
            connection.request("POST", f"{self.paths[number % len(self.paths)]}/comments", body, KIND)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 303:
                self.accepted += 1
            else:
                self.faults.append(f"status {answer.status}")
                break
        connection.close()


NO_BUDGETS = {f"DATELINE_COMMENTS_PER_{of}": "100000000" for of in ("ADDRESS", "NAME", "SITE")}
"""All come from here, under one name."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=int, default=4)
    asked.add_argument("--comments", type=float, default=200)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATELINE_HOME=folder, DJANGO_SETTINGS_MODULE="dateline.site.settings", **NO_BUDGETS)
        path, port = hot_story.story(), hot_story.free_port()
        paths = _stories()
        with hot_story.serving(port) as pids:
            hot_story.wait_for_the_worker()
            hot_story.page(port, path)
            drops = _drops()
            alone, beside = [], []
            for _ in range(given.rounds):
                alone.append(_round(pids, port, path, Writers(port, paths, 0), given.seconds))
                beside.append(_round(pids, port, path, Writers(port, paths, given.comments), given.seconds))
            print(f"{sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}; drops meanwhile: {_drops() - drops}")
        _print("alone", alone)
        _print("beside comments", beside)
        accepted = [each.comments for each in beside]
        print(f"comments accepted a second: {hot_story.three(accepted)}; asked {given.comments:.0f}")
        ratios = [mine.reads / other.reads for mine, other in zip(beside, alone, strict=True)]
        print(f"reads beside comments to reads alone: {hot_story.three(ratios, '.2f')}; goal {GOAL}")
        if statistics.median(accepted) < 0.97 * given.comments:
            print("So many comments a second were not reached here: the ratio is for those that were.")


def _round(pids: list[int], port: int, path: str, writers: Writers, seconds: int) -> Round:
    asking = ["wrk", "-t1", f"-c{hot_story.CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: gzip"]
    before, begun = hot_story.cpu(pids), time.perf_counter()
    with writers:
        said = subprocess.run(
            ["taskset", "-c", "1", *asking, f"http://127.0.0.1:{port}{path}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        passed = time.perf_counter() - begun
        spent, accepted = hot_story.cpu(pids) - before, writers.accepted
    if "Non-2xx" in said or "Socket errors" in said:
        sys.exit(f"Not every answer was 200:\n{said}")
    found = re.search(r"(\d+) requests in", said)
    assert found
    reads = int(found[1])
    return Round(reads / passed, reads / spent, accepted / passed)


def _stories() -> list[str]:
    from dateline.lib import clock
    from dateline.stories.models import Story

    found = Story.objects.public(clock.now()).filter(edition__code="en", comments_door=None).newest_first()[:STORIES]
    return [story.get_absolute_url() for story in found]


def _drops() -> int:
    from dateline.delivery.models import Drop

    return int(Drop.objects.count())


def _print(what: str, rounds: list[Round]) -> None:
    reads, per_cpu = [each.reads for each in rounds], [each.reads_per_cpu for each in rounds]
    print(f"{what}: reads a second {hot_story.three(reads)}; per CPU-second of the server {hot_story.three(per_cpu)}")


if __name__ == "__main__":
    main()
