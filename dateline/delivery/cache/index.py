"""The index of the page store: which pages are stored, the tags of each, what was dropped and what is to be.

A small SQLite file of its own beside the pages. It is worth nothing without them, so it never waits for the disk; after
a crash of the machine the store begins anew. Its owner holds the store's gate round every change.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS page (key TEXT PRIMARY KEY, file TEXT, status INTEGER, headers TEXT, etag TEXT,
    until REAL, size INTEGER, stored_at REAL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_age ON page (stored_at);
CREATE INDEX IF NOT EXISTS page_until ON page (until) WHERE until IS NOT NULL;
CREATE INDEX IF NOT EXISTS page_absent ON page (stored_at) WHERE status <> 200;
CREATE TABLE IF NOT EXISTS tagged (tag TEXT, key TEXT, PRIMARY KEY (tag, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tagged_key ON tagged (key);
CREATE TABLE IF NOT EXISTS dropped (tag TEXT PRIMARY KEY, number INTEGER, at REAL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS dropped_number ON dropped (number);
CREATE TABLE IF NOT EXISTS due (drop_id INTEGER PRIMARY KEY, at REAL, tags TEXT);
CREATE TABLE IF NOT EXISTS applied (drop_id INTEGER PRIMARY KEY, at REAL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Row:
    """A stored page as the index knows it; `file` is relative to the store's folder, without an encoding's ending."""

    key: str
    file: str
    status: int
    headers: list[tuple[str, str]]
    etag: str
    until: float | None
    tags: frozenset[str]


class Index:
    """One connection to the file. Not for two threads at once: its owner sees to that."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, timeout=20, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.execute("PRAGMA secure_delete=ON")  # an address may hold a name that was taken back
        self._database.executescript(SCHEMA)

    def close(self) -> None:
        self._database.close()

    def scrub(self) -> None:
        """Leave nothing in the log beside the file of what was deleted from it."""
        self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def __enter__(self) -> "Index":
        self._database.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: Any, fault: Any, at: Any) -> None:
        self._database.execute("ROLLBACK" if kind else "COMMIT")

    def state(self, name: str) -> Any:
        row = self._one("SELECT value FROM state WHERE name = ?", name)
        return row[0] if row else None

    def set_state(self, name: str, value: Any) -> None:
        self._database.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def number(self) -> int:
        """Return the number of the last drop."""
        return int(self.state("number") or 0)

    def row(self, key: str) -> Row | None:
        found = self._one("SELECT key, file, status, headers, etag, until FROM page WHERE key = ?", key)
        if found is None:
            return None
        tags = frozenset(tag for (tag,) in self._all("SELECT tag FROM tagged WHERE key = ?", key))
        return Row(found[0], found[1], found[2], [(n, v) for n, v in json.loads(found[3])], found[4], found[5], tags)

    def put(self, row: Row, *, size: int, at: float) -> None:
        self.forget(row.key)
        self._database.execute(
            "INSERT INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (row.key, row.file, row.status, json.dumps(row.headers), row.etag, row.until, size, at),
        )
        self._database.executemany("INSERT INTO tagged VALUES (?, ?)", [(tag, row.key) for tag in row.tags])
        self.set_state("size", self.size() + size)

    def forget(self, key: str) -> None:
        found = self._one("SELECT size FROM page WHERE key = ?", key)
        if found:
            self._database.execute("DELETE FROM page WHERE key = ?", (key,))
            self._database.execute("DELETE FROM tagged WHERE key = ?", (key,))
            self.set_state("size", self.size() - found[0])

    def size(self) -> int:
        """Return the bytes of all stored pages."""
        return int(self.state("size") or 0)

    def with_tags(self, tags: Iterable[str]) -> list[tuple[str, str]]:
        """Return key and file of every page that carries one of the tags."""
        return self._all(
            "SELECT DISTINCT page.key, file FROM json_each(?) JOIN tagged ON tag = value"
            " JOIN page ON page.key = tagged.key",
            json.dumps(sorted(tags)),
        )

    def begin_drop(self, tags: Iterable[str], at: float) -> int:
        """Give these tags the next number, and return it."""
        number = self.number() + 1
        self.set_state("number", number)
        self._database.executemany(
            "INSERT OR REPLACE INTO dropped VALUES (?, ?, ?)", [(tag, number, at) for tag in tags]
        )
        return number

    def dropped_since(self, number: int) -> list[str]:
        """Return the tags dropped after this number."""
        return [tag for (tag,) in self._all("SELECT tag FROM dropped WHERE number > ?", number)]

    def any_dropped_since(self, tags: Iterable[str], number: int) -> bool:
        return bool(
            self._one(
                "SELECT 1 FROM json_each(?) JOIN dropped ON tag = value WHERE number > ? LIMIT 1",
                json.dumps(sorted(tags)),
                number,
            )
        )

    def put_off(self, drop_id: int, tags: Iterable[str], at: float) -> None:
        """Remember a drop that is due later."""
        self._database.execute("INSERT OR REPLACE INTO due VALUES (?, ?, ?)", (drop_id, at, json.dumps(sorted(tags))))

    def next_due(self) -> float | None:
        row = self._one("SELECT min(at) FROM due")
        return row[0] if row else None

    def take_due(self, now: float) -> list[tuple[int, list[str]]]:
        """Return the drops whose time has come, and forget that they were to come."""
        due = self._all("SELECT drop_id, tags FROM due WHERE at <= ?", now)
        self._database.execute("DELETE FROM due WHERE at <= ?", (now,))
        return [(drop_id, json.loads(tags)) for drop_id, tags in due]

    def knows(self, drop_id: int) -> bool:
        """Whether a drop was applied here, or is remembered as due."""
        return bool(
            self._one("SELECT 1 FROM applied WHERE drop_id = ?", drop_id)
            or self._one("SELECT 1 FROM due WHERE drop_id = ?", drop_id)
        )

    def applied(self, drop_id: int, at: float) -> None:
        self._database.execute("INSERT OR REPLACE INTO applied VALUES (?, ?)", (drop_id, at))

    def over(self, now: float) -> list[tuple[str, str]]:
        """Return key and file of the pages that the clock has made untrue."""
        return self._all("SELECT key, file FROM page WHERE until <= ?", now)

    def oldest(self, count: int) -> list[tuple[str, str]]:
        return self._all("SELECT key, file FROM page ORDER BY stored_at LIMIT ?", count)

    def oldest_not_found(self, beyond: int) -> list[tuple[str, str]]:
        """Return key and file of those pages without a story that are more than `beyond`, the oldest."""
        return self._all(
            "SELECT key, file FROM page WHERE status <> 200 ORDER BY stored_at DESC LIMIT -1 OFFSET ?", beyond
        )

    def everything(self) -> list[tuple[str, str]]:
        return self._all("SELECT key, file FROM page")

    def forget_old(self, dropped_before: float, applied_before: float) -> None:
        newest = self._one("SELECT max(number) FROM dropped WHERE at < ?", dropped_before)[0]
        if newest is not None:
            self.set_state("forgotten", max(newest, self.forgotten()))
            self._database.execute("DELETE FROM dropped WHERE at < ?", (dropped_before,))
        self._database.execute("DELETE FROM applied WHERE at < ?", (applied_before,))

    def forgotten(self) -> int:
        """Return the highest number among the drops that were forgotten: who stands below it missed some."""
        return int(self.state("forgotten") or 0)

    def counts(self) -> dict[int, int]:
        """Return how many pages are stored, by status."""
        return dict(self._all("SELECT status, count(*) FROM page GROUP BY status"))

    def tag_counts(self, most: int) -> list[tuple[str, int]]:
        """Return the tags that most pages carry."""
        return self._all("SELECT tag, count(*) FROM tagged GROUP BY tag ORDER BY 2 DESC, 1 LIMIT ?", most)

    def _one(self, statement: str, *values: Any) -> Any:
        return self._database.execute(statement, values).fetchone()

    def _all(self, statement: str, *values: Any) -> list[Any]:
        return self._database.execute(statement, values).fetchall()
