"""The background worker: runs what waits in the queue of tasks, and leaves a sign of life. Called by the server."""

import logging
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from dateline.lib import clock
from dateline.lib.precedence import GIVES_WAY, REQUESTS
from dateline.moderation import alarms, figures, forgetting, late, leasing, queueing, signs
from dateline.site import left_tasks
from dateline.site.models import WorkerBeat
from dateline.site.nights import Nights

PAUSE = 1.0
"""Seconds between two looks at the queue."""
BEAT = timedelta(seconds=30)
ROUND = timedelta(minutes=5)
"""Between two looks at what dead workers left in the queue. The first is at the start."""
HOUR = timedelta(hours=1)
"""Between two counts of what became of comments. The first is at the start."""
FORGOTTEN = timedelta(days=1)

logger = logging.getLogger(__name__)


def run(stopping: threading.Event) -> None:
    """Run tasks until `stopping` is set; the task under way is finished. A database that is away is waited for."""
    worker = _Worker(left_tasks.name_of_this_worker(), stopping)
    while not stopping.is_set():
        try:
            worker.keep_house()
            worker.run()
        except DatabaseError:
            logger.exception("The worker cannot reach the database; it tries again.")
        finally:
            close_old_connections()
        stopping.wait(PAUSE)
    worker.nights.stop()


def _beat(name: str) -> None:
    now = clock.now()
    WorkerBeat.objects.update_or_create(worker=name, defaults={"beaten_at": now})
    WorkerBeat.objects.filter(beaten_at__lt=now - FORGOTTEN).delete()


class _Worker(Worker):
    """Runs what waits in every queue, one task after another, and begins no further one once it is to stop."""

    def __init__(self, name: str, stopping: threading.Event) -> None:
        self._stopping = stopping
        self.nights = Nights()
        self._beaten_at = self._tidied_at = self._counted_at = datetime.min.replace(tzinfo=UTC)
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )

    @property
    def running(self) -> bool:
        return not self._stopping.is_set()

    @running.setter
    def running(self, _: bool) -> None:
        """Only the server says when."""

    def keep_house(self) -> None:
        """Leave a sign of life, and see to what dead workers left, each as often as it is due."""
        now = clock.now()
        if now - self._beaten_at >= BEAT:
            _beat(self.worker_id)
            self._beaten_at = now
        if now - self._tidied_at >= ROUND:
            left_tasks.give_back()
            left_tasks.forget_done()
            signs.forget_old(now=now)
            self._tidied_at = now
            queueing.rate_the_unrated()
            leasing.forget_old(now=now)
            alarms.ring(now=now)
            late.tell(now=now)
            forgetting.forget(now=now)
            self.nights.look(now=now)
        if now - self._counted_at >= HOUR:
            self._counted_at = now
            figures.count(now=now)

    def run_task(self, db_task_result: Any) -> None:
        """Requests go first. A queue may be long, and whoever works through it is alive."""
        REQUESTS.give_way(GIVES_WAY)
        super().run_task(db_task_result)
        self.keep_house()
