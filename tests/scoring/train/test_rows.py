"""The labelled comments are read as they are written, whatever the machine."""

import csv
import gzip
import os
import subprocess
import sys
from pathlib import Path

from dateline.scoring.train.rows import COLUMNS


def test_comments_are_read_alike_under_every_locale(tmp_path: Path) -> None:
    path = tmp_path / "some.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as lines:
        written = csv.DictWriter(lines, ["source", "split", "text", "weight", *COLUMNS], restval="")
        written.writeheader()
        written.writerow({"source": "own", "split": "train", "text": "naïve “fool” 😀", "weight": 1})
    script = (
        "import sys; from pathlib import Path; from dateline.scoring.train.rows import files_of, rows_of;"
        "print([ascii(row.text) for path in files_of(Path(sys.argv[1])) for row in rows_of(path)])"
    )
    environment = os.environ | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", script, tmp_path], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == repr([ascii("naïve “fool” 😀")]), done.stderr
