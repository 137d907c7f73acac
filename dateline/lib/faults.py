"""Where a fault was, for the log, without what it says: its message and its traceback may hold a reader's words."""

import traceback
from pathlib import Path


def told_without_words(fault: Exception) -> str:
    """Return the kind of a fault and where it was raised: `ValueError in judging.py:12`."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {Path(last.filename).name}:{last.lineno}"
