"""An archive comes in: many pages in few transactions, each page whole or not at all. Called by `dateline ingest`.

What is said of a page is true whatever happens next: its outcome is handed on only after the commit that holds it.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import OperationalError, transaction

from dateline.lib import clock
from dateline.lib.tasks import queued_once
from dateline.wire.intake import Arriving, Intake, Landing
from dateline.wire.item import WireRefused
from dateline.wire.reader import Page, PageRead, Unread
from dateline.wire.reading_ahead import read_all

logger = logging.getLogger(__name__)

MOST_IN_A_BATCH = 100
LONGEST_BATCH = 0.25
"""Seconds. Everybody else who writes waits as long (decisions/0002): a reader's comment, a publish at the desk."""

MOST_BYTES = 20_000_000
"""Of pages read and waiting for their batch."""


@dataclass(frozen=True)
class Outcome:
    """What became of one page, by its name."""

    name: str
    landing: Landing


def bring_in(intake: Intake, pages: Iterable[Page]) -> Iterator[Outcome]:
    """Land pages in batches, and yield what became of each once it is stored for good.

    Pages without a number come after all others, whatever their place: the number that they get must not be one that
    a later page of the archive states as its own.
    """
    unnumbered: list[Page] = []
    batch = _Batch(intake)
    for page, ready in _read(intake, pages):
        if isinstance(ready, Arriving) and ready.item.news_id is None:
            unnumbered.append(page)
            continue
        yield from batch.add(page.name, ready)
    for page, ready in _read(intake, unnumbered):
        yield from batch.add(page.name, ready)
    yield from batch.land()


Waiting = tuple[str, Arriving | Landing]
Result = TypeVar("Result")


@dataclass
class _Batch:
    """Pages read and not yet landed."""

    intake: Intake
    waiting: list[Waiting] = field(default_factory=list)
    size: int = 0

    def add(self, name: str, ready: Arriving | Landing) -> Iterator[Outcome]:
        self.waiting.append((name, ready))
        self.size += len(ready.data) if isinstance(ready, Arriving) else 0
        if len(self.waiting) == MOST_IN_A_BATCH or self.size > MOST_BYTES:
            yield from self.land()

    def land(self) -> Iterator[Outcome]:
        """Land all that waits, in as many transactions as their time asks for."""
        while self.waiting:
            landed = self._land_some()
            del self.waiting[: len(landed)]
            yield from landed
        self.size = 0

    def _land_some(self) -> list[Outcome]:
        """Land as many as one transaction may take. One that is lost whole is begun again with its first page alone."""
        try:
            with transaction.atomic():
                self.intake.wait_for_other_arrivals()
                return self._landed(until=time.monotonic() + LONGEST_BATCH)
        except OperationalError as fault:
            # Two imports that wait for each other, a disk with room for little.
            logger.warning("A transaction of many pages was lost (%s); its first page is tried alone.", fault)
        with transaction.atomic():
            self.intake.wait_for_other_arrivals()
            return self._landed(until=0)

    def _landed(self, *, until: float) -> list[Outcome]:
        outcomes: list[Outcome] = []
        with queued_once():
            for name, ready in self.waiting:
                landed = ready if isinstance(ready, Landing) else _without_fault(name, self.intake.land, ready)
                outcomes.append(Outcome(name, landed))
                if time.monotonic() > until:
                    break
        return outcomes


def _read(intake: Intake, pages: Iterable[Page]) -> Iterator[tuple[Page, Arriving | Landing]]:
    for page, answer in read_all(intake.reader, pages):
        if isinstance(answer, Unread):
            if answer.trace:
                logger.error("The page %s met a fault.\n%s", page.name, answer.trace)
            yield page, Landing("refused", reason=answer.reason)
        else:
            yield page, _without_fault(page.name, _arriving, intake, page, answer)


def _arriving(intake: Intake, page: Page, read: PageRead) -> Arriving | Landing:
    try:
        return intake.arriving(read, name=page.name, now=clock.now(), beside=page.beside)
    except WireRefused as refusal:
        return Landing("refused", reason=str(refusal))


def _without_fault(name: str, work: Callable[..., Result], *given: object) -> Result | Landing:
    """Refuse a page that meets a fault of ours, and go on with the others. A fault of the database stops them all."""
    try:
        return work(*given)
    except OperationalError:
        raise
    except Exception as fault:
        logger.exception("The page %s met a fault.", name)
        return Landing("refused", reason=Unread.by_a_fault(fault).reason)
