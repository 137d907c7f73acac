"""Debian's redis on loopback: real, with nothing on the disk, to be stopped and killed by a test."""

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests import programs
from tests.ports import free_port

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")


@dataclass(frozen=True)
class RedisServer:
    """A running server and its process."""

    process: "subprocess.Popen[bytes]"
    port: int

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def keys(self) -> list[str]:
        with Redis(port=self.port) as client:
            return sorted(key.decode() for key in client.scan_iter())

    def hang(self) -> None:
        """Let it take connections and say nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def die(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def running(folder: Path) -> Iterator[RedisServer]:
    port = free_port()
    command = [str(PROGRAM), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with programs.running(command, log=folder / "redis.log", answers=lambda: _answers(port)) as process:
        server = RedisServer(process, port)
        try:
            yield server
        finally:
            server.die()  # one that hangs would not hear that it is to end


def _answers(port: int) -> bool:
    try:
        with Redis(port=port) as client:
            return bool(client.ping())
    except RedisError:
        return False
