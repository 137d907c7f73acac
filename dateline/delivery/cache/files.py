"""The files of the page store: each form of a page beside the others, whole or not there. Called by `store`."""

import hashlib
import mmap
import os
import shutil
import threading
from collections.abc import Iterable
from pathlib import Path

from dateline.delivery.cache.encodings import MADE, PLAIN
from dateline.delivery.cache.index import Row
from dateline.delivery.cache.keys import story_of
from dateline.delivery.cache.page import Page, ready


def write_aside(folder: Path, page: Page) -> dict[str, Path]:
    """Write every form of a page under a name of this thread's own, to be renamed once the page may be kept."""
    folder.mkdir(exist_ok=True)
    written = {}
    for encoding, body in page.forms.items():
        path = folder / f"{os.getpid()}-{threading.get_ident()}-{encoding or 'plain'}"
        path.write_bytes(body)
        # A web server makes its ETag of time and size: two pages of one second and length must not have the same.
        told_by = int(page.etag[:7], 16)
        os.utime(path, (told_by, told_by))
        written[encoding] = path
    return written


def read(row: Row, file: Path) -> Page | None:
    """Return the page of a row; None when the file holds another one. Raises `OSError` when there is none."""
    body = file.read_bytes()
    if hashlib.sha256(body).hexdigest()[:32] != row.etag:
        return None
    forms = {PLAIN: body}
    for encoding in MADE:
        path = form(file, encoding)
        if path.exists():
            forms[encoding] = path.read_bytes()
    return ready(row.status, row.headers, forms, row.tags, row.until, row.etag, story=story_of(row.key))


def remove(folder: Path, pages: Iterable[tuple[str, str]]) -> None:
    """Delete the files of these pages, each named by its key and its file."""
    for _, file in pages:
        for encoding in (PLAIN, *MADE):
            form(folder / file, encoding).unlink(missing_ok=True)


def remove_store(folder: Path) -> None:
    """Delete what a store has made in its folder, and nothing that somebody else keeps there."""
    for name in ("open", "apart", "aside"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in (*folder.glob("index.*"), folder / "number", folder / "boot"):
        path.unlink(missing_ok=True)


def form(file: Path, encoding: str) -> Path:
    """Return where one encoding of a page lies: beside the plain one, as web servers look for it."""
    return file.with_name(f"{file.name}.{MADE[encoding]}") if encoding else file


def digest(key: str) -> str:
    """Return a name for what no address can name."""
    name = hashlib.sha256(key.encode()).hexdigest()
    return f"{name[:2]}/{name[2:]}"


def shared_number(path: Path) -> mmap.mmap:
    """Return memory that every process which opens this file shares; a number stands at its beginning."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.ftruncate(file, mmap.PAGESIZE)
        return mmap.mmap(file, mmap.PAGESIZE)
    finally:
        os.close(file)


def boot() -> str:
    """Return what tells this run of the machine from the one before."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text()
    except OSError:
        return "unknown"
