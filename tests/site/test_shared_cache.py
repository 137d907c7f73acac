"""Redis behind several servers: kept there when it is there, and missed by nobody when it is away (F6)."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from dateline.lib import shared_cache
from dateline.lib.shared_cache import SharedCache
from dateline.people.models import User
from dateline.stories.models import Story
from tests.redis_server import PROGRAM, RedisServer, running

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed")

MOST = 0.3
"""Seconds that a page may take longer while the cache is away."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("redis")


@pytest.fixture
def redis(folder: Path, settings: Any) -> Iterator[RedisServer]:
    with running(folder) as server:
        settings.CACHES = settings.CACHES | {
            "default": {
                "BACKEND": "dateline.lib.shared_cache.SharedCache",
                "LOCATION": server.address,
                "KEY_PREFIX": "dateline",
            }
        }
        ask_at_once()
        yield server
    ask_at_once()


def ask_at_once() -> None:
    """Do not wait until the cache, which was away, may be asked again."""
    SharedCache._asked_from = 0.0


def statuses(client: Client, story: Story) -> list[int]:
    paths = (story.get_absolute_url(), "/en/", f"/en/search?q={time.monotonic()}", "/sitemap.xml", "/desk/")
    return [client.get(path).status_code for path in paths]


def test_readers_and_the_desk_do_not_notice_that_it_hangs_or_dies(
    redis: RedisServer, client: Client, ada: User, ferry: Story, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(ada)
    assert statuses(client, ferry) == [200] * 5
    for end in (redis.hang, redis.die):
        end()
        ask_at_once()
        assert caches["default"].get("anything") is None
        ask_at_once()
        assert statuses(client, ferry) == [200] * 5
        redis.go_on()
    assert "The shared cache is left alone for 5 s" in caplog.text


def test_no_page_waits_for_it_longer_than_it_may(redis: RedisServer) -> None:
    cache, took = caches["default"], []
    for _ in range(3):  # the calmest of three: others use this machine too
        cache.set("word", "here")
        assert cache.get("word") == "here"
        redis.hang()
        begun = time.monotonic()
        found = [cache.get("word") for _ in range(50)]  # many times the questions of any page
        took.append(time.monotonic() - begun)
        assert found == [None] * 50
        redis.go_on()
        ask_at_once()
    assert min(took) < MOST


def test_every_verb_does_without_it(redis: RedisServer) -> None:
    cache = caches["default"]
    cache.set_many({"a": 1, "b": "two"})
    assert (cache.get_many(["a", "b"]), cache.incr("a"), cache.has_key("b")) == ({"a": 1, "b": "two"}, 2, True)
    assert redis.keys() == ["dateline:1:a", "dateline:1:b"]
    redis.die()
    for _ in range(2):  # when it is found to be away, and when it is left alone
        assert cache.get("a", "default") == "default"
        assert (cache.add("c", 1), cache.touch("a"), cache.delete("a"), cache.has_key("a")) == (False,) * 4
        assert (cache.get_many(["a"]), cache.set_many({"a": 1})) == ({}, ["a"])
        assert (cache.set("a", 1), cache.delete_many(["a"]), cache.clear()) == (None,) * 3
        with pytest.raises(ValueError, match="away"):
            cache.incr("a")


def test_it_is_asked_again_after_a_while(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = caches["default"]
    cache.set("word", "here")
    redis.hang()
    assert cache.get("word") is None
    redis.go_on()
    assert cache.get("word") is None  # left alone
    monkeypatch.setattr(SharedCache, "_asked_from", SharedCache._asked_from - shared_cache.LEFT_ALONE)
    assert cache.get("word") == "here"


def test_what_wagtail_keeps_is_shared(redis: RedisServer, db: None) -> None:
    Site.clear_site_root_paths_cache()
    Site.get_site_root_paths()
    [kept] = redis.keys()
    assert kept.startswith("dateline:")
    assert kept.endswith(":wagtail_site_root_paths")


def test_the_doctor_names_one_that_is_away(redis: RedisServer, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    for end, line in ((None, "✓ Shared cache: 127.0.0.1 answers"), (redis.die, "✗ Shared cache: 127.0.0.1 does not")):
        if end:
            end()
        with pytest.raises(SystemExit):  # no worker has ever run here
            call_command("doctor")
        assert line in capsys.readouterr().out
