"""Makes a backup: the database first, then the photos, then the manifest with a hash of every file.

The database comes first because a photo's file is written before its row: so every row in the copy has its file.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from dateline import __version__
from dateline.lib import clock
from dateline.lib.stored_files import every_file
from dateline.site.backup.engines import engine
from dateline.site.backup.manifest import MEDIA, SECRET_KEY, BackupRefused, Manifest
from dateline.site.backup.packing import Packing

LAST = "last-backup"
"""A small file in the home, for `dateline doctor`."""


def make(target: Path) -> Manifest:
    """Write a backup of the newsroom to `target` while it is in use, and return its manifest.

    The file appears whole, for its owner alone, or not at all. Raises `BackupRefused` with a sentence.
    """
    _refuse_unless_free(target)
    begun_at = clock.now()
    with _folder_beside(target) as folder:
        copy = engine().copy(folder)
        with Packing(folder / "whole.tar") as packing:
            packing.add(copy.facts.file, folder / copy.facts.file)
            packing.write(SECRET_KEY, settings.SECRET_KEY.encode() + b"\n")
            for photo in every_file(default_storage):
                with _opened(photo.name) as file:
                    if file:
                        packing.take(MEDIA + photo.name, file, size=file.size, mtime=int(photo.changed_at))
            packed = {file.name for file in packing.files}
            manifest = Manifest(
                dateline=__version__,
                begun_at=begun_at,
                ended_at=clock.now(),
                database=copy.facts,
                missing_pictures=tuple(sorted(name for name in copy.pictures if MEDIA + name not in packed)),
                files=tuple(packing.files),
            )
            packing.end(manifest)
        _appear(folder / "whole.tar", target)
    (settings.HOME / LAST).write_text(clock.machine_form(manifest.database.snapshot_at) + "\n")
    return manifest


def last_made() -> datetime | None:
    """Return the instant that the last backup of this home is of; None when none was ever made."""
    try:
        return datetime.fromisoformat((settings.HOME / LAST).read_text().strip())
    except (OSError, ValueError):
        return None


def _refuse_unless_free(target: Path) -> None:
    if target.exists():
        raise BackupRefused(f"{target} is there already. A backup never overwrites anything: give another name.")
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}.")
    if target.absolute().is_relative_to(settings.MEDIA_ROOT):
        raise BackupRefused("A backup is not kept among the photos that it holds: give another folder.")


@contextmanager
def _folder_beside(target: Path) -> Iterator[Path]:
    """A folder on the disk of `target` that only its owner can enter, gone with all its files at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _opened(name: str) -> Iterator[File | None]:
    """A file of the media, the sized copies too: restored pages show their pictures at once. None if it has gone."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        yield None
        return
    with file:
        yield file


def _appear(made: Path, target: Path) -> None:
    made.rename(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)  # the name, too, outlives a power cut
    os.close(folder)
