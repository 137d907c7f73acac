"""The background worker, in a thread as the server runs it."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dateline.site import worker

pytestmark = pytest.mark.usefixtures("committed")

begun, go_on = threading.Event(), threading.Event()


@task()
def wait() -> None:
    begun.set()
    assert go_on.wait(timeout=20)


@task()
def fail() -> None:
    raise ValueError("It was not to be.")


class Working:
    """A worker in a thread of its own."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            worker.run(self.stopping)
        finally:
            connections.close_all()

    def stop(self) -> None:
        self.stopping.set()
        self.thread.join(timeout=30)
        assert not self.thread.is_alive()


@pytest.fixture
def working() -> Iterator[Working]:
    """A worker that has not yet looked at the queue."""
    begun.clear()
    go_on.clear()
    own = Working()
    yield own
    go_on.set()
    own.stop()


def state(result: Any) -> str:
    return str(DBTaskResult.objects.get(pk=result.id).status)


def test_the_task_under_way_is_finished_and_no_further_one_begun(working: Working) -> None:
    first, second = wait.enqueue(), wait.enqueue()
    working.thread.start()
    assert begun.wait(timeout=20)
    working.stopping.set()
    go_on.set()
    working.stop()
    assert (state(first), state(second)) == (TaskResultStatus.SUCCESSFUL, TaskResultStatus.READY)


def test_a_task_that_fails_does_not_stop_the_next(working: Working, caplog: pytest.LogCaptureFixture) -> None:
    first, second = fail.enqueue(), wait.enqueue()
    working.thread.start()
    assert begun.wait(timeout=20)
    go_on.set()
    working.stop()
    assert (state(first), state(second)) == (TaskResultStatus.FAILED, TaskResultStatus.SUCCESSFUL)
    assert "It was not to be." in DBTaskResult.objects.get(pk=first.id).traceback


def test_a_database_that_is_away_is_waited_for(
    working: Working, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waiting, real, times = wait.enqueue(), worker._beat, []

    def away_at_first(name: str) -> Any:
        times.append(name)
        if len(times) == 1:
            raise worker.DatabaseError("the server closed the connection unexpectedly")
        return real(name)

    monkeypatch.setattr(worker, "_beat", away_at_first)
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    go_on.set()
    working.thread.start()
    assert begun.wait(timeout=20)
    working.stop()
    assert state(waiting) == TaskResultStatus.SUCCESSFUL
    assert "The worker cannot reach the database; it tries again." in caplog.text
