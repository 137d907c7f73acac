"""The pictures of an export: out of the media with their hashes, and back among them, over nothing."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage

from dateline.site.export.kinds import PHOTOS
from dateline.site.export.manifest import MEDIA, PICTURES, ExportRefused, sha256_of


def copy_out(folder: Path, missing: list[str]) -> Iterator[dict[str, Any]]:
    """Copy the file of each photo that was written to `folder`, and yield its line; name those that are missing."""
    for photo in _lines(folder / PHOTOS.file):
        name = photo["file"]
        target = folder / MEDIA / name
        if not name:
            continue
        try:
            source = default_storage.open(name)
        except FileNotFoundError:
            missing.append(name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source, target.open("wb") as written:
            shutil.copyfileobj(source, written)
        yield {"file": name, "size": target.stat().st_size, "sha256": sha256_of(target)}


def copy_in(folder: Path) -> Iterator[str]:
    """Copy every picture among the media and yield the name of each that was not there.

    Raises `ExportRefused` with a sentence for one that was altered or lost, that leads out of the folder, or whose
    place another file holds.
    """
    for line in _lines(folder / PICTURES):
        name = line["file"]
        source = folder / MEDIA / name
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ExportRefused(f"{PICTURES} names {name}, which leads out of the media folder.")
        if not source.is_file() or sha256_of(source) != line["sha256"]:
            raise ExportRefused(f"{source} is not the picture that was exported.")
        if default_storage.exists(name):
            _refuse_another(name, line["sha256"])
            continue
        yield name
        with source.open("rb") as file:
            default_storage.save(name, File(file))


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def _refuse_another(name: str, sha256: str) -> None:
    # The same picture may be there: a newsroom that changes its database keeps its photos.
    with default_storage.open(name) as kept:
        if hashlib.file_digest(kept, "sha256").hexdigest() != sha256:  # type: ignore[arg-type]  # reads only
            raise ExportRefused(f"{name} is another picture already. Nothing is ever overwritten.")
