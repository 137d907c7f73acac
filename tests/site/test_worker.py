"""The background worker, in a thread as the server runs it."""

import socket
import subprocess
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dateline.lib import clock, tasks
from dateline.lib.precedence import REQUESTS
from dateline.site import left_tasks, worker
from dateline.site.models import WorkerBeat

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


def test_a_task_waits_for_the_request_under_way(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "GIVES_WAY", 20.0)
    go_on.set()
    wait.enqueue()
    with REQUESTS.answering():
        working.thread.start()
        assert not begun.wait(timeout=1)
    assert begun.wait(timeout=20)


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

    def away_at_first(name: str) -> None:
        times.append(name)
        if len(times) == 1:
            raise worker.DatabaseError("the server closed the connection unexpectedly")
        real(name)

    monkeypatch.setattr(worker, "_beat", away_at_first)
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    go_on.set()
    working.thread.start()
    assert begun.wait(timeout=20)
    working.stop()
    assert state(waiting) == TaskResultStatus.SUCCESSFUL
    assert "The worker cannot reach the database; it tries again." in caplog.text


def begun_by(worker_id: str, *, times: int = 1) -> Any:
    """A task under way with this worker, which nobody hears of any more."""
    result = wait.enqueue()
    row = DBTaskResult.objects.filter(pk=result.id)
    row.update(status=TaskResultStatus.RUNNING, started_at=clock.now(), worker_ids=[worker_id] * times)
    return result


def dead_process() -> int:
    ended = subprocess.Popen(["true"])
    ended.wait()
    return ended.pid


@pytest.mark.parametrize(
    "name", [lambda: f"{socket.gethostname()[:40]}-{dead_process()}-0a1b2c3d", lambda: "elsewhere-7-0a1b"]
)
def test_what_a_dead_worker_had_begun_is_done_by_the_next(working: Working, name: Callable[[], str]) -> None:
    left = begun_by(name())
    go_on.set()
    working.thread.start()
    assert begun.wait(timeout=20)
    working.stop()
    assert state(left) == TaskResultStatus.SUCCESSFUL


def test_what_a_living_worker_has_under_way_is_left_to_it() -> None:
    own, other = begun_by(left_tasks.name_of_this_worker()), begun_by("elsewhere-7-0a1b")
    WorkerBeat.objects.create(worker="elsewhere-7-0a1b", beaten_at=clock.now())
    assert left_tasks.give_back() == 0
    assert state(own) == state(other) == TaskResultStatus.RUNNING


def test_a_task_that_ends_its_process_each_time_is_given_up_and_told() -> None:
    left = begun_by("elsewhere-7-0a1b", times=left_tasks.TIMES)
    assert left_tasks.give_back() == 0
    assert state(left) == TaskResultStatus.FAILED
    [failure] = tasks.failed(since=clock.now() - timedelta(minutes=1), most=9)
    assert failure.fault == "WorkerDied"


def test_rows_of_what_is_done_are_kept_for_days_and_not_for_good() -> None:
    rows = [wait.enqueue() for _ in range(3)]
    ended = [(TaskResultStatus.SUCCESSFUL, 3), (TaskResultStatus.SUCCESSFUL, 1), (TaskResultStatus.FAILED, 3)]
    for row, (status, days) in zip(rows, ended, strict=True):
        at = clock.now() - timedelta(days=days)
        DBTaskResult.objects.filter(pk=row.id).update(status=status, finished_at=at)
    left_tasks.forget_done()
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {uuid.UUID(row.id) for row in rows[1:]}
