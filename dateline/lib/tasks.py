"""The queue of background work: what one transaction asks for many times is queued once.

Named as the `BACKEND` of `TASKS` in settings. A story that comes in is saved three or four times over, and each save
asks Wagtail's bookkeeping for the same two tasks, which read the story after the commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django_tasks_db.backend import DatabaseBackend

_queued: ContextVar[dict[str, Any] | None] = ContextVar("queued", default=None)


class Backend(DatabaseBackend):
    """The database's queue, which inside `queued_once` knows what it has queued already."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        queued = _queued.get()
        if queued is None:
            return super().enqueue(task, args, kwargs)
        same = repr((task, args, kwargs))
        if same not in queued:
            queued[same] = super().enqueue(task, args, kwargs)
        return queued[same]


@contextmanager
def queued_once() -> Iterator[None]:
    """Queue the same task with the same arguments once in this block, which must be one transaction or savepoint."""
    token = _queued.set({})
    try:
        yield
    finally:
        _queued.reset(token)
