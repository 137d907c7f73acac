"""Nightly learning: between one and five in an edition's own time, in a process of its own. Called by the worker.

Reading 50,000 comments takes minutes of a processor. In the worker's thread they would be taken from whoever asks for
a page; a process of its own gives way to everybody, and takes its memory with it when it ends.
"""

import logging
import os
import subprocess
import sys
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction

import dateline
from dateline.moderation.models import Learning
from dateline.moderation.scores import given, layers
from dateline.moderation.scores.rulings import final, named_in_force
from dateline.scoring.learning.outcome import FEWEST
from dateline.scoring.model import UnusableModel
from dateline.stories.models import Edition

BEGINS, ENDS = time(1), time(5)
GIVES_WAY = 15
"""Of the system's 19 steps of courtesy."""
LONGEST = timedelta(hours=1)
"""After which a night's learning is ended, whatever it has come to: by day the processor is the readers'."""

logger = logging.getLogger(__name__)


class Nights:
    """The learning of one server: one edition at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._begun_at: datetime | None = None

    def look(self, *, now: datetime) -> None:
        """Begin what is due, and end what takes too long."""
        if self._process and self._process.poll() is None:
            if self._begun_at and now - self._begun_at > LONGEST:
                logger.error("Learning from decisions takes longer than an hour; it is ended.")
                self.stop()
            return
        if self._process and self._process.returncode:
            logger.error("A night's learning failed. `dateline scoring learn` shows why.")
        self._process = None
        try:
            row = _due(now)
            if row:
                self._process, self._begun_at = _begin(row), now
        except (OSError, UnusableModel) as fault:  # such as no memory for another: the worker has other work
            logger.error("A night's learning cannot be begun: %s", fault)

    def stop(self) -> None:
        """End what is under way: the row of the night stays without an end, and the next night learns again."""
        if self._process and self._process.poll() is None:
            self._process.kill()  # a server's threads hold SIGTERM back, and whatever they begin inherits that
            self._process.wait()
        self._process = None


def _begin(row: Learning) -> "subprocess.Popen[bytes]":
    paths = [str(Path(dateline.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-P", "-m", "dateline", "scoring", "learn", "--night", str(row.pk)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # a fault's own words may be a reader's
    )
    with suppress(OSError):  # ended already, and seen at the next look
        os.setpriority(os.PRIO_PROCESS, process.pid, GIVES_WAY)
    return process


def _due(now: datetime) -> Learning | None:
    """Write the row of a night that nobody else has begun, and return it."""
    if not given.is_on():
        return None
    for edition in Edition.objects.all():
        local = now.astimezone(edition.zone)
        if BEGINS <= local.time() < ENDS and _has_news(edition, now=now):
            try:
                with transaction.atomic():
                    return Learning.objects.create(edition=edition, night=local.date(), begun_at=now)
            except IntegrityError:
                continue  # begun by this server or another
    return None


def _has_news(edition: Edition, *, now: datetime) -> bool:
    """Whether there is enough to learn from, and something that this model has not learned from before."""
    if Learning.objects.filter(edition=edition, night=now.astimezone(edition.zone).date()).exists():
        return False
    if not any(named_in_force(edition).values()):
        return False
    of_this_model = Learning.objects.filter(edition=edition, engine=layers.linear().version).exclude(learned_until=None)
    newest = of_this_model.defer("layer").first()
    rulings = final(edition, now=now)
    if newest and not rulings.filter(decided_at__gt=newest.learned_until).exists():
        return False
    return len(rulings.values("pk")[:FEWEST]) == FEWEST
