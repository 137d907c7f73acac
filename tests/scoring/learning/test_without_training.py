"""What serves needs no package of training."""

import subprocess
import sys

WITHOUT = """
import sys
sys.modules["scipy"] = None
import dateline.scoring.learning.learn
assert "django" not in sys.modules
"""


def test_learning_needs_neither_scipy_nor_django() -> None:
    ended = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
