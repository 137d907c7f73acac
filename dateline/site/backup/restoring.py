"""Restores a backup into an empty home: unpacked and checked in a folder of its own first, then put in its place."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.migrations.loader import MigrationLoader

from dateline.lib.stored_files import every_file
from dateline.site.backup.engines import engine
from dateline.site.backup.manifest import MEDIA, SECRET_KEY, BackupRefused, Manifest, NewerBackup
from dateline.site.backup.unpacking import opened

STAGE = "restoring"
"""The folder in the home; it stays only when a restore was cut short by force."""


@dataclass(frozen=True)
class Restored:
    """What a restore brought back, and how long it took, in seconds."""

    manifest: Manifest
    seconds: float


def restore(file: Path) -> Restored:
    """Bring the newsroom of a backup into the home and the database that the settings name, both empty.

    Raises `BackupRefused` with a sentence, and leaves nothing behind, when they are not or when the file is torn,
    altered, of a newer release or of the other engine. One restore at a time: its folder in the home is the lock.
    """
    begun = time.monotonic()
    with opened(file) as unpacking:
        manifest = unpacking.manifest
        _refuse_unless_ours(manifest)
        _refuse_unless_empty()
        with _stage() as stage:
            unpacking.unpack(stage)
            _refuse_another_key(stage)
            engine().prepare(stage, manifest.database)
            with _moved_media(stage):
                os.replace(stage / SECRET_KEY, settings.HOME / SECRET_KEY)
                os.sync()
                engine().land(stage)  # last: where there is a database, there is all that it needs
    return Restored(manifest, time.monotonic() - begun)


def _refuse_unless_ours(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if not known.issuperset(manifest.database.migrations):
        raise NewerBackup(manifest.dateline)
    if manifest.database.engine != engine().NAME:
        raise BackupRefused(
            f"This is a backup of {manifest.database.engine}, and the settings name {engine().NAME}. Restore it on its"
            " own engine in a home of its own; then move the newsroom by dateline export and dateline import."
        )


def _refuse_unless_empty() -> None:
    if (settings.HOME / STAGE).exists():
        raise BackupRefused(
            f"A restore into {settings.HOME} is under way, or was cut short. If none is, empty that folder first."
        )
    if next(every_file(default_storage), None):
        if settings.MEDIA_BUCKET:
            raise BackupRefused(f"{settings.MEDIA_BUCKET} holds photos already. Name an empty place in DATELINE_MEDIA.")
        raise BackupRefused(f"{settings.HOME} holds photos already. Name an empty home in DATELINE_HOME.")
    engine().refuse_unless_empty()


def _refuse_another_key(stage: Path) -> None:
    # The file in an empty home was made a moment ago and gives way; one from the environment would win for ever.
    given = os.environ.get("DATELINE_SECRET_KEY")
    if given and given != (stage / SECRET_KEY).read_text().strip():
        raise BackupRefused(
            "DATELINE_SECRET_KEY is not the key of this backup, so readers could not open their receipts."
            " Unset it; the backup brings its own."
        )


@contextmanager
def _stage() -> Iterator[Path]:
    stage: Path = settings.HOME / STAGE
    stage.mkdir(mode=0o700)
    try:
        yield stage
    finally:
        shutil.rmtree(stage)


@contextmanager
def _moved_media(stage: Path) -> Iterator[None]:
    """Bring the photos to where the settings want them; should what follows fail, none of them stays."""
    moved: list[str] = []
    try:
        for folder, _, names in os.walk(stage / MEDIA):
            for name in names:
                path = Path(folder, name)
                with _Unpacked(path) as file:
                    moved.append(default_storage.save(path.relative_to(stage / MEDIA).as_posix(), file))
        yield
    except BaseException:
        for name in moved:
            default_storage.delete(name)
        raise


class _Unpacked(File):
    """A file that a folder takes as it is: Django moves what has this method, and copies the rest."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.open("rb"))

    def temporary_file_path(self) -> str:
        return str(self.name)
