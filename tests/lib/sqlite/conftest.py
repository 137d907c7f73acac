"""A bare SQLite file behind the write gate, whatever database the suite runs on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from dateline.site.databases import database_of


@pytest.fixture
def notes(tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """A file with Dateline's own options and one table, open as `connections["notes"]`."""
    file = tmp_path / "notes.sqlite3"
    own = database_of(None, tmp_path) | {"NAME": str(file)}
    connections.settings["notes"] = connections.settings["default"] | own
    with django_db_blocker.unblock():
        with connections["notes"].cursor() as cursor:
            cursor.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)")
        yield file
        connections["notes"].close()
    del connections["notes"]
    del connections.settings["notes"]
