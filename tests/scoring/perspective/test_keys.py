"""Keys: kept as hashes, shown once, each with its rate and its counts."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from dateline.scoring.perspective import keeping, keys, usage
from dateline.scoring.perspective.callers import Callers
from dateline.scoring.perspective.http import Request
from dateline.scoring.perspective.keys import KeyRefused
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.wsgi import Perspective
from tests.scoring.perspective.asked import Asking
from tests.scoring.perspective.conftest import NOW

WORDS = "You are an idiot, Mr Harbinger."


@pytest.fixture
def command(tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    settings.HOME = tmp_path

    def run(*words: str) -> str:
        call_command("scoring_keys", *words)
        return capsys.readouterr().out

    return run


def test_a_key_is_shown_once_and_kept_as_a_hash(command: Callable[..., str], storage: Storage) -> None:
    key = command("add", "coral").strip()
    assert command("list").startswith("coral: 10 a second, made 20")
    assert key not in command("list")
    kept = b"".join(path.read_bytes() for path in storage.path.parent.iterdir())
    assert key.encode() not in kept
    assert storage.path.stat().st_mode & 0o777 == 0o600
    found = keys.found(storage, key)
    assert found
    assert found.name == "coral"


def test_a_revoked_key_opens_nothing_any_more_and_its_name_is_not_given_again(
    command: Callable[..., str], coral: Asking
) -> None:
    assert coral.analyze(WORDS).status == 200
    command("revoke", "coral")
    command("revoke", "coral")
    assert coral.analyze(WORDS).error["message"] == "API key not valid. Please pass a valid API key."
    assert ", revoked 20" in command("list")
    with pytest.raises(CommandError, match="There is a key “coral” already"):
        command("add", "coral")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "A b"], "A name is of letters"),
        (["add", "a", "--rate", "0"], "A rate is a number"),
        (["add", "a", "--rate", "nan"], "A rate is a number"),
        (["add", "a", "--keep-days", "0"], "Labels are kept for 1 to"),
        (["revoke", "nobody"], "There is no key “nobody”."),
        (["labels", "nobody"], "There is no key “nobody”."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(command: Callable[..., str], words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        command(*words)


def test_a_key_that_asks_too_often_is_told_so_in_their_words(application: Perspective, storage: Storage) -> None:
    slow = Asking(application, keys.add(storage, "slow", now=NOW, rate=2))
    answers = [slow.analyze(WORDS) for _ in range(4)]
    assert [answer.status for answer in answers[:2]] == [200, 200]
    assert answers[3].status == 429
    assert answers[3].headers["Retry-After"] == "1"
    assert answers[3].error["status"] == "RESOURCE_EXHAUSTED"
    assert (
        answers[3].error["message"].startswith("Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)'")
    )
    assert answers[3].error["details"][0]["reason"] == "RATE_LIMIT_EXCEEDED"
    quick = Asking(application, keys.add(storage, "quick", now=NOW))
    assert quick.analyze(WORDS).status == 200


def test_what_a_key_has_left_comes_back_with_time_and_is_saved_up_for_a_second(storage: Storage) -> None:
    seconds = [100.0]
    callers = Callers(storage, clock=lambda: seconds[0])
    key = callers.known(Request.of({"QUERY_STRING": "key=" + keys.add(storage, "slow", now=NOW, rate=3)}))
    assert [callers.may_ask(key) for _ in range(4)] == [True, True, True, False]
    seconds[0] += 0.4
    assert [callers.may_ask(key) for _ in range(2)] == [True, False]
    seconds[0] += 3600
    assert [callers.may_ask(key) for _ in range(4)] == [True, True, True, False]


def test_requests_are_counted_by_key_and_day_and_no_word_is_kept(
    application: Perspective, coral: Asking, storage: Storage
) -> None:
    for text in (WORDS, WORDS, ""):
        coral.analyze(text)
    application.usage.write()
    coral.analyze(WORDS)
    for _ in range(2):
        application.usage.write()
    counted = [(name, what, count) for name, _, what, count in usage.of_days(storage, "2020-01-01")]
    assert counted == [("coral", "analyze", 3), ("coral", "analyze refused", 1)]
    kept = b"".join(path.read_bytes() for path in storage.path.parent.iterdir())
    assert b"Harbinger" not in kept


def test_a_caller_who_is_not_known_makes_no_file(storage: Storage, application: Perspective) -> None:
    assert Asking(application, "nobody-s").analyze(WORDS).status == 400
    assert not storage.exists()
    with pytest.raises(KeyRefused):
        keys.named(storage, "coral")


def test_counts_are_written_when_a_server_ends(application: Perspective, coral: Asking, storage: Storage) -> None:
    coral.analyze(WORDS)
    stopping = threading.Event()
    stopping.set()
    keeping.keep(storage, application.usage, stopping)
    assert [row[3] for row in usage.of_days(storage, "2020-01-01")] == [1]


def test_counts_that_cannot_be_written_are_kept(
    application: Perspective, coral: Asking, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    coral.analyze(WORDS)
    monkeypatch.setattr(storage, "_connection", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        application.usage.write()
    monkeypatch.undo()
    application.usage.write()
    assert [row[3] for row in usage.of_days(storage, "2020-01-01")] == [1]


def test_many_threads_ask_at_once_and_each_request_is_counted_once(
    application: Perspective, coral: Asking, storage: Storage
) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: coral.analyze(WORDS).status, range(80)))
        assert all(threads.map(lambda _: application.usage.write() is None, range(8)))
    assert answers == [200] * 80
    assert [row[3] for row in usage.of_days(storage, "2020-01-01")] == [80]
