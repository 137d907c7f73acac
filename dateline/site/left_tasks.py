"""What ended processes left in the queue: tasks under way, which another worker does again, and rows of what is done.

A task may be begun anew after a kill, so each must come to the same however often it runs.
"""

import os
import socket
from datetime import timedelta
from secrets import token_hex
from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dateline.lib import clock
from dateline.site.models import WorkerBeat

SILENT = timedelta(minutes=5)
"""A worker of another machine without a sign of life for so long is taken for dead. None of our tasks takes as long."""
TIMES = 3
"""So often is a task begun: one that ends its process each time would end every worker in turn."""
DONE_KEPT = timedelta(days=2)
FAILED_KEPT = timedelta(days=30)
_RUN = token_hex(4)
"""A machine that starts again gives its processes the numbers of those before."""


class WorkerDied(Exception):
    """The process of each worker that began this task ended in it."""


def name_of_this_worker() -> str:
    return f"{_machine()}-{os.getpid()}-{_RUN}"


def give_back() -> int:
    """Have the tasks of dead workers done by others, and return how many were. The third time it counts as failed."""
    given = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if _is_dead(row.worker_ids[-1] if row.worker_ids else ""):
            given += _given_back(row)
    return given


def forget_done() -> None:
    """Delete the rows of tasks that ended long ago."""
    now = clock.now()
    done = DBTaskResult.objects.filter(finished_at__lt=now - DONE_KEPT, status=TaskResultStatus.SUCCESSFUL)
    failed = DBTaskResult.objects.filter(finished_at__lt=now - FAILED_KEPT, status=TaskResultStatus.FAILED)
    (done | failed).delete()


def _is_dead(worker: str) -> bool:
    started, _, run = worker.rpartition("-")
    machine, _, process = started.rpartition("-")
    if machine == _machine() and process.isdigit():
        if int(process) == os.getpid():
            return run != _RUN
        if not _is_running(int(process)):
            return True
    return not WorkerBeat.objects.filter(worker=worker, beaten_at__gt=clock.now() - SILENT).exists()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True


def _given_back(row: Any) -> int:
    """Whether it was ours to give: another worker may be looking too."""
    mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, worker_ids=row.worker_ids)
    if len(row.worker_ids) < TIMES:
        return mine.update(status=TaskResultStatus.READY, started_at=None)
    if mine.exists():
        row.set_failed(WorkerDied(", ".join(row.worker_ids)))
    return 0


def _machine() -> str:
    return socket.gethostname()[:40]
