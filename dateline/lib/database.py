"""What the two database engines do differently, behind one name each."""

import hashlib

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
