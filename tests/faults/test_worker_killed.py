"""A kill of `worker_killed.py`; twenty are run by hand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

SCRIPT = Path(__file__).with_name("worker_killed.py")


def test_what_follows_from_a_change_comes_about_once_whatever_is_killed() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DJANGO_"))}
    command = [sys.executable, str(SCRIPT), "--rounds", "1", "--stories", "2"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, "each once" in done.stdout) == (0, True), done.stdout + done.stderr
