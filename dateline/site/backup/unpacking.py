"""The file of a backup as it is read: nothing is believed before its hash agrees. Called by `restoring`."""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from dateline.site.backup.manifest import MANIFEST, MEDIA, SEAL, SECRET_KEY, BackupRefused, FileFacts, Manifest

AT_ONCE = 1 << 20
"""Bytes held in memory at a time."""


@contextmanager
def opened(path: Path) -> Iterator["Unpacking"]:
    """A backup's file, opened and its manifest read. Raises `BackupRefused` with a sentence at the first fault."""
    try:
        tar = tarfile.open(path, "r:")  # noqa: SIM115  # closed below; only its own faults belong to this `try`
    except tarfile.ReadError:
        raise BackupRefused(_sentence(path, "it is no tar file")) from None
    except OSError as fault:
        raise BackupRefused(f"{path} cannot be read: {fault.strerror}.") from None
    with tar:
        yield Unpacking(path, tar)


class Unpacking:
    """An open backup that names what it holds and nothing else."""

    def __init__(self, path: Path, tar: tarfile.TarFile) -> None:
        self._path, self._tar = path, tar
        self._entries = self._list()
        self.manifest = self._read_manifest()
        self._refuse_unless_listed()

    def unpack(self, folder: Path) -> None:
        """Write every file below `folder`, each checked against the manifest while it is written."""
        for facts in self.manifest.files:
            target = folder / facts.name
            target.parent.mkdir(parents=True, exist_ok=True)
            if self._write(facts, target) != facts.sha256:
                raise self._refusal(f"{facts.name} in it was altered")

    def _list(self) -> dict[str, tarfile.TarInfo]:
        entries: dict[str, tarfile.TarInfo] = {}
        try:
            for entry in self._tar:
                if not entry.isreg() or entry.issparse() or entry.name in entries:
                    raise self._refusal(f"{entry.name} in it is no plain file, or is there twice")
                entries[entry.name] = entry
        except (tarfile.TarError, ValueError, OverflowError):
            raise self._refusal("it breaks off, or was altered") from None
        return entries

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._entries or SEAL not in self._entries:
            raise self._refusal("it breaks off before its manifest, or is no backup")
        data, seal = self._read(MANIFEST), self._read(SEAL)
        if hashlib.sha256(data).hexdigest().encode() != seal.strip():
            raise self._refusal("its manifest was altered")
        try:
            return Manifest.from_json(data)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise self._refusal("its manifest cannot be understood") from None

    def _refuse_unless_listed(self) -> None:
        listed = {file.name: file for file in self.manifest.files}
        for name in listed.keys() | self._entries.keys() - {MANIFEST, SEAL}:
            if not self._belongs(name):
                raise self._refusal(f"it holds {name}, which is no part of a home")
            if name not in self._entries or name not in listed:
                raise self._refusal(f"{name} is in its manifest or in the file, but not in both")
            if self._entries[name].size != listed[name].size:
                raise self._refusal(f"{name} in it was altered")

    def _belongs(self, name: str) -> bool:
        path = PurePosixPath(name)
        inside = not path.is_absolute() and ".." not in path.parts and path.as_posix() == name
        return inside and (name in (SECRET_KEY, self.manifest.database.file) or name.startswith(MEDIA))

    def _read(self, name: str) -> bytes:
        file = self._tar.extractfile(self._entries[name])
        assert file is not None, "only plain files are listed"
        return file.read()

    def _write(self, facts: FileFacts, target: Path) -> str:
        entry = self._entries[facts.name]
        file = self._tar.extractfile(entry)
        assert file is not None, "only plain files are listed"
        hashed = hashlib.sha256()
        # Photos as uploads have them, so that a web server of another account may send them; the rest for the owner.
        rights = 0o644 if facts.name.startswith(MEDIA) else 0o600
        with file, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as written:
            while data := file.read(AT_ONCE):
                hashed.update(data)
                written.write(data)
        os.utime(target, (entry.mtime, entry.mtime))
        return hashed.hexdigest()

    def _refusal(self, why: str) -> BackupRefused:
        return BackupRefused(_sentence(self._path, why))


def _sentence(path: Path, why: str) -> str:
    return f"{path} is not a whole backup: {why}. Nothing was restored."
