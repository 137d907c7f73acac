"""The queue of background work: what one transaction asks for many times is queued once, and written at its end.

Named as the `BACKEND` of `TASKS` in settings. A story that comes in is saved three or four times over, and each save
asks Wagtail's bookkeeping for the same two tasks, which read the story after the commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.backend import DatabaseBackend

Queued = dict[Any, tuple[Any, Any]]
"""Rows to write and what whoever asked was told of them, by task and arguments."""

_queued: ContextVar[Queued | None] = ContextVar("queued", default=None)


class Backend(DatabaseBackend):
    """The database's queue, which inside `queued_once` keeps what it is asked for until the block ends."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        queued = _queued.get()
        if queued is None:
            return super().enqueue(task, args, kwargs)
        same = (task, repr(args), repr(kwargs))
        if same not in queued:
            self.validate_task(task)
            row = self._row(task, args, kwargs)
            queued[same] = (row, row.task_result)
        return queued[same][1]

    def _row(self, task: Any, args: Any, kwargs: Any) -> Any:
        from django_tasks_db.models import DBTaskResult, get_date_max

        return DBTaskResult(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),  # bulk_create sends no pre_save, which would say so
            backend_name=self.alias,
        )


@contextmanager
def queued_once() -> Iterator[None]:
    """Queue the same task with the same arguments once in this block, which must be one transaction or savepoint.

    All are written together as the block ends. One within another hands its own on; a block that fails queues nothing.
    """
    around, queued = _queued.get(), Queued()
    token = _queued.set(queued)
    try:
        yield
    finally:
        _queued.reset(token)
    if around is None:
        _write(queued)
    else:
        around.update(queued)


def _write(queued: Queued) -> None:
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.bulk_create(row for row, _ in queued.values())


@dataclass(frozen=True)
class Failure:
    """A task that ended in an error: its path, when, and the kind of error. Never what it was about."""

    path: str
    at: datetime
    fault: str


def failed(*, since: datetime, most: int) -> list[Failure]:
    """Return the tasks that ended in an error since then, the newest first. One query."""
    rows = _failed().filter(finished_at__gte=since).order_by("-finished_at")[:most]
    return [
        Failure(path, at, fault.rpartition(".")[2])
        for path, at, fault in rows.values_list("task_path", "finished_at", "exception_class_path")
    ]


def try_again(path: str) -> int:
    """Queue the failed tasks of this path anew in place of the old rows, and return how many there were."""
    with transaction.atomic():
        rows = list(_failed().filter(task_path=path).select_for_update())
        for row in rows:
            row.task.enqueue(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
            row.delete()
    return len(rows)


def _failed() -> Any:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
