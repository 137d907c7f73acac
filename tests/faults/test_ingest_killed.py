"""A round of `ingest_killed.py`; more are run by hand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

SCRIPT = Path(__file__).with_name("ingest_killed.py")


def _kill(*options: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    command = [sys.executable, str(SCRIPT), *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_every_page_said_to_be_stored_is_there_once_after_a_kill() -> None:
    done = _kill("--rounds", "1", "--pages", "150")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "150 stored, 0 lost, 0 twice" in done.stdout


def test_the_check_sees_a_page_that_was_lost() -> None:
    done = _kill("--rounds", "0", "--pages", "20", "--lose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "19 stored, 1 lost" in done.stdout
