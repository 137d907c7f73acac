"""How the database is spoken to: a SQLite file in the home, or the PostgreSQL that the environment names."""

from pathlib import Path
from typing import Any

import dj_database_url


def database_of(address: str | None, home: Path) -> dict[str, Any]:
    """Return Django's settings of the database at an address of PostgreSQL; without one, of a file in the home."""
    return _postgresql(address) if address else _sqlite(home)


def _sqlite(home: Path) -> dict[str, Any]:
    return {
        "ENGINE": "dateline.lib.sqlite",
        "NAME": str(home / "dateline.sqlite3"),
        # Opening and closing one costs 3 ms of processor, as much as taking a comment in.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: a commit that was acknowledged survives a power cut; NORMAL lost 130 of 2,264 (decisions/0002).
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA cache_size=-4000;PRAGMA temp_store=MEMORY",
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    facts: dict[str, Any] = dict(dj_database_url.parse(address))
    # Threads of the server come and go; a pool keeps their connections from piling up.
    facts["CONN_MAX_AGE"] = 0
    # A database that is away is known within 3 seconds: /readyz must answer before a load balancer gives up on it.
    options = facts.setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 2)
    options["pool"] = {"min_size": 1, "max_size": 16, "timeout": 2.5}
    return facts
