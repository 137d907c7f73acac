"""A real `dateline serve` on a database of the test's own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from dateline.stories.models import Edition, Story
from tests.ports import free_port

Headers = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What the server sent, whole."""

    status: int
    headers: list[tuple[str, str]]
    body: str

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known.lower() == name.lower()), "")


@dataclass(frozen=True)
class Server:
    """A running server: its process, its port and what it has printed."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def get(self, path: str, headers: Headers | None = None) -> Answer:
        return self.ask("GET", path, headers=headers)

    def ask(self, method: str, path: str, *, body: str = "", headers: Headers | None = None) -> Answer:
        """Ask over a connection of its own. Raises what `http.client` raises for an answer that is not whole."""
        asking = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asking.request(method, path, body=body or None, headers=headers or {})
            answer = asking.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read().decode())
        finally:
            asking.close()

    def stop(self) -> int:
        """Send SIGTERM and return the exit status."""
        self.process.terminate()
        return self.process.wait(timeout=20)

    def stop_every_process(self) -> int:
        """Send SIGTERM to each process, as a service manager does, and return the exit status."""
        pid = self.process.pid
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            os.kill(int(child), signal.SIGTERM)
        return self.stop()


@pytest.fixture
def until() -> Callable[..., None]:
    """Wait for a condition: `until(lambda: found())`."""
    return _until


def _until(met: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, f"Waited {seconds} seconds in vain."
        time.sleep(0.05)


@pytest.fixture
def surroundings(committed: None, tmp_path: Path) -> dict[str, str]:
    """The variables of a process that works on this test's own database, beside the test."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    own = {"DATELINE_HOME": str(tmp_path), "DATELINE_SECRET_KEY": settings.SECRET_KEY}
    own["DATELINE_COMMENTS_PER_ADDRESS"] = "100000"  # a crowd of readers that all write from here
    if connection.vendor == "postgresql":
        facts = connection.settings_dict
        own["DATELINE_DATABASE_URL"] = "postgres://{USER}@{HOST}:{PORT}/{NAME}".format(**facts)
    return kept | own


@pytest.fixture
def serve(surroundings: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start `dateline serve` and wait until it answers: `serve("--workers", "2", DATELINE_BASE_URL="https://…")`."""
    started: list[Server] = []

    def _serve(*words: str, **variables: str) -> Server:
        port, log = free_port(), tmp_path / f"server{len(started)}.log"
        command = [sys.executable, "-m", "dateline", "serve", "--port", str(port), *words]
        with log.open("w") as file:
            process = subprocess.Popen(command, env=surroundings | variables, stdout=file, stderr=subprocess.STDOUT)
        server = Server(process, port, log)
        started.append(server)
        _until(lambda: _answers(server) or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        return server

    yield _serve
    for server in started:
        server.process.kill()
        server.process.wait()


def _answers(server: Server) -> bool:
    try:
        return server.get("/healthz").status == 200
    except OSError:
        return False


@pytest.fixture
def ferry_out(committed: None) -> Story:
    """A published story, committed, so that another process sees it."""
    edition = Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )
    story = Story(edition=edition, headline="Ferry fares rise", body=[("paragraph", "<p>The text.</p>")])
    story.save()
    story.publish(story.save_revision())
    return story
