"""When a night learns, and that it does so once, in a process of its own."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dateline.comments.models import Comment
from dateline.moderation.models import Learning
from dateline.moderation.scores import given, layers
from dateline.site import nights
from dateline.site.nights import Nights
from dateline.site.processes import ENDS
from dateline.stories.models import Edition
from tests.moderation.scores.conftest import insult, own_layers, ruled

__all__ = ["insult", "own_layers", "ruled"]
pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 12, 1, 2, 30, tzinfo=UTC)
Ruled = Callable[..., list[Comment]]


class Process:
    """What was begun, without a process: it takes its time."""

    returncode: int | None = None

    def poll(self) -> int | None:
        return self.returncode

    def kill(self) -> None:
        self.returncode = -9

    def wait(self) -> None:
        assert self.returncode is not None


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Learning]:
    """The nights that were begun, none of them in a process."""
    found: list[Learning] = []

    def begin(row: Learning) -> Any:
        found.append(row)
        return Process()

    monkeypatch.setattr(nights, "_begin", begin)
    return found


def test_a_night_with_enough_decisions_is_learned_from_once(en: Edition, ruled: Ruled, begun: list[Learning]) -> None:
    ruled(300, at=NIGHT)
    Nights().look(now=NIGHT - timedelta(hours=2))  # half past midnight in Lisbon
    Nights().look(now=NIGHT + timedelta(hours=3))
    assert begun == []
    for _ in range(3):
        Nights().look(now=NIGHT)
    assert [(row.edition, row.night) for row in begun] == [(en, NIGHT.date())]


def test_one_edition_is_learned_from_at_a_time_and_no_longer_than_an_hour(
    en: Edition, ruled: Ruled, begun: list[Learning], caplog: pytest.LogCaptureFixture
) -> None:
    ruled(300, at=NIGHT)
    server = Nights()
    server.look(now=NIGHT)
    process = server._process
    server.look(now=NIGHT + timedelta(minutes=59))
    assert process
    assert process.poll() is None
    server.look(now=NIGHT + timedelta(minutes=61))
    assert process.poll() == -9
    assert "longer than an hour" in caplog.text


def test_what_is_under_way_ends_also_where_the_server_holds_back_the_signals_of_the_end(
    en: Edition, ruled: Ruled, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruled(300, at=NIGHT)
    asleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(nights, "_begin", lambda row: subprocess.Popen(asleep))
    server, before = Nights(), signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
    try:
        server.look(now=NIGHT)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    process = server._process
    assert process
    server.stop()
    assert process.returncode


def test_a_process_that_cannot_be_begun_leaves_the_worker_to_its_other_work(
    en: Edition, ruled: Ruled, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_memory(row: Learning) -> Any:
        raise OSError("Cannot allocate memory")

    ruled(300, at=NIGHT)
    monkeypatch.setattr(nights, "_begin", no_memory)
    Nights().look(now=NIGHT)
    assert "cannot be begun: Cannot allocate memory" in caplog.text


def test_a_night_that_fails_is_told_in_the_log_without_a_word_of_it(
    en: Edition, ruled: Ruled, begun: list[Learning], caplog: pytest.LogCaptureFixture
) -> None:
    ruled(300, at=NIGHT)
    server = Nights()
    server.look(now=NIGHT)
    server._process.returncode = 1  # type: ignore[union-attr]
    server.look(now=NIGHT + timedelta(minutes=5))
    assert [record.message for record in caplog.records] == [
        "A night's learning failed. `dateline scoring learn` shows why."
    ]
    assert len(begun) == 1


def test_without_enough_decisions_or_anything_new_no_night_begins(
    en: Edition, ruled: Ruled, begun: list[Learning], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where the transformer is asked too: learned is what lies over the linear model, whatever else scores.
    monkeypatch.setattr(given, "version", lambda: f"{layers.linear().version}/en-deep-0+abc")
    made = ruled(300, at=NIGHT)
    Comment.objects.filter(pk=made[0].pk).update(state="waiting")
    Nights().look(now=NIGHT)
    assert begun == []
    Comment.objects.filter(pk=made[0].pk).update(state="shown")
    facts = {"engine": layers.linear().version, "learned_until": made[-1].decided_at}
    Learning.objects.create(edition=en, begun_at=NIGHT, **facts)
    Nights().look(now=NIGHT)
    assert begun == []
    Learning.objects.update(engine="en-0+abc")  # as after an update with another model
    Nights().look(now=NIGHT)
    assert len(begun) == 1


def test_a_newsroom_without_scores_learns_nothing(
    en: Edition, ruled: Ruled, begun: list[Learning], settings: Any
) -> None:
    ruled(300, at=NIGHT)
    settings.SCORING = "off"
    Nights().look(now=NIGHT)
    assert begun == []
