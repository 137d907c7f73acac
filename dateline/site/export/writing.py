"""Writes an export: every kind from one snapshot of the database, in portions, then the pictures."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.lib.database import one_snapshot
from dateline.site.export import lists, pictures
from dateline.site.export.kinds import KINDS, Kind
from dateline.site.export.manifest import MANIFEST, PICTURES, ExportRefused, Lines, Manifest, sha256_of
from dateline.site.export.naming import name_of, paths_of
from dateline.site.export.values import to_json
from dateline.stories.models import NewsIdCounter

PORTION = 200
"""Rows held in memory at a time."""


@dataclass(frozen=True)
class Exported:
    """What was written; `missing` are pictures that are missing."""

    manifest: Manifest
    missing: tuple[str, ...]


def write(folder: Path, *, personal: bool) -> Exported:
    """Write the newsroom to `folder` while it is in use. The folder appears whole or not at all.

    With `personal`, readers' and staff's e-mail addresses and the hashes of readers' addresses go along.
    Raises `ExportRefused` with a sentence when the folder holds anything.
    """
    _refuse_unless_free(folder)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.absolute().parent))
    try:
        with one_snapshot():
            files = [_write_lines(draft / kind.file, _rows(kind, personal=personal)) for kind in KINDS]
            last = NewsIdCounter.objects.values_list("last", flat=True).first() or 0
        missing: list[str] = []
        files.append(_write_lines(draft / PICTURES, pictures.copy_out(draft, missing)))
        manifest = Manifest(dateline=__version__, personal_data=personal, last_news_id=last, files=tuple(files))
        (draft / MANIFEST).write_bytes(manifest.to_json())
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft)
        raise
    return Exported(manifest, tuple(missing))


def _refuse_unless_free(folder: Path) -> None:
    if not folder.absolute().parent.is_dir():
        raise ExportRefused(f"There is no folder {folder.parent}.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ExportRefused(f"{folder} is there already. An export never overwrites anything: give another name.")


def _write_lines(file: Path, rows: Iterable[dict[str, Any]]) -> Lines:
    count = 0
    with file.open("w", encoding="utf-8", newline="\n") as opened:
        for count, row in enumerate(rows, start=1):  # noqa: B007  # the last one is the count
            opened.write(json.dumps(row, ensure_ascii=False) + "\n")
    return Lines(file.name, count, sha256_of(file))


def _rows(kind: Kind, *, personal: bool) -> Iterator[dict[str, Any]]:
    fields = kind.fields(personal=personal)
    paths = {field.name: paths_of(field) for field in fields}
    asked = {path for each in paths.values() for path in each}
    for portion in _portions(kind, asked):
        keys = [row["pk"] for row in portion]
        given = {name: lists.read(kind.model, name, keys) for name in kind.lists}
        for row in portion:
            line = {name: to_json(name_of(row[path] for path in each)) for name, each in paths.items()}
            yield line | {name: listed.get(row["pk"], []) for name, listed in given.items()}


def _portions(kind: Kind, asked: set[str]) -> Iterator[list[dict[str, Any]]]:
    rows = kind.model._base_manager.order_by("pk").values("pk", *asked)
    last = 0
    while portion := list(rows.filter(pk__gt=last)[:PORTION]):
        yield portion
        last = portion[-1]["pk"]
