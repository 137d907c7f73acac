"""The manifest of a backup: what is in it, of which instant, and how each file is known again."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from dateline import __version__
from dateline.lib import clock

FORMAT = "dateline-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
"""Ends the file: the SHA-256 of the manifest, so that every byte that counts is covered by a hash."""
SECRET_KEY = "secret.key"  # noqa: S105  # a file's name
MEDIA = "media/"


class BackupRefused(Exception):
    """A backup cannot be made or restored. Its text is a sentence for the person who asked."""


class NewerBackup(BackupRefused):
    """The backup was made by a release that knows more than this one."""

    def __init__(self, release: str) -> None:
        super().__init__(
            f"This backup was made by Dateline {release}, which is newer than this one ({__version__})."
            f" Install {release} or later, then restore it."
        )


@dataclass(frozen=True)
class FileFacts:
    """One file of a backup; `size` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class DatabaseFacts:
    """The database in a backup: what was acknowledged before `snapshot_at` is in it, what began later is not."""

    engine: str
    release: str
    file: str
    snapshot_at: datetime
    ended_at: datetime
    counts: dict[str, int]
    migrations: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    """Everything that a backup says about itself."""

    dateline: str
    begun_at: datetime
    ended_at: datetime
    database: DatabaseFacts
    missing_pictures: tuple[str, ...]
    files: tuple[FileFacts, ...]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(file.size for file in self.files)

    def to_json(self) -> bytes:
        facts = {"format": FORMAT, "format_version": FORMAT_VERSION} | asdict(self)
        return json.dumps(facts, indent=2, ensure_ascii=False, default=clock.machine_form).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Self:
        """Read a manifest back. Raises `BackupRefused` with a sentence for one of a newer form or of none."""
        facts = json.loads(data)
        if facts.pop("format") != FORMAT:
            raise BackupRefused("This is a manifest, but not of a backup.")
        if facts.pop("format_version") > FORMAT_VERSION:
            raise NewerBackup(facts["dateline"])
        return cls(
            dateline=facts["dateline"],
            begun_at=datetime.fromisoformat(facts["begun_at"]),
            ended_at=datetime.fromisoformat(facts["ended_at"]),
            database=_database(facts["database"]),
            missing_pictures=tuple(facts["missing_pictures"]),
            files=tuple(FileFacts(**file) for file in facts["files"]),
        )


def _database(facts: dict[str, Any]) -> DatabaseFacts:
    snapshot_at = datetime.fromisoformat(facts.pop("snapshot_at"))
    ended_at = datetime.fromisoformat(facts.pop("ended_at"))
    migrations = tuple(facts.pop("migrations"))
    return DatabaseFacts(snapshot_at=snapshot_at, ended_at=ended_at, migrations=migrations, **facts)
