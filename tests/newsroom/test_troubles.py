"""What was not delivered: told to those who can do something about it, and tried again."""

from datetime import timedelta
from typing import Any

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from dateline.delivery.drawing_at_publish import draw
from dateline.delivery.models import Drop, Purge
from dateline.lib import clock
from dateline.people.models import User


class Varnish:
    name = "varnish://cache.example"


@pytest.fixture
def late_purge(db: None, settings: Any) -> Purge:
    settings.CACHES_IN_FRONT = [Varnish()]
    made = clock.now() - timedelta(hours=2)
    drop = Drop.objects.create(tags=["story:1"], made_at=made)
    return Purge.objects.create(drop=drop, cache=Varnish.name, due_at=clock.now(), fault="No route to host")


@task()
def mend(number: int) -> None: ...


def _failed(what: Any) -> None:
    what.enqueue(1)
    DBTaskResult.objects.filter(task_path=what.module_path).update(
        status="FAILED", finished_at=clock.now(), exception_class_path="builtins.OSError"
    )


def test_a_cache_that_does_not_listen_is_a_figure_that_leads_to_its_fault(
    desk_of: Any, chief: User, rolf: User, late_purge: Purge
) -> None:
    page = desk_of(chief).get("/desk/").content.decode()
    assert 'href="/desk/not-delivered/"><strong>1</strong> not delivered' in page
    assert "not delivered" not in desk_of(rolf).get("/desk/").content.decode()
    found = desk_of(chief).get("/desk/not-delivered/").content.decode()
    assert "Purges that varnish://cache.example has not taken" in found
    assert "No route to host" in found
    assert desk_of(rolf).get("/desk/not-delivered/").status_code == 403


def test_a_card_that_was_not_drawn_is_named_and_its_task_queued_anew(desk_of: Any, chief: User) -> None:
    _failed(draw)
    _failed(mend)
    page = desk_of(chief).get("/desk/not-delivered/").content.decode()
    assert "Social cards that could not be drawn" in page
    assert "OSError" in page
    desk_of(chief).post("/desk/not-delivered/", {"task": draw.module_path})
    states = dict(DBTaskResult.objects.values_list("task_path", "status"))
    assert states == {draw.module_path: "READY", mend.module_path: "FAILED"}
    assert "Social cards" not in desk_of(chief).get("/desk/not-delivered/").content.decode()


def test_when_all_is_delivered_the_page_says_so(desk_of: Any, chief: User) -> None:
    assert "Everything is delivered" in desk_of(chief).get("/desk/not-delivered/").content.decode()
    assert "not delivered" not in desk_of(chief).get("/desk/").content.decode()
