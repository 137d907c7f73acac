"""A crowd before a cold page: 500 readers ask a real `dateline serve` for one story at once, and one for another.

    .venv/bin/python bench/crowd.py [--readers 500] [--rounds 5]

Each round drops the page, opens all connections and sends all requests before it reads an answer; one more reader asks
for another cold story in the middle of them. Prints how often the page was rendered (the lines that a wrapper round
Django writes), the slowest answer, and when the other story's came. Goals: rendered once, 500 times one body with 200,
all in 2 seconds.
"""

import argparse
import contextlib
import os
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hot_story

SLOWEST = 2.0
COUNTING = """
import os, sys
import django
from django.core.handlers.wsgi import WSGIHandler
own = WSGIHandler.__call__
def counted(self, environ, start_response):
    with open(os.environ["RENDERED"], "a") as file:
        file.write(environ["PATH_INFO"] + "\\n")
    return own(self, environ, start_response)
WSGIHandler.__call__ = counted
from dateline.site.cli import main
sys.argv[0] = "dateline"
main()
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--readers", type=int, default=500)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATELINE_HOME=folder, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        os.environ["RENDERED"] = str(Path(folder, "rendered"))
        path, port = hot_story.story(), hot_story.free_port()
        other = _another(path)
        with _serving(port):
            hot_story.wait_for_the_worker()
            slowest = []
            for number in range(given.rounds):
                slowest.append(_round(number + 1, port, path, other, given.readers))
    print(f"slowest answer, median of {given.rounds}: {statistics.median(slowest):.2f} s; goal {SLOWEST}")


def _round(number: int, port: int, path: str, other: str, readers: int) -> float:
    from dateline.delivery.cache.pages import store

    store().clear()
    Path(os.environ["RENDERED"]).write_text("")
    addresses = [path] * readers
    addresses.insert(readers // 2, other)
    begun = time.perf_counter()
    answers = _ask_at_once(port, addresses)
    bodies = {body for address, (_, body) in zip(addresses, answers, strict=True) if address == path}
    statuses = sorted({body.split(b" ", 2)[1].decode() for _, body in answers})
    pages = {body.partition(b"\r\n\r\n")[2] for body in bodies}
    rendered = Path(os.environ["RENDERED"]).read_text().splitlines()
    last = max(at for at, _ in answers) - begun
    print(
        f"round {number}: {readers} readers, statuses {', '.join(statuses)}, bodies {len(pages)},"
        f" rendered {rendered.count(path)}; slowest {last:.2f} s, the other story after"
        f" {answers[readers // 2][0] - begun:.2f} s"
    )
    if statuses != ["200"] or len(pages) != 1 or rendered.count(path) != 1:
        sys.exit("Not everybody got the one page.")
    return last


def _ask_at_once(port: int, addresses: list[str]) -> list[tuple[float, bytes]]:
    """Return for each request when its answer was whole (`perf_counter`), and the answer."""
    waiting = selectors.DefaultSelector()
    connections = [socket.create_connection(("127.0.0.1", port)) for _ in addresses]
    answers: list[tuple[float, bytes]] = [(0.0, b"")] * len(addresses)
    for number, (connection, address) in enumerate(zip(connections, addresses, strict=True)):
        connection.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        connection.setblocking(False)
        waiting.register(connection, selectors.EVENT_READ, number)
    open_ones, end = len(addresses), time.monotonic() + 60
    while open_ones:
        if time.monotonic() > end:
            sys.exit(f"{open_ones} of {len(addresses)} were not answered in a minute.")
        for key, _ in waiting.select(1):
            got = key.fileobj.recv(1 << 20)  # type: ignore[union-attr]
            answers[key.data] = (time.perf_counter(), answers[key.data][1] + got)
            if not got:
                waiting.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]
                open_ones -= 1
    return answers


def _another(path: str) -> str:
    from dateline.lib import clock
    from dateline.stories.models import Story

    stories = Story.objects.public(clock.now()).filter(edition__code="en").newest_first()[:9]
    return str(next(story.get_absolute_url() for story in stories if story.get_absolute_url() != path))


@contextlib.contextmanager
def _serving(port: int) -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", COUNTING, "serve", "--port", str(port)]) as process:
        try:
            hot_story.wait_for(port)
            yield
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
