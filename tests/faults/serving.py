"""`dateline serve` in a process group of its own, to be killed whole. Called by `kill_server.py`."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.ports import free_port as free_port

PATIENCE = float(os.environ.get("FAULTS_PATIENCE", "60"))
"""Seconds that anything may take before the run counts as failed; more on a machine that has other work."""


class Server:
    """The server, and what joins its process group."""

    def __init__(self, home: Path, port: int) -> None:
        self.port = port
        self._log = home / "server.log"
        self._processes: list[subprocess.Popen[str]] = []

    def start(self) -> float:
        """Start it and return the seconds until it was ready."""
        begun = time.monotonic()
        with self._log.open("a") as log:
            self._begin(["serve", "--port", str(self.port)], group=0, out=log)
        until(self.is_ready, lambda: f"The server is not ready:\n{self._log.read_text()[-2000:]}")
        return time.monotonic() - begun

    def ingest(self, files: list[Path]) -> IO[str]:
        """Let `dateline ingest` publish pages beside it, and return what that prints."""
        words = ["ingest", "--publish", *map(str, files)]
        printed = self._begin(words, group=self._processes[0].pid, out=subprocess.PIPE).stdout
        assert printed is not None
        return printed

    def kill(self) -> None:
        """End every process of the group at one instant, with no word of warning, and wait until they are gone."""
        if self._processes:
            os.killpg(self._processes[0].pid, signal.SIGKILL)
        for process in self._processes:
            process.wait(timeout=PATIENCE)
        self._processes.clear()

    def pids(self) -> list[int]:
        """The first process and those that it has forked."""
        first = self._processes[0].pid
        forked = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, forked)]

    def is_ready(self) -> bool:
        try:
            return get(self.port, "/readyz")[0] == 200
        except OSError:
            return False

    def _begin(self, words: list[str], *, group: int, out: IO[str] | int) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "dateline", *words]
        process = subprocess.Popen(command, process_group=group, stdout=out, stderr=subprocess.DEVNULL, text=True)
        self._processes.append(process)
        return process


def get(port: int, path: str) -> tuple[int, str]:
    """Return status and text of a page. Raises `OSError` when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except http.client.HTTPException as fault:
        raise OSError(str(fault)) from fault
    finally:
        connection.close()


def until(met: Callable[[], bool], complaint: Callable[[], str]) -> None:
    """Wait on a condition, for as long as patience lasts."""
    end = time.monotonic() + PATIENCE
    while not met():
        if time.monotonic() > end:
            sys.exit(complaint())
        time.sleep(0.05)
