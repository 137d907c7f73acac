"""The pictures of an export: out of the media folder with their hashes, and back into one, over nothing."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings

from dateline.site.export.kinds import PHOTOS
from dateline.site.export.manifest import MEDIA, PICTURES, ExportRefused, sha256_of


def copy_out(folder: Path, missing: list[str]) -> Iterator[dict[str, Any]]:
    """Copy the file of each photo that was written to `folder`, and yield its line; name those that are missing."""
    for photo in _lines(folder / PHOTOS.file):
        name = photo["file"]
        source, target = Path(settings.MEDIA_ROOT, name), folder / MEDIA / name
        if not name:
            continue
        if not source.exists():
            missing.append(name)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        yield {"file": name, "size": target.stat().st_size, "sha256": sha256_of(target)}


def copy_in(folder: Path) -> Iterator[Path]:
    """Copy every picture into the media folder and yield each that was not there.

    Raises `ExportRefused` with a sentence for one that was altered or lost, that leads out of the folder, or whose
    place another file holds.
    """
    for line in _lines(folder / PICTURES):
        name = line["file"]
        source, target = folder / MEDIA / name, Path(settings.MEDIA_ROOT, name)
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ExportRefused(f"{PICTURES} names {name}, which leads out of the media folder.")
        if not source.is_file() or sha256_of(source) != line["sha256"]:
            raise ExportRefused(f"{source} is not the picture that was exported.")
        if target.exists():
            _refuse_another(target, line["sha256"])
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        yield target
        shutil.copyfile(source, target)


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)


def _refuse_another(target: Path, sha256: str) -> None:
    # The same picture may be there: a newsroom that changes its database keeps its home.
    if sha256_of(target) != sha256:
        raise ExportRefused(f"{target} is another picture already. Nothing is ever overwritten.")
