"""The one file of the scoring service, `scoring.sqlite3` in the home: keys, counts and labels."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3 as sqlite3  # the one that ships with it: the system's may lose commits (`lib/sqlite/bundled.py`)

NAME = "scoring.sqlite3"
PATIENCE = 5_000
"""Milliseconds for which one writer waits for another."""

_TABLES = """
CREATE TABLE key (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE,
    rate REAL NOT NULL,
    keep_days INTEGER NOT NULL,
    made_at REAL NOT NULL,
    revoked_at REAL
) STRICT;
CREATE TABLE usage (
    key INTEGER NOT NULL REFERENCES key,
    day TEXT NOT NULL,
    what TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (key, day, what)
) STRICT, WITHOUT ROWID;
CREATE TABLE label (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL REFERENCES key,
    text TEXT NOT NULL,
    attribute TEXT NOT NULL,
    value REAL NOT NULL,
    starts INTEGER,
    ends INTEGER,
    languages TEXT NOT NULL,
    community TEXT NOT NULL,
    token TEXT NOT NULL,
    suggested_at REAL NOT NULL
) STRICT;
CREATE TABLE coral (
    key INTEGER PRIMARY KEY REFERENCES key,
    secrets TEXT NOT NULL,
    rules TEXT NOT NULL,
    holds_unscored INTEGER NOT NULL
) STRICT;
CREATE INDEX label_token ON label (key, token);
CREATE INDEX label_age ON label (key, suggested_at);
PRAGMA user_version = 1;
"""


class Storage:
    """The file, with a connection for each thread."""

    def __init__(self, home: Path) -> None:
        self.path = home / NAME
        self._own = threading.local()

    def exists(self) -> bool:
        """Return whether there is such a file: without one there are no keys."""
        return self.path.exists()

    def read(self, statement: str, *values: Any) -> list[Any]:
        """Return the rows of a query; of a file that is not there, none."""
        if not self.exists():
            return []
        found: list[Any] = self._connection().execute(statement, values).fetchall()
        return found

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """Give a connection whose changes are kept together when the block ends, or not at all."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def empty_log(self) -> None:
        """Empty the log beside the file, in which what was forgotten lies on. Where somebody reads, it stays."""
        self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _connection(self) -> Any:
        known = getattr(self._own, "connection", None)
        if known is None:
            known = self._own.connection = self._open()
        return known

    def _open(self) -> Any:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite gives the files beside it the rights that this one has: its owner's alone.
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=PATIENCE / 1000)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten
        if not _version(connection):
            connection.execute("BEGIN IMMEDIATE")
            if not _version(connection):
                for statement in _TABLES.split(";\n"):
                    connection.execute(statement)
            connection.execute("COMMIT")
        return connection


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
