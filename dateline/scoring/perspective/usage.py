"""How much a key is used: how many requests on which day, with which end. Counts hold no words and no addresses."""

import threading
from collections import Counter
from datetime import UTC, datetime

from dateline.scoring.perspective.storage import Storage


class Usage:
    """Counts of this process that are not yet in the file."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._lock = threading.Lock()
        self._counted: Counter[tuple[int, str, str]] = Counter()

    def count(self, key: int, what: str, now: float) -> None:
        """Count one request of a key: `analyze`, `suggestscore`, `coral`, each by itself or with ` refused`."""
        day = datetime.fromtimestamp(now, UTC).date().isoformat()
        with self._lock:
            self._counted[key, day, what] += 1

    def write(self) -> None:
        """Add what was counted to the file. What cannot be written is kept for the next time."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        if not counted:
            return
        try:
            with self._storage.writing() as connection:
                connection.executemany(
                    "INSERT INTO usage (key, day, what, count) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET count = count + excluded.count",
                    [(*each, count) for each, count in counted.items()],
                )
        except BaseException:
            with self._lock:
                self._counted.update(counted)
            raise


def of_days(storage: Storage, since: str) -> list[tuple[str, str, str, int]]:
    """Return name, day, what and count from a day on, the oldest first."""
    rows = storage.read(
        "SELECT name, day, what, count FROM usage JOIN key ON key.id = key WHERE day >= ? ORDER BY day, name, what",
        since,
    )
    return [tuple(row) for row in rows]
