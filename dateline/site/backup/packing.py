"""The file of a backup as it is written: a plain tar, each file hashed on its way in. Called by `making`."""

import hashlib
import io
import os
import tarfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from dateline.site.backup.manifest import MANIFEST, SEAL, FileFacts, Manifest


class Readable(Protocol):
    def read(self, size: int, /) -> Any: ...


class Packing:
    """A backup under way, for its owner alone. It counts as whole once its manifest is in."""

    def __init__(self, path: Path) -> None:
        self.files: list[FileFacts] = []
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115  # `end` closes it

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, name: str, path: Path) -> None:
        """Take a file of this disk."""
        with path.open("rb") as file:
            facts = os.fstat(file.fileno())
            self.take(name, file, size=facts.st_size, mtime=int(facts.st_mtime))

    def take(self, name: str, file: Readable, *, size: int, mtime: int) -> None:
        """Take what an open file holds, of this size in bytes."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = size, mtime, 0o600
        hashed = _Hashed(file)
        self._tar.addfile(entry, hashed)  # type: ignore[arg-type]  # reads only
        self.files.append(FileFacts(name, size, hashed.sum.hexdigest()))

    def write(self, name: str, data: bytes) -> None:
        """Take a file's bytes."""
        self.take(name, io.BytesIO(data), size=len(data), mtime=int(time.time()))

    def end(self, manifest: Manifest) -> None:
        """Write the manifest and its hash, and see the whole file onto the disk."""
        data = manifest.to_json()
        self.write(MANIFEST, data)
        self.write(SEAL, hashlib.sha256(data).hexdigest().encode() + b"\n")
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: Readable) -> None:
        self.sum = hashlib.sha256()
        self._file = file

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._file.read(size)
        self.sum.update(data)
        return data
