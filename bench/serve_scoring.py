"""Requests a second of `dateline serve-scoring` on one core, its p99 with 8 clients, start and memory; a bare granian.

    .venv/bin/python bench/serve_scoring.py [--data FOLDER] [--rounds 5] [--seconds 4]

The other server is granian with a WSGI application of one line that reads as much and answers as much: what a request
costs without a score. Each on one core, 8 clients over kept connections on another, rounds by turns. FOLDER holds
labelled comments (*.csv.gz), of which some of the dev split are sent; without it, sentences of its own, all different.
Prints requests per CPU-second of the server, requests a second, the 99th percentile, and the ratio to the other; the
time from the command to the first answer; and the memory that its processes share or not (Pss).
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hot_story
import scoring

CLIENTS = 8
ATTRIBUTES = ("TOXICITY", "SEVERE_TOXICITY", "INSULT", "THREAT", "IDENTITY_ATTACK", "PROFANITY")
BARE = """
def application(environ, start_response):
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", "{length}")])
    return [b"x" * {length}]
"""
WORDS = [
    "a",
    "the",
    "your",
    "this",
    "harbour",
    "ferry",
    "council",
    "reader",
    "writer",
    "idiot",
    "fool",
    "liar",
    "is",
    "was",
    "will",
    "never",
    "say",
    "said",
    "pay",
    "go",
    "late",
]


@dataclass(frozen=True)
class Server:
    """A running server: its port, its processes, the address that is asked, and how long it took to answer."""

    port: int
    pids: list[int]
    path: str
    started: float


@dataclass
class Clients:
    """Eight programs that ask one comment after another, and how long each answer took, in seconds."""

    server: Server
    bodies: list[bytes]
    until: float
    took: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def ask(self) -> None:
        threads = [threading.Thread(target=self._ask, args=[number]) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.faults:
            sys.exit(f"Not every comment was scored: {self.faults[0]}")

    def _ask(self, number: int) -> None:
        connection, at = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30), number
        while time.perf_counter() < self.until and not self.faults:
            begun = time.perf_counter()
            connection.request("POST", self.server.path, self.bodies[at % len(self.bodies)])
            answer = connection.getresponse()
            said = answer.read()
            self.took.append(time.perf_counter() - begun)
            # A comment in another language is refused: that is an answer too.
            if answer.status != 200 and b"LANGUAGE" not in said:
                self.faults.append(f"status {answer.status}: {said[:300]!r}")
            at += CLIENTS
        connection.close()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--data", type=Path)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=float, default=4)
    given = asked.parse_args()
    bodies = [_body(text) for text in _texts(given.data)]
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as running:
        ours = running.enter_context(_ours(folder))
        length = _length(ours, bodies[0])
        servers = {"bare": running.enter_context(_bare(folder, length)), "scoring": ours}
        os.sched_setaffinity(0, {1})  # the clients leave the servers' core alone
        for server in servers.values():
            _round(server, bodies, 2)
        figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in servers}
        for _ in range(given.rounds):
            for name, server in servers.items():
                figures[name].append(_round(server, bodies, given.seconds))
        _print(figures, servers, length)


def _texts(folder: Path | None) -> list[str]:
    if folder:
        every = scoring.comments(folder)
        return every[:: max(1, len(every) // 2_000)]
    chance = random.Random(1)
    return [" ".join(chance.choices(WORDS, k=35)) for _ in range(2_000)]


def _body(text: str) -> bytes:
    asked = {"comment": {"text": text}, "languages": ["en"], "requestedAttributes": {name: {} for name in ATTRIBUTES}}
    return json.dumps(asked | {"doNotStore": True}).encode()


def _length(server: Server, body: bytes) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", server.path, body)
    return len(connection.getresponse().read())


def _round(server: Server, bodies: list[bytes], seconds: float) -> tuple[float, float, float]:
    """Return requests per CPU-second and per second, and the 99th percentile in milliseconds."""
    spent, begun = hot_story.cpu(server.pids), time.perf_counter()
    clients = Clients(server, bodies, begun + seconds)
    clients.ask()
    passed, spent = time.perf_counter() - begun, hot_story.cpu(server.pids) - spent
    return len(clients.took) / spent, len(clients.took) / passed, statistics.quantiles(clients.took, n=100)[98] * 1000


def _print(figures: dict[str, list[tuple[float, float, float]]], servers: dict[str, Server], length: int) -> None:
    print(f"{sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}; answers of {length} bytes; median (least to most)")
    for name, rounds in figures.items():
        per_cpu, per_second, slowest = zip(*rounds, strict=True)
        print(
            f"  {name:8} per CPU-second {hot_story.three(per_cpu)}; per second {hot_story.three(per_second)};"
            f" 99 of 100 answered within {hot_story.three(slowest)} ms"
        )
    ratios = [mine[0] / other[0] for mine, other in zip(figures["scoring"], figures["bare"], strict=True)]
    print(f"  requests per CPU-second, scoring to bare: {hot_story.three(ratios, '.3f')}")
    for name, server in servers.items():
        print(f"  {name:8} first answer after {server.started:.2f} s; memory {hot_story.memory(server.pids):.0f} MB")


@contextlib.contextmanager
def _ours(folder: str) -> Iterator[Server]:
    command, home = Path(sys.executable).with_name("dateline"), os.environ | {"DATELINE_HOME": folder}
    made = [command, "scoring-keys", "add", "bench", "--rate", "100000"]
    key = subprocess.run(made, env=home, capture_output=True, text=True, check=True).stdout.strip()
    path = f"/v1alpha1/comments:analyze?key={key}"
    with _running([command, "serve-scoring"], path, home) as server:
        yield server


@contextlib.contextmanager
def _bare(folder: str, length: int) -> Iterator[Server]:
    Path(folder, "bare.py").write_text(BARE.format(length=length))
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--blocking-threads", "2", "--no-access-log", "bare:application"]
    with _running(command, "/", os.environ | {"PYTHONPATH": folder}) as server:
        yield server


@contextlib.contextmanager
def _running(command: list[str | Path], path: str, surroundings: dict[str, str]) -> Iterator[Server]:
    port, begun = hot_story.free_port(), time.perf_counter()
    command = ["taskset", "-c", "0", *command, "--port", str(port)]
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for_an_answer(port)
            started = time.perf_counter() - begun
            yield Server(port, [process.pid, *hot_story.children(process.pid)], path, started)
        finally:
            process.terminate()


def _wait_for_an_answer(port: int) -> None:
    for _ in range(3000):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    sys.exit(f"Nothing answered at port {port}.")


if __name__ == "__main__":
    main()
