"""Purges: written with the drop, sent until they are acknowledged, once more after five seconds, each by one sender."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, transaction

from dateline.delivery import purging
from dateline.delivery.cache import following
from dateline.delivery.caches_in_front import releases, sending
from dateline.delivery.caches_in_front.sending import Sent, send_one
from dateline.delivery.caches_in_front.varnish import Varnish
from dateline.delivery.models import Drop, Purge
from tests.delivery.asking import Clock

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def cache(remote: Any, settings: Any) -> Varnish:
    settings.CACHES_IN_FRONT = [Varnish(remote.host)]
    return Varnish(remote.host)


def send_all(cache: Varnish) -> int:
    sent = 0
    while send_one(cache) is not Sent.NOTHING:
        sent += 1
    return sent


def purged(remote: Any) -> list[str]:
    return [request.partition("xkey-purge: ")[2].strip() for request in remote.requests]


def test_a_drop_is_purged_once_the_other_servers_have_had_their_turn(
    db: None, cache: Varnish, remote: Any, time: Clock
) -> None:
    purging.drop(["story:1", "front:en"])
    assert send_all(cache) == 0
    time.pass_(0.3)
    assert send_all(cache) == 1
    assert purged(remote) == ["front:en story:1"]
    assert Purge.objects.get().acknowledged_at == time.now


def test_five_seconds_later_it_is_purged_again_and_then_never_more(
    db: None, cache: Varnish, remote: Any, time: Clock
) -> None:
    purging.drop(["story:1"])
    time.pass_(1)
    send_all(cache)
    time.pass_(4.9)
    assert send_all(cache) == 0
    time.pass_(0.1)
    assert send_all(cache) == 1
    time.pass_(3600)
    assert send_all(cache) == 0
    assert purged(remote) == ["story:1", "story:1"]


def test_it_is_sent_until_it_is_acknowledged_with_growing_pauses(
    db: None, cache: Varnish, remote: Any, time: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    remote.answers = [503] * 9
    purging.drop(["story:1"])
    time.pass_(1)
    pauses = []
    while not Purge.objects.filter(acknowledged_at__isnull=False).exists():
        assert send_all(cache) == 1
        purge = Purge.objects.get()
        pauses.append((purge.due_at - time.now).total_seconds())  # type: ignore[operator]
        assert purge.fault == ("" if purge.acknowledged_at else f"{remote.host} answered 503 Service Unavailable.")
        time.pass_(pauses[-1])
    assert pauses == [1, 2, 4, 5, 5, 5, 5, 5, 5, 5]
    assert len(remote.requests) == 10
    assert f"A purge of varnish://{remote.host} is sent again later." in caplog.text


def test_a_cache_that_was_away_for_long_has_everything_ten_seconds_after_its_return(
    db: None, cache: Varnish, remote: Any, time: Clock
) -> None:
    for minutes in (0.5, 60):
        purging.drop([f"story:{minutes}"])
        gone_until, end = time.now + timedelta(minutes=minutes), time.now + timedelta(minutes=minutes, seconds=10)
        while time.now < end:
            remote.answers = [503] * 10 if time.now < gone_until else []
            send_all(cache)
            time.pass_(1)  # as the thread does after a fault
        assert not Purge.objects.filter(acknowledged_at=None).exists()


def test_a_cache_that_is_away_is_tried_once_a_second_however_much_waits(
    committed: None, cache: Varnish, remote: Any, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        purging.drop([f"story:{number}"])
    time.pass_(1)
    remote.answers = [503, 200, 200, 503, 200]
    waited: list[float] = []

    class Stopping(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout or 0)
            time.pass_(timeout or 0)
            return len(waited) > 3 and self.set() is None

    sending.keep(Stopping(), cache)
    assert waited == [1, 1, sending.PAUSE, sending.PAUSE]
    assert len(remote.requests) == 7


def test_the_second_purge_is_retried_too(db: None, cache: Varnish, remote: Any, time: Clock) -> None:
    remote.answers = [200, 503, 200]
    purging.drop(["story:1"])
    for seconds in (1, 5, 1, 60):
        time.pass_(seconds)
        send_all(cache)
    assert len(remote.requests) == 3
    assert Purge.objects.get().due_at is None


def test_what_appears_by_the_clock_is_purged_when_it_does(db: None, cache: Varnish, remote: Any, time: Clock) -> None:
    purging.drop(["front:en"], at=NOON + timedelta(hours=1))
    time.pass_(3600)
    assert send_all(cache) == 0
    time.pass_(0.3)
    assert send_all(cache) == 1
    assert purged(remote) == ["front:en"]


def test_each_cache_is_told_by_itself(db: None, settings: Any, remote: Any, time: Clock) -> None:
    away, there = Varnish("127.0.0.1:9"), Varnish(remote.host)
    settings.CACHES_IN_FRONT = [away, there]
    purging.drop(["story:1"])
    time.pass_(1)
    assert (send_all(away), send_all(there)) == (1, 1)
    assert Purge.objects.get(cache=away.name).fault.startswith("127.0.0.1:9 could not be asked")
    assert Purge.objects.get(cache=there.name).acknowledged_at == time.now


def test_a_change_that_is_taken_back_is_not_purged(db: None, cache: Varnish, time: Clock) -> None:
    with transaction.atomic():
        purging.drop(["story:1"])
        transaction.set_rollback(True)
    time.pass_(1)
    assert send_all(cache) == 0


def test_a_published_story_is_purged(cache: Varnish, remote: Any, time: Clock, publish: Callable[..., Any]) -> None:
    story = publish("Ferry fares rise")
    time.pass_(1)
    assert send_all(cache) > 0
    assert any(f"story:{story.news_id}" in sent.split() for sent in purged(remote))


def test_without_a_cache_in_front_nothing_is_written(db: None) -> None:
    purging.drop(["story:1"])
    assert (Drop.objects.count(), Purge.objects.count()) == (1, 0)


def test_purges_are_forgotten_with_their_drops(db: None, cache: Varnish, time: Clock) -> None:
    purging.drop(["story:1"])
    purging.drop(["story:2"], at=NOON + timedelta(days=1))
    time.pass_(2 * 24 * 3600 + 1)
    following.forget_old()
    assert [purge.drop.tags for purge in Purge.objects.all()] == [["story:2"]]


def test_what_a_dead_sender_had_claimed_is_sent_by_another(db: None, cache: Varnish, remote: Any, time: Clock) -> None:
    purging.drop(["story:1"])
    time.pass_(1)
    dead = Purge.objects.claim(cache.name, time.now)
    assert send_all(cache) == 0
    time.pass_(15)
    assert send_all(cache) == 1
    assert dead is not None
    dead.put_off("Said too late.", time.now)
    assert Purge.objects.get().acknowledged_at == time.now
    assert Purge.objects.get().fault == ""


def test_two_senders_send_each_purge_once(
    committed: None, cache: Varnish, remote: Any, time: Clock, at_once: Callable[..., list[int]]
) -> None:
    for number in range(30):
        purging.drop([f"story:{number}"])
    time.pass_(1)
    sent = at_once(lambda _: send_all(cache), threads=2)
    assert sum(sent) == 30
    assert sorted(purged(remote)) == sorted(f"story:{number}" for number in range(30))


def test_the_thread_sends_until_it_is_stopped(
    committed: None, cache: Varnish, remote: Any, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    purging.drop(["story:1"])
    time.pass_(1)
    stopping, asked = threading.Event(), []

    def once_in_vain(of: Varnish) -> Sent:
        asked.append(of)
        if len(asked) == 1:
            raise OperationalError("The database is away.")
        sent = send_one(of)
        if sent is Sent.NOTHING:
            stopping.set()
        return sent

    monkeypatch.setattr(sending, "send_one", once_in_vain)
    monkeypatch.setattr(sending, "PAUSE", 0)
    sending.keep(stopping, cache)
    assert purged(remote) == ["story:1"]


@pytest.mark.parametrize("release", ["the one before", ""])
def test_a_release_that_is_new_to_this_home_empties_the_cache_once(
    committed: None, cache: Varnish, remote: Any, time: Clock, settings: Any, tmp_path: Path, release: str
) -> None:
    settings.HOME = tmp_path
    if release:
        (tmp_path / "release-in-front").write_text(release)
    for _ in range(2):
        releases.keep(threading.Event(), "this one")
    time.pass_(1)
    send_all(cache)
    assert purged(remote) == ["*"]
    assert not releases.tell_of("this one")
    assert releases.tell_of("the next one")


def test_a_release_is_told_of_once_the_database_is_back(
    committed: None, cache: Varnish, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME = tmp_path
    tell, asked = purging.everything_in_front, []

    def once_in_vain() -> None:
        asked.append(True)
        if len(asked) == 1:
            raise OperationalError("The database is away.")
        tell()

    monkeypatch.setattr(purging, "everything_in_front", once_in_vain)
    monkeypatch.setattr(releases, "PAUSE", 0)
    releases.keep(threading.Event(), "this one")
    assert Purge.objects.count() == 1


def test_without_a_cache_no_release_is_noted(committed: None, settings: Any, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    settings.HOME = home
    releases.keep(threading.Event(), "this one")
    assert list(home.iterdir()) == []


def test_a_drop_of_everything_empties_the_cache_too(db: None, cache: Varnish, remote: Any, time: Clock) -> None:
    purging.drop(["*"])
    time.pass_(1)
    send_all(cache)
    assert purged(remote) == ["*"]
