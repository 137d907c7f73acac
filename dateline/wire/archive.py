"""The files of an archive: each page once, in sorted order, however its folders lie. Called by `dateline ingest`."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

from dateline.wire.formats import LARGEST

SUFFIXES = (".txt", ".html", ".htm")


class Unreadable(OSError):
    """A file or folder that cannot be read. Its text is a sentence for a person."""


@dataclass(frozen=True)
class Surroundings:
    """Where a page lies: its folder, and the archive's root, which no picture's path may leave."""

    folder: Path
    root: Path


@dataclass(frozen=True)
class PageFile:
    """A file to read, or the fault that stands in its place. `root` is the folder that its picture may not leave."""

    path: str
    root: str
    fault: str = ""

    @property
    def name(self) -> str:
        """The path as text, whatever its bytes."""
        return os.fsencode(self.path).decode(errors="replace")

    @property
    def beside(self) -> Surroundings:
        return Surroundings(Path(self.path).parent, Path(self.root))

    def read(self) -> bytes:
        """Return the bytes, one more than allowed at most, so that a larger file is refused without being read whole.

        Raises `Unreadable` with a sentence.
        """
        if self.fault:
            raise Unreadable(self.fault)
        try:
            with open(self.path, "rb") as file:
                return file.read(LARGEST + 1)
        except OSError as fault:
            raise Unreadable(f"The file cannot be read: {fault.strerror}.") from fault


def pages(paths: Sequence[str]) -> Iterator[PageFile]:
    """Yield the files named, and for each folder the pages below it, sorted. A folder with none is a fault."""
    for path in paths:
        if os.path.isdir(path):
            found = False
            for page in _below(path, root=path):
                found = True
                yield page
            if not found:
                yield PageFile(path, path, f"The folder holds no page: no {', '.join('*' + end for end in SUFFIXES)}.")
        else:
            yield PageFile(path, os.path.dirname(path) or ".")


def _below(folder: str, *, root: str) -> Iterator[PageFile]:
    """Walk one folder: first its pages, then its folders. Links to folders are not followed: they may go in circles."""
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as fault:
        yield PageFile(folder, root, f"The folder cannot be read: {fault.strerror}.")
        return
    is_page = [name.lower().endswith(SUFFIXES) and _is_file(os.path.join(folder, name)) for name in names]
    yield from (PageFile(os.path.join(folder, name), root) for name in compress(names, is_page))
    # A browser saves a page's own frames beside its pictures, in a folder named for the page.
    saved_with = {f"{os.path.splitext(name)[0]}_files" for name in compress(names, is_page)}
    for name in names:
        path = os.path.join(folder, name)
        if name not in saved_with and os.path.isdir(path) and not os.path.islink(path):
            yield from _below(path, root=root)


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # such as a broken link: a page that cannot be read, and is said to be
