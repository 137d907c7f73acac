"""The scoring service in a home of its own: at its WSGI door, and as a server with a port."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from dateline.scoring.engine import Engine
from dateline.scoring.perspective import keys
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.wsgi import Perspective
from tests.ports import free_port
from tests.scoring.perspective.asked import Asking

NOW = 1_795_000_000.0


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return Storage(tmp_path)


@pytest.fixture
def application(storage: Storage, engine: Engine) -> Perspective:
    return Perspective(storage, lambda: engine)


@pytest.fixture
def coral(application: Perspective, storage: Storage) -> Asking:
    """A site that runs Coral, with a key that may ask as often as it likes."""
    return Asking(application, keys.add(storage, "coral", now=NOW, rate=1000))


@dataclass(frozen=True)
class Server:
    """`dateline serve-scoring` as a process, and a key that it knows."""

    process: subprocess.Popen[bytes]
    home: Path
    port: int
    key: str
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running service, one for all tests of a process."""
    home, port = tmp_path_factory.mktemp("scoring"), free_port()
    key = keys.add(Storage(home), "server", now=NOW, rate=1000)
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "dateline", "serve-scoring", "--port", str(port)],
            env=os.environ | {"DATELINE_HOME": str(home)},
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, port, log)
        yield Server(process, home, port, key, log)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text()
        asking = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asking.request("GET", "/healthz")
            asking.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            asking.close()
    raise AssertionError(f"Waited in vain: {log.read_text()}")
