"""A flood of comments from a thousand addresses, and a few people among it who only want to say something.

    .venv/bin/python tests/faults/flood.py [--seconds 60] [--rate 200] [--people 2] [--names many|one]

Starts the sample newsroom's server behind a proxy that it trusts, and sends it, at these rates and whatever it answers,
one text again and again: each of the addresses may send ten comments in ten minutes, and each name sixty. People send
words of their own under their own names. A moderator opens the queue every other second. Prints what became of both,
the slowest of each, and the server's memory and processor time. Exit status 1 where a person was not taken in, or
waited for more than a second (the 99th of a hundred); where no flooder was told when to come again; where the queue
took longer than a second; and where the server grew by more than 100 MB.
"""

import argparse
import http.client
import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from deciding import Moderator
from kill_server import link_of, prepared
from load import hidden_fields
from serving import Server, free_port

ADDRESSES = 1000
FLOOD = "Everybody knows that the harbour was sold, and nobody at this paper dares to say so."
SENDERS = 96
SLOWEST, GROWTH = 1.0, 100
"""Seconds for who waits, megabytes for the server."""


@dataclass
class Sent:
    """What became of the comments of one kind: how often each status was answered, and the seconds that it took."""

    statuses: Counter[str] = field(default_factory=Counter)
    took: list[float] = field(default_factory=list)
    late: int = 0

    def slow(self) -> float:
        return sorted(self.took)[int(len(self.took) * 0.99) - 1] if len(self.took) > 1 else sum(self.took)


@dataclass
class Door:
    """The story that they comment on."""

    port: int
    path: str
    form: dict[str, str]

    def send(self, connection: http.client.HTTPConnection, name: str, text: str, address: str, sent: Sent) -> None:
        begun = time.monotonic()
        body = urlencode(self.form | {"name": name, "text": text, "email": ""})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            connection.request("POST", self.path, body, headers | {"X-Forwarded-For": address})
            answer = connection.getresponse()
            said = answer.read()
            status = str(answer.status)
            if answer.status == 429 and not (answer.headers.get("Retry-After") and b"minute" in said):
                status = "429 without a word"
        except (OSError, http.client.HTTPException) as fault:
            connection.close()
            status = type(fault).__name__
        sent.statuses[status] += 1
        sent.took.append(time.monotonic() - begun)


class Stream:
    """Sends comments at a rate, however long each takes; those that no sender was free for are sent late."""

    def __init__(self, door: Door, rate: float, seconds: float, *, senders: int, words: "Words") -> None:
        self.door, self.rate, self.senders, self.words = door, rate, senders, words
        self.whole, self.next, self.sent = int(rate * seconds), 0, Sent()
        self._lock, self._begun = threading.Lock(), time.monotonic()

    def begin(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._send, daemon=True) for _ in range(self.senders)]
        for thread in threads:
            thread.start()
        return threads

    def _send(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.door.port, timeout=60)
        while True:
            with self._lock:
                number, self.next = self.next, self.next + 1
            if number >= self.whole:
                return
            wait = self._begun + number / self.rate - time.monotonic()
            time.sleep(max(0.0, wait))
            self.sent.late += wait < -1
            self.door.send(connection, *self.words(number), self.sent)


class Words:
    """Name, text and address of each comment of a flood under many names."""

    def __call__(self, number: int) -> tuple[str, str, str]:
        return f"{random.getrandbits(40):x}", FLOOD, f"10.{number % ADDRESSES // 250}.7.{number % 250 + 1}"


class OneName(Words):
    def __call__(self, number: int) -> tuple[str, str, str]:
        return "A Friend", f"{FLOOD} {number}", super().__call__(number)[2]


class OwnWords(Words):
    def __call__(self, number: int) -> tuple[str, str, str]:
        text = f"My own word, the {number}th: the ferry of {number % 24} h was {number * 7919 % 100} minutes late."
        return f"Reader {number}", text, f"172.20.{number // 250}.{number % 250 + 1}"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--rate", type=float, default=200)
    asked.add_argument("--people", type=float, default=2, help="comments of people in a second")
    asked.add_argument("--names", choices=["many", "one"], default="many", help="under how many names the flood comes")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-flood-") as home:
        server = Server(Path(home), free_port())
        os.environ.update(
            DATELINE_HOME=home,
            DATELINE_BASE_URL=f"http://127.0.0.1:{server.port}",
            DATELINE_TRUSTED_PROXIES="127.0.0.1",
            DJANGO_SETTINGS_MODULE="dateline.site.settings",
        )
        try:
            story, newest = prepared()
            server.start()
            return _flood(server, story, newest, given)
        finally:
            server.kill()


def _flood(server: Server, story: str, newest: int, given: argparse.Namespace) -> int:
    moderator = Moderator(server.port, newest, 0, 1)
    moderator.sign_in(link_of("mara"))
    door = Door(server.port, f"{story}/comments", hidden_fields(server.port, story))
    _queue(moderator)
    before, spent = memory(server.pids()), cpu(server.pids())
    words = OneName() if given.names == "one" else Words()
    flood = Stream(door, given.rate, given.seconds, senders=SENDERS, words=words)
    people = Stream(door, given.people, given.seconds, senders=16, words=OwnWords())
    threads, queue, most = flood.begin() + people.begin(), [], before
    while any(thread.is_alive() for thread in threads):
        queue.append(_queue(moderator))
        most = max(most, memory(server.pids()))
        time.sleep(2)
    print(f"the server used {cpu(server.pids()) - spent:.1f} s of processor time")
    return _tell(flood.sent, people.sent, queue, before, most)


def _tell(flood: Sent, people: Sent, queue: list[float], before: int, most: int) -> int:
    for name, sent in (("flood", flood), ("people", people)):
        statuses = ", ".join(f"{number} × {status}" for status, number in sorted(sent.statuses.items()))
        times = f"median {statistics.median(sent.took):.3f} s, p99 {sent.slow():.3f} s, worst {max(sent.took):.3f} s"
        print(f"{name}: {statuses}; {times}; {sent.late} sent late")
    print(f"queue: {len(queue)} times, worst {max(queue):.3f} s; memory {before} MB before, {most} MB at most")
    met = {
        "every person is taken in": set(people.statuses) == {"303"},
        "within a second": people.slow() < SLOWEST,
        "the flood is told when to come again": flood.statuses["429"] > 0 and set(flood.statuses) == {"303", "429"},
        "the queue opens within a second": max(queue) < SLOWEST,
        "memory is bounded": most - before < GROWTH,
    }
    print("; ".join(f"{goal}: {'yes' if is_met else 'NO'}" for goal, is_met in met.items()))
    return 0 if all(met.values()) else 1


def _queue(moderator: Moderator) -> float:
    begun = time.monotonic()
    status, page, _ = moderator.ask("GET", "/desk/comments/")
    assert status == 200
    assert "/desk/comments/" in page
    return time.monotonic() - begun


def memory(pids: list[int]) -> int:
    """Return the megabytes that processes hold to themselves, and their share of what they hold together."""
    found = 0
    for pid in pids:
        facts = Path(f"/proc/{pid}/smaps_rollup").read_text()
        found += sum(int(size) for size in re.findall(r"^Pss:\s+(\d+)", facts, re.M))
    return found // 1024


def cpu(pids: list[int]) -> float:
    """Return the seconds of processor time that processes have used."""
    facts = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in facts) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
