"""The model that is shipped is what the code trains. Takes minutes, and the data, which are no part of the project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.scoring import model as models

DATA = os.environ.get("TRAINING_DATA", "")


@pytest.mark.slow
@pytest.mark.skipif(not DATA, reason="TRAINING_DATA names no folder of labelled comments (docs/scoring.md)")
def test_training_anew_gives_the_shipped_file(tmp_path: Path) -> None:
    again = tmp_path / models.SHIPPED.name
    command = [sys.executable, "-m", "dateline.scoring.train", "--data", DATA, "--out", again]
    subprocess.run(command, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    assert models.read(again).sha256 == models.read().sha256
    assert again.read_bytes() == models.SHIPPED.read_bytes()
