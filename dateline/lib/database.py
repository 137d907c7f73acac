"""What the two database engines do differently, behind one name each."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def one_at_a_time(name: str) -> None:
    """Let one transaction at a time pass that names `name`; it stays shut until the transaction ends.

    On PostgreSQL an advisory lock. On SQLite every writing transaction is alone already.
    """
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


@contextmanager
def overwriting() -> Iterator[None]:
    """Let SQLite write zeros over what is deleted or replaced inside. PostgreSQL does so at its next vacuum."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA secure_delete=OFF")


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Let everything read inside be of the instant at which it began, while others go on writing. Only for reading."""
    assert not connection.in_atomic_block, "a snapshot is a transaction of its own"
    with connection.cursor() as cursor:
        # By hand, because Django's transactions on SQLite are IMMEDIATE: they would shut every writer out.
        isolation = " ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else ""
        cursor.execute("BEGIN" + isolation)
        try:
            cursor.execute("SELECT count(*) FROM django_migrations")  # the first read takes the snapshot
            yield
        finally:
            cursor.execute("ROLLBACK")
