"""The queue: what is asked for many times is queued once, and what failed leaves nothing in it."""

import pytest
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task as task

from dateline.lib.tasks import queued_once

pytestmark = pytest.mark.django_db


def _asked() -> set[str]:
    return {row.args_kwargs["args"][-1] for row in DBTaskResult.objects.ready()}


def _ask(pk: str) -> None:
    task.enqueue("stories", "story", pk)


def test_a_block_writes_all_it_was_asked_for_once_as_it_ends() -> None:
    with queued_once():
        for pk in ("1", "2", "1"):
            _ask(pk)
        assert _asked() == set()
    assert _asked() == {"1", "2"}
    assert DBTaskResult.objects.count() == 2


def test_a_block_within_hands_its_own_on_and_one_that_fails_queues_nothing() -> None:
    with queued_once():
        with queued_once():
            _ask("1")
        with pytest.raises(ValueError):
            _fail()
    assert _asked() == {"1"}


def _fail() -> None:
    with queued_once():
        _ask("2")
        raise ValueError
