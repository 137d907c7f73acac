"""SQLite in a backup: a copy by its own online backup, packed by gzip."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
from django.db import connection

from dateline.lib import clock
from dateline.site.backup.engines.contents import DatabaseCopy, bring_up_to_date, copied
from dateline.site.backup.manifest import BackupRefused, DatabaseFacts

NAME = "sqlite"
PLAIN = "dateline.sqlite3"
PACKED = f"{PLAIN}.gz"
PACKING = 6
"""Gzip's own choice between time and size."""
STEP = 1000
"""Pages copied at a time, 4 MB: between two steps the command can be interrupted."""


def copy(folder: Path) -> DatabaseCopy:
    try:
        made = _copy(folder / PLAIN)
    except pysqlite3.Error as fault:
        raise BackupRefused(f"The database {_database()} cannot be copied: {fault}.") from None
    with (folder / PLAIN).open("rb") as plain, gzip.open(folder / PACKED, "wb", compresslevel=PACKING) as packed:
        shutil.copyfileobj(plain, packed)
    (folder / PLAIN).unlink()
    return made


def refuse_unless_empty() -> None:
    database = _database()
    if database.exists() and _has_tables(database):
        raise BackupRefused(f"{database} holds a newsroom already. Name an empty home in DATELINE_HOME.")


def prepare(stage: Path, facts: DatabaseFacts) -> None:
    with gzip.open(stage / PACKED) as packed, (stage / PLAIN).open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    with _connected_to(stage / PLAIN):
        bring_up_to_date(facts)


def land(stage: Path) -> None:
    refuse_unless_empty()  # somebody may have begun a newsroom meanwhile
    database = _database()
    # An empty file that another command left, and its log, would be taken for the log of ours.
    for leftover in ("-wal", "-shm"):
        Path(f"{database}{leftover}").unlink(missing_ok=True)
    (stage / PLAIN).replace(database)


def _database() -> Path:
    return Path(connection.settings_dict["NAME"]).absolute()


def _has_tables(database: Path) -> bool:
    try:
        with closing(pysqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as present:
            return bool(present.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except pysqlite3.Error:
        return True  # whatever it is, it is not ours to overwrite


def _copy(target: Path) -> DatabaseCopy:
    snapshot_at = clock.now()
    _copy_file(_database(), target)
    with closing(pysqlite3.connect(target)) as taken:
        taken.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
        _refuse_unless_sound(taken)
        return copied(
            lambda query: taken.execute(query).fetchall(),
            engine=NAME,
            release=pysqlite3.sqlite_version,
            file=PACKED,
            snapshot_at=snapshot_at,
        )


def _copy_file(database: Path, target: Path) -> None:
    with (
        closing(pysqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True, isolation_level=None)) as source,
        closing(pysqlite3.connect(target)) as copy,
    ):
        # One reading transaction round all steps: writers go on, and their commits do not begin the copy anew.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=STEP)


def _refuse_unless_sound(database: Any) -> None:
    (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    if found != "ok":
        raise BackupRefused(f"The database is damaged ({found}). Nothing was written; keep the backups you have.")


@contextmanager
def _connected_to(file: Path) -> Iterator[None]:
    """Let the settings' database be `file` for a while, all of whose content is in that one file afterwards."""
    named = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(file)
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = named
