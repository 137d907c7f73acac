"""Work that nobody waits for holds back while requests are answered, and not for ever."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dateline.lib import precedence
from dateline.lib.precedence import Precedence

LONG = 20.0
"""Seconds that no test waits for in earnest."""


@pytest.fixture
def requests() -> Precedence:
    return Precedence()


@contextmanager
def giving_way(requests: Precedence) -> Iterator[threading.Event]:
    """Somebody in a thread who gives way; the event says that they need do so no longer."""
    done = threading.Event()
    threading.Thread(target=lambda: (requests.give_way(LONG), done.set()), daemon=True).start()
    yield done


def test_who_gives_way_waits_for_every_request_under_way(requests: Precedence) -> None:
    with requests.answering():
        with requests.answering(), giving_way(requests) as done:
            assert not done.wait(0.1)
        assert not done.wait(0.1)
    assert done.wait(LONG)


def test_a_pause_between_two_requests_is_none(requests: Precedence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precedence, "QUIET", 2.0)
    with requests.answering():
        pass
    with giving_way(requests) as done:
        assert not done.wait(0.1)
        with requests.answering():
            assert not done.wait(0.1)


def test_nobody_is_waited_for_where_nobody_asks(requests: Precedence) -> None:
    begun = time.monotonic()
    requests.give_way(LONG)
    assert time.monotonic() - begun < LONG / 2


def test_a_request_that_never_ends_is_not_waited_for_without_end(requests: Precedence) -> None:
    with requests.answering():
        begun = time.monotonic()
        requests.give_way(0.05)
        assert 0.05 <= time.monotonic() - begun < LONG


def test_a_request_that_fails_is_no_longer_under_way(requests: Precedence) -> None:
    with pytest.raises(ZeroDivisionError), requests.answering():
        raise ZeroDivisionError
    begun = time.monotonic()
    requests.give_way(LONG)
    assert time.monotonic() - begun < LONG / 2


def test_the_application_s_requests_are_counted(monkeypatch: pytest.MonkeyPatch, requests: Precedence) -> None:
    monkeypatch.setattr(precedence, "REQUESTS", requests)
    seen = []

    def application(environ, start_response):
        begun = time.monotonic()
        requests.give_way(0.05)
        seen.append(time.monotonic() - begun >= 0.05)
        return [b"page"]

    assert precedence.before_others(application)({}, None) == [b"page"]
    assert seen == [True]
