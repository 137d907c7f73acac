"""A program beside a test: started, waited for until it answers, and ended by its own id."""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path


@contextmanager
def running(command: Sequence[str], *, log: Path, answers: Callable[[], bool]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a command until the block ends. What it says goes to `log`, which is shown when it does not come up."""
    with log.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 60
        while not answers():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def status_of(port: int, path: str) -> int:
    """Return the status of a GET on loopback; 0 where nobody answers."""
    asking = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asking.request("GET", path)
        return asking.getresponse().status
    except OSError:
        return 0
    finally:
        asking.close()
