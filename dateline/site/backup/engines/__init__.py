"""The database's part of a backup, one module an engine. Called by `making` and `restoring`."""

from pathlib import Path
from typing import Protocol, cast

from django.db import connection

from dateline.site.backup.engines import postgresql, sqlite
from dateline.site.backup.engines.contents import DatabaseCopy
from dateline.site.backup.manifest import DatabaseFacts


class Engine(Protocol):
    """What a module of this package offers."""

    NAME: str

    def copy(self, folder: Path) -> DatabaseCopy:
        """Put a copy of the database into `folder` while others write, and say what is in it."""

    def refuse_unless_empty(self) -> None:
        """Raise `BackupRefused` with a sentence when the database that the settings name holds anything."""

    def prepare(self, stage: Path, facts: DatabaseFacts) -> None:
        """Unpack the copy that lies in the folder `stage`, and bring it up to date."""

    def land(self, stage: Path) -> None:
        """Put what was prepared in its place."""


def engine() -> Engine:
    """Return the engine that the settings name."""
    return cast(Engine, postgresql if connection.vendor == "postgresql" else sqlite)
