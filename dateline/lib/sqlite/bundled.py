"""Puts the SQLite that ships with pysqlite3 in the place of the system's. Called first thing in settings."""

import sys

import pysqlite3

SAFE_VERSION = (3, 51, 3)
"""First release without the WAL-reset fault, which loses commits when two connections checkpoint at once."""


def use_bundled() -> None:
    """Make `import sqlite3` yield pysqlite3, for Django's backend and everybody after it.

    Debian 12 carries SQLite 3.40.1, which has the fault named at `SAFE_VERSION`.
    """
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
