"""How a page is read: its format, its zone, the names that it is searched for. Pure, and without a database.

Called by `intake.py` for one page, and by `reading_ahead.py` for an archive.
"""

import traceback
from dataclasses import dataclass
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from dateline.stories.naming import Names
from dateline.wire import formats
from dateline.wire.archive import Surroundings, Unreadable
from dateline.wire.formats.page_dates import DateOrder
from dateline.wire.item import WireItem, WireRefused
from dateline.wire.naming import topics_named


class Page(Protocol):
    """A page to read: a file of the archive, or standard input."""

    @property
    def name(self) -> str: ...
    @property
    def beside(self) -> Surroundings | None: ...
    def read(self) -> bytes: ...


@dataclass(frozen=True)
class PageRead:
    """What a page says, its bytes, and the keys of the topics that it names."""

    item: WireItem
    data: bytes
    named: tuple[int, ...]


@dataclass(frozen=True)
class Unread:
    """A page that was refused, and the sentence that says why; after a fault of ours, where it was."""

    reason: str
    trace: str = ""

    @classmethod
    def by_a_fault(cls, fault: Exception) -> Self:
        kind = type(fault).__name__
        return cls(f"The page met a fault of the program ({kind}).", "".join(traceback.format_exception(fault)))


Answer = PageRead | Unread


@dataclass(frozen=True)
class Reader:
    """Reads pages of one edition. May be pickled, and used in any process."""

    zone: ZoneInfo
    dates: DateOrder | None
    names: Names

    def read(self, data: bytes) -> PageRead:
        """Return what the bytes of a page say. Raises `WireRefused` with a sentence."""
        item = formats.read(data, zone=self.zone, dates=self.dates)
        return PageRead(item, data, tuple(topics_named(item, self.names)))

    def answer(self, page: Page) -> Answer:
        """Return what a page says, or why it was refused. Raises nothing, whatever the page."""
        try:
            return self.read(page.read())
        except (WireRefused, Unreadable) as refusal:
            return Unread(str(refusal))
        except Exception as fault:
            return Unread.by_a_fault(fault)
