"""The page store: pages in files, their tags in an index, the hottest in memory; shared by all processes of a machine.

A page is kept only if none of its tags was dropped since its rendering began: else a page that read the old row and
came late would be stale for ever. Drops are numbered; each process sees by one number in shared memory that another has
dropped something, and follows before it sends the next page.
"""

import logging
import struct
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dateline.delivery.cache import files
from dateline.delivery.cache.index import Index, Row
from dateline.delivery.cache.keys import file_of
from dateline.delivery.cache.memory import Memory
from dateline.delivery.cache.page import Page
from dateline.lib import clock
from dateline.lib.sqlite.gate import gate_for

EVERYTHING = "*"
"""The tag that every page carries unwritten."""
NOT_FOUND_KEPT = 1000
"""Stored answers without a page: anybody can ask for addresses that are not there."""
LONGEST_RENDERING = 300.0
"""Seconds. Drops are remembered for longer than that, so no page can begin before what is forgotten."""
MOST_LOST = 10_000
"""Dropped pages that are remembered to be rendered again."""
REMEMBERED = 3 * 24 * 3600.0
OPEN, APART = "open", "apart"
"""Below the first a web server may look by itself; the second holds what it cannot send rightly."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Began:
    """Where the store stood when a rendering began."""

    number: int
    at: float


class Store:
    """Pages by key below `folder`. `disk` and `memory` are bounds in bytes; the oldest go first."""

    def __init__(self, folder: Path, *, disk: int, memory: int) -> None:
        self.folder = folder
        self._begin_anew_after_a_boot()
        self._lock = threading.RLock()
        self._gate = gate_for(str(folder / "index"))
        self._index = Index(folder / "index.sqlite3")
        self._memory = Memory(memory)
        self.pages = self._memory.pages
        """What is in memory now, by key: to look into, not to send from."""
        self._disk = disk
        self._lost: set[str] = set()
        self.lost = threading.Event()
        self._mark = files.shared_number(folder / "number")
        self._seen = bytes(self._mark[:8])
        self._number = self._index.number()
        self._due = self._index.next_due() or float("inf")

    def find(self, key: str) -> Page | None:
        """Return the page of a key if it is stored and true now."""
        if self._mark[:8] != self._seen:
            self._follow()
        now = self._now()
        page = self.pages.get(key)
        if page is None:
            page = self._read(key)
        return page if page is not None and (page.until is None or now < page.until) else None

    def begin(self) -> Began:
        """Return where the store stands, for `keep`. Call it before the first row is read."""
        now = self._now()
        with self._lock:
            self._follow()
            return Began(self._number, now)

    def keep(self, key: str, page: Page, began: Began) -> bool:
        """Store a page whose rendering began at `began`; False when it may have been overtaken, or does not fit."""
        file = (file_of(key) if page.status == 200 else None) or ""
        file = f"{OPEN}/{file}" if file else f"{APART}/{files.digest(key)}.page"
        row = Row(key, file, page.status, page.headers, page.etag, page.until, page.tags)
        try:
            written = files.write_aside(self.folder / "aside", page)
            return self._settle(row, page, began, written)
        except OSError:
            log.exception("A page could not be stored; it is rendered again next time.")
            return False

    def drop(self, tags: Iterable[str], *, drop_id: int | None = None) -> int:
        """Forget every page that carries one of the tags, here and in every process; return how many there were.

        A drop whose `drop_id` was applied before is none.
        """
        with self._alone():
            if drop_id is not None and self._index.knows(drop_id):
                return 0
            return self._drop(set(tags), [drop_id] if drop_id is not None else [])

    def drop_at(self, tags: Iterable[str], at: float, *, drop_id: int) -> None:
        """Drop these tags once the clock shows `at` (Unix time). Nobody needs to be there: `find` sees to it."""
        with self._alone():
            if self._index.knows(drop_id):
                return
            with self._index:
                self._index.put_off(drop_id, tags, at)
                number = self._index.begin_drop([], at)
            self._turn_to(number)

    def has_due(self, now: float) -> bool:
        """Whether the clock asks for something: a drop that is due, a page that is over."""
        with self._lock:
            self._follow()
            return now >= self._due or bool(self._index.over(now))

    def tick(self) -> None:
        """Do what the clock asks for: drops that are due, pages that are over."""
        now = clock.seconds()
        with self._alone():
            with self._index:
                due = self._index.take_due(now)
            if due:
                self._drop({tag for _, tags in due for tag in tags}, [drop_id for drop_id, _ in due])
            self._forget(self._index.over(now))
            self._index.forget_old(now - 2 * LONGEST_RENDERING, now - REMEMBERED)
            self._due = self._index.next_due() or float("inf")

    def take_lost(self) -> set[str]:
        """Return the keys of pages that were dropped from memory since the last call, which `lost` told of."""
        with self._lock:
            self.lost.clear()
            lost, self._lost = self._lost, set()
            return lost

    def clear(self) -> int:
        """Forget every page."""
        return self.drop([EVERYTHING])

    def begin_release(self, release: str) -> None:
        """Forget every page that another release, or other templates and settings, made."""
        with self._alone():
            if self._index.state("release") != release:
                self._drop({EVERYTHING}, [])
                self._index.set_state("release", release)

    def followed_until(self) -> float | None:
        """Return the instant (Unix time) until which the drops of the database are known here; None at first."""
        with self._lock:
            return self._index.state("followed")  # type: ignore[no-any-return]

    def set_followed(self, at: float) -> None:
        with self._alone():
            self._index.set_state("followed", at)

    def keys(self) -> list[str]:
        with self._lock:
            return [key for key, _ in self._index.everything()]

    def close(self) -> None:
        with self._lock:
            self._index.close()
            self._mark.close()

    def stats(self) -> dict[str, int]:
        """Return counts of pages by status, bytes on disk and in memory, and the number of drops so far."""
        with self._lock:
            counts = self._index.counts()
            return {
                "pages": counts.get(200, 0),
                "redirects, gone, not found": sum(counts.values()) - counts.get(200, 0),
                "bytes": self._index.size(),
                "drops": self._index.number(),
            }

    def most_carried(self, most: int) -> list[tuple[str, int]]:
        """Return the tags that most pages carry, and how many do."""
        with self._lock:
            return self._index.tag_counts(most)

    def _begin_anew_after_a_boot(self) -> None:
        # The index never waited for the disk: after a power cut it may have forgotten pages that are still there.
        boot, known = files.boot(), self.folder / "boot"
        if self.folder.exists() and not (known.exists() and known.read_text() == boot):
            files.remove_store(self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        known.write_text(boot)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes the store, in this process or another."""
        self._gate.acquire(timeout=20)
        try:
            with self._lock:
                self._follow()
                yield
        finally:
            self._gate.release()

    def _now(self) -> float:
        """Return the instant, with every drop done that is due at it."""
        now = clock.seconds()
        if now >= self._due:
            self.tick()
        return now

    def _follow(self) -> None:
        """Drop from memory what other processes have dropped since."""
        with self._lock:
            seen, number = bytes(self._mark[:8]), self._index.number()
            if number != self._number:
                dropped = self._index.dropped_since(self._number)
                if EVERYTHING in dropped or self._number < self._index.forgotten():
                    self._memory.clear()
                self._lose(self._memory.drop(dropped))
                self._due = self._index.next_due() or float("inf")
            self._number, self._seen = number, seen

    def _lose(self, keys: list[str]) -> None:
        if keys and len(self._lost) < MOST_LOST:
            self._lost.update(keys)
            self.lost.set()

    def _turn_to(self, number: int) -> None:
        self._mark[:8] = struct.pack("<q", number)
        self._number, self._seen = number, bytes(self._mark[:8])
        self._due = self._index.next_due() or float("inf")

    def _drop(self, tags: set[str], drop_ids: list[int]) -> int:
        every = EVERYTHING in tags
        found = self._index.everything() if every else self._index.with_tags(tags)
        # Files first: a row without its file harms nobody, a file without its row would stay.
        files.remove(self.folder, found)
        with self._index:
            number = self._index.begin_drop(tags, clock.seconds())
            for key, _ in found:
                self._index.forget(key)
            for drop_id in drop_ids:
                self._index.applied(drop_id, clock.seconds())
        self._lose(self._memory.drop(tags))
        if every:
            self._memory.clear()
        self._turn_to(number)
        return len(found)

    def _forget(self, pages: list[tuple[str, str]]) -> None:
        if not pages:
            return
        files.remove(self.folder, pages)
        with self._index:
            for key, _ in pages:
                self._index.forget(key)
        for key, _ in pages:
            self._memory.forget(key)

    def _settle(self, row: Row, page: Page, began: Began, written: dict[str, Path]) -> bool:
        now = self._now()
        with self._alone():
            late = now - began.at > LONGEST_RENDERING or (page.until is not None and page.until <= now)
            if late or self._index.any_dropped_since({*page.tags, EVERYTHING}, began.number):
                for path in written.values():
                    path.unlink()
                return False
            with self._index:
                self._index.put(row, size=page.size, at=now)
            (self.folder / row.file).parent.mkdir(parents=True, exist_ok=True)
            for encoding, path in written.items():
                path.rename(files.form(self.folder / row.file, encoding))
            self._memory.put(row.key, page)
            self._trim()
        return True

    def _trim(self) -> None:
        self._forget(self._index.oldest_not_found(NOT_FOUND_KEPT))
        while self._index.size() > self._disk:
            self._forget(self._index.oldest(20))

    def _read(self, key: str) -> Page | None:
        with self._lock:
            self._follow()
            number = self._number
            row = self._index.row(key)
        if row is None:
            return None
        try:
            page = files.read(row, self.folder / row.file)
        except OSError:
            return None
        with self._lock:
            self._follow()
            if page is None or self._number != number:
                return None
            self._memory.put(key, page)
        return page
