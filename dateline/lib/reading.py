"""What was read while a page was made: tags, and the instant at which the page will no longer be true.

Who reads rows that a page shows notes them here; the page store opens a record round each page and keeps what is in it.
Lower layers note and need not know who listens. Outside a record noting costs next to nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Record:
    """The tags of one page, and until when it is true as far as the clock goes; None for as long as nothing changes."""

    tags: set[str] = field(default_factory=set)
    until: datetime | None = None


_open: ContextVar[Record | None] = ContextVar("record", default=None)


@contextmanager
def recording() -> Iterator[Record]:
    """Open a record for what is read in this block."""
    record = Record()
    token = _open.set(record)
    try:
        yield record
    finally:
        _open.reset(token)


@contextmanager
def unnoted() -> Iterator[None]:
    """Note nothing in this block: for reading a thousand rows that one tag, noted outside, stands for."""
    token = _open.set(None)
    try:
        yield
    finally:
        _open.reset(token)


def is_recorded() -> bool:
    """Whether somebody listens."""
    return _open.get() is not None


def note(*tags: str) -> None:
    """Say that the page under way shows what these tags stand for."""
    record = _open.get()
    if record is not None:
        record.tags.update(tags)


def note_until(instant: datetime) -> None:
    """Say that the clock will change the page under way at this instant."""
    record = _open.get()
    if record is not None and (record.until is None or instant < record.until):
        record.until = instant
