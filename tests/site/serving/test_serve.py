"""`dateline serve` as a process: it answers, runs tasks, and ends without cutting anybody off."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, IncompleteRead
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dateline.comments.models import Comment
from dateline.site.models import WorkerBeat
from dateline.stories.models import Story

TASKS = Path(__file__).parent / "tasks"
Serve = Callable[..., Any]
Until = Callable[..., None]


@dataclass
class Crowd:
    """Readers who ask and write without a pause until nobody answers, and what became of each request."""

    server: Any
    story: Story
    ended: Event = field(default_factory=Event)
    answered: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    cut_off: list[Exception] = field(default_factory=list)

    def go(self, reader: int) -> None:
        number = 0
        while not self.ended.is_set():
            number += 1
            words = f"Reader {reader} on visit {number}." if reader % 2 else ""
            try:
                assert self._ask(words) in (200, 303)
                self.answered.append(words)
            except IncompleteRead as fault:
                self.cut_off.append(fault)
            except (OSError, HTTPException):
                self.unanswered.append(words)  # no byte came: a browser asks again by itself, or says so

    def _ask(self, words: str) -> int:
        address = self.story.get_absolute_url()
        if not words:
            return int(self.server.get(address).status)
        sent = urlencode({"name": "Tom", "text": words})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return int(self.server.ask("POST", f"{address}/comments", body=sent, headers=headers).status)


def test_it_answers_and_ends_under_load_without_cutting_anybody_off(
    serve: Serve, ferry_out: Story, until: Until, at_once: Any
) -> None:
    server = serve()
    assert (server.get("/readyz").status, server.get("/readyz").body) == (200, '{"status": "ready"}')
    crowd = Crowd(server, ferry_out)

    def one(number: int) -> int | None:
        if number:
            return crowd.go(number)
        try:
            until(lambda: len(crowd.answered) > 60)
            return int(server.stop())
        finally:
            crowd.ended.set()

    assert at_once(one, threads=9)[0] == 0
    assert crowd.cut_off == []
    receipted = {words for words in crowd.answered if words}
    stored = list(Comment.objects.values_list("text", flat=True))
    assert len(stored) == len(set(stored))
    assert receipted <= set(stored) <= receipted | set(crowd.unanswered)
    assert server.log.read_text() == ""


def test_it_runs_what_waits_and_finishes_the_task_under_way_before_it_ends(
    serve: Serve, ferry_out: Story, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(TASKS)
    task = importlib.import_module("patience").outlast_the_server.enqueue()
    server = serve(PYTHONPATH=str(TASKS))
    until(lambda: DBTaskResult.objects.get(pk=task.id).status == TaskResultStatus.RUNNING)
    assert server.stop_every_process() == 0
    assert server.log.read_text() == ""
    ended = DBTaskResult.objects.get(pk=task.id)
    assert (ended.status, ended.return_value) == (TaskResultStatus.SUCCESSFUL, True)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.SUCCESSFUL}  # Wagtail's too
    assert WorkerBeat.objects.exists()


def test_several_processes_serve_one_postgresql(serve: Serve, ferry_out: Story, at_once: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one server process")
    server = serve("--workers", "2")
    answers = at_once(lambda _: [server.get(ferry_out.get_absolute_url()).status for _ in range(5)])
    assert answers == [[200] * 5] * 8
    assert server.stop() == 0
    assert server.log.read_text() == ""


def test_no_process_outlives_a_parent_that_was_killed(serve: Serve, committed: None, until: Until) -> None:
    server = serve()
    pid = server.process.pid
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    server.process.kill()
    server.process.wait()
    until(lambda: not Path(f"/proc/{child}").exists())
