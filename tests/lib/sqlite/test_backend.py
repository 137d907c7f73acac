"""SQLite behind the gate, as Django's code meets it."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pysqlite3
import pytest
from django.db import IntegrityError, OperationalError, connections, transaction

from dateline.lib.sqlite.gate import GateTimeout, gate_for

WRITERS = 8
EACH = 25

COMMAND_LINE = """
import sys
from pathlib import Path
from dateline.lib.sqlite.bundled import use_bundled
use_bundled()
import django
from django.conf import settings
from dateline.site.databases import database_of
settings.configure(DATABASES={"default": database_of(None, Path()) | {"NAME": sys.argv[1]}})
django.setup()
from django.db import connection, transaction
for number in range(int(sys.argv[2])):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO note (text) VALUES (%s)", [f"command line {number}"])
"""


def note(text: str) -> None:
    with connections["notes"].cursor() as cursor:
        cursor.execute("INSERT INTO note (text) VALUES (%s)", [text])


def note_in_a_transaction(text: str) -> None:
    with transaction.atomic(using="notes"):
        note(text)


def noted() -> int:
    with connections["notes"].cursor() as cursor:
        return int(cursor.execute("SELECT count(*) FROM note").fetchone()[0])


def elsewhere(work: Callable[[], Any]) -> Any:
    """Do it in a thread of its own, with a connection of its own; fail if it takes longer than any wait allowed."""

    def alone() -> Any:
        try:
            return work()
        finally:
            connections["notes"].close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(alone).result(timeout=10)


def is_open(file: Path) -> bool:
    gate = gate_for(str(file))
    try:
        gate.acquire(timeout=0.01)
    except GateTimeout:
        return False
    gate.release()
    return True


def impatient() -> None:
    connections.settings["notes"]["OPTIONS"]["timeout"] = 0.02


def test_the_release_is_safe_and_each_commit_reaches_the_disk(notes: Path) -> None:
    assert pysqlite3.sqlite_version_info >= (3, 51, 3)
    with connections["notes"].cursor() as cursor:
        assert cursor.execute("SELECT sqlite_version()").fetchone()[0] == pysqlite3.sqlite_version
        assert cursor.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_transaction_is_a_writer_from_its_first_moment(notes: Path) -> None:
    stranger = pysqlite3.connect(str(notes), timeout=0, isolation_level=None)
    with transaction.atomic(using="notes"), pytest.raises(pysqlite3.OperationalError, match="locked"):
        stranger.execute("BEGIN IMMEDIATE")
    stranger.execute("BEGIN IMMEDIATE")
    stranger.close()


def test_eight_writers_at_once_lose_nothing_and_none_is_sent_away(notes: Path, at_once: Any) -> None:
    def write(writer: int) -> None:
        for number in range(EACH):
            note(f"{writer} {number} alone")
            note_in_a_transaction(f"{writer} {number} in a transaction")

    at_once(write, threads=WRITERS)
    assert noted() == WRITERS * EACH * 2


def test_a_command_line_beside_the_server_loses_nothing(notes: Path, at_once: Any) -> None:
    command = subprocess.Popen([sys.executable, "-c", COMMAND_LINE, str(notes), "50"])
    at_once(lambda writer: [note_in_a_transaction(f"{writer} {number}") for number in range(EACH)], threads=4)
    assert command.wait(timeout=60) == 0
    assert noted() == 4 * EACH + 50


def test_a_reader_never_waits_for_the_gate(notes: Path) -> None:
    note("before")
    impatient()
    with transaction.atomic(using="notes"):
        note("not yet committed")
        assert elsewhere(noted) == 1
    assert elsewhere(noted) == 2


@pytest.mark.parametrize(
    ("statement", "waits"),
    [
        ("SELECT 1", False),
        ("  select count(*) from note", False),
        ("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3)\nSELECT i FROM n", False),
        ("EXPLAIN QUERY PLAN DELETE FROM note", False),
        ("PRAGMA user_version", False),
        ("WITH old AS (SELECT 1 AS id)\nINSERT INTO note (id) SELECT id FROM old", True),
        ("WITH old AS (SELECT 1 AS id) DELETE FROM note WHERE id IN (SELECT id FROM old)", True),
        ("REPLACE INTO note (id) VALUES (1)", True),
        ("CREATE INDEX of_text ON note (text)", True),
        ("ANALYZE", True),
    ],
)
def test_only_what_writes_waits(notes: Path, statement: str, waits: bool) -> None:
    impatient()
    gate = gate_for(str(notes))
    gate.acquire(timeout=1)
    try:
        with connections["notes"].cursor() as cursor:
            cursor.execute(statement)
        waited = False
    except OperationalError:
        waited = True
    gate.release()
    assert waited is waits


@pytest.mark.parametrize("write", [note, note_in_a_transaction])
def test_a_gate_held_too_long_says_that_the_database_is_locked(notes: Path, write: Callable[[str], None]) -> None:
    impatient()
    gate = gate_for(str(notes))
    gate.acquire(timeout=1)
    with pytest.raises(OperationalError, match=r"^database is locked$"):
        elsewhere(lambda: write("in vain"))
    gate.release()
    elsewhere(lambda: write("in time"))
    assert noted() == 1


def test_a_nested_block_takes_the_gate_once_and_the_outer_one_gives_it_back(notes: Path) -> None:
    with transaction.atomic(using="notes"):
        assert not is_open(notes)
        with transaction.atomic(using="notes"):
            note("inner")
        assert not is_open(notes)
    assert is_open(notes)


def test_a_write_outside_a_transaction_gives_the_gate_back_at_once(notes: Path) -> None:
    note("alone")
    assert is_open(notes)
    with connections["notes"].cursor() as cursor:
        cursor.executemany("INSERT INTO note (text) VALUES (%s)", [("one",), ("two",)])
    assert is_open(notes)


@pytest.mark.parametrize("write", [note, note_in_a_transaction])
def test_an_error_inside_gives_the_gate_back(notes: Path, write: Callable[[str], None]) -> None:
    note("once")
    with pytest.raises(IntegrityError):
        write("once")
    assert is_open(notes)


def test_a_commit_that_fails_gives_the_gate_back(notes: Path) -> None:
    with connections["notes"].cursor() as cursor:
        cursor.execute("CREATE TABLE answer (note INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)")
        with pytest.raises(IntegrityError), transaction.atomic(using="notes"):
            cursor.execute("INSERT INTO answer (note) VALUES (7)")
    assert is_open(notes)


def test_a_transaction_that_cannot_begin_gives_the_gate_back(notes: Path) -> None:
    impatient()
    connections["notes"].close()
    stranger = pysqlite3.connect(str(notes), isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        note_in_a_transaction("in vain")
    assert is_open(notes)
    stranger.close()


def test_a_connection_closed_inside_gives_the_gate_back(notes: Path) -> None:
    with transaction.atomic(using="notes"):
        note("lost")
        connections["notes"].close()
        assert is_open(notes)
    assert noted() == 0
    note("kept")
    assert is_open(notes)
