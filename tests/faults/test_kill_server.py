"""A round of `kill_server.py`; fifty are run by hand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

SCRIPT = Path(__file__).with_name("kill_server.py")


def _kill(*options: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    command = [sys.executable, str(SCRIPT), *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_nothing_that_was_acknowledged_is_lost_to_a_kill() -> None:
    done = _kill("--rounds", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 lost, 0 twice, 0 receipts unopened, " in done.stdout.splitlines()[-1]


def test_the_check_sees_a_comment_that_was_lost() -> None:
    done = _kill("--rounds", "1", "--lose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert " 1 lost, 0 twice, 1 receipts unopened, " in done.stdout.splitlines()[-1]
