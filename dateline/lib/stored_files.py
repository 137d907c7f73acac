"""Every file of a Django storage, wherever that keeps them. Called by backup and restore."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import Storage


@dataclass(frozen=True)
class StoredFile:
    """The name of a file in its storage, and when it was last changed (Unix time)."""

    name: str
    changed_at: float


def every_file(storage: Storage) -> Iterator[StoredFile]:
    """Yield every file, by name. One that has gone since its folder was read is left out.

    A storage that can list itself at once has `every_file` of its own.
    """
    own = getattr(storage, "every_file", None)
    yield from own() if own else _below(storage, "")


def _below(storage: Storage, folder: str) -> Iterator[StoredFile]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in sorted(files):
        name = posixpath.join(folder, file)
        try:
            yield StoredFile(name, storage.get_modified_time(name).timestamp())
        except FileNotFoundError:
            continue
    for each in sorted(folders):
        yield from _below(storage, posixpath.join(folder, each))
