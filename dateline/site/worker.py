"""The background worker: runs what waits in the queue of tasks, and leaves a sign of life. Called by the server."""

import logging
import os
import socket
import threading
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from dateline.lib import clock
from dateline.site.models import WorkerBeat

PAUSE = 1.0
"""Seconds between two looks at the queue."""
BEAT = timedelta(seconds=30)
FORGOTTEN = timedelta(days=1)

logger = logging.getLogger(__name__)


def run(stopping: threading.Event) -> None:
    """Run tasks until `stopping` is set; the task under way is finished. A database that is away is waited for."""
    name = f"{socket.gethostname()[:40]}-{os.getpid()}"
    beaten_at = clock.now() - BEAT
    while not stopping.is_set():
        try:
            if clock.now() - beaten_at >= BEAT:
                beaten_at = _beat(name)
            _Worker(name, stopping).run()
        except DatabaseError:
            logger.exception("The worker cannot reach the database; it tries again.")
        finally:
            close_old_connections()
        stopping.wait(PAUSE)


def _beat(name: str) -> datetime:
    now = clock.now()
    WorkerBeat.objects.update_or_create(worker=name, defaults={"beaten_at": now})
    WorkerBeat.objects.filter(beaten_at__lt=now - FORGOTTEN).delete()
    return now


class _Worker(Worker):
    """Runs what waits in every queue, one task after another, and begins no further one once it is to stop."""

    def __init__(self, name: str, stopping: threading.Event) -> None:
        self._stopping = stopping
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
