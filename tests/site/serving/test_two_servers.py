"""Two servers with homes of their own on one PostgreSQL and one bucket, behind Varnish with `deploy/varnish.vcl`."""

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from PIL import Image

from dateline.delivery.cache import pages
from dateline.delivery.caches_in_front.varnish import Varnish
from dateline.delivery.models import Purge
from dateline.lib import clock, whereabouts
from dateline.lib.whereabouts import State
from dateline.people.models import SignInLink, User
from dateline.stories.models import Edition, Photo, Story
from tests import nginx, object_storage, programs, redis_server, varnish
from tests.object_storage import TestBucket
from tests.ports import free_port
from tests.redis_server import RedisServer
from tests.relay import Relay, relaying
from tests.site.serving.conftest import Server
from tests.site.serving.desk import Desk
from tests.varnish import Running, is_hit

pytestmark = [
    pytest.mark.skipif(varnish.PROGRAM is None, reason="varnish is not installed"),
    pytest.mark.skipif(nginx.PROGRAM is None, reason="nginx is not installed"),
    pytest.mark.skipif(redis_server.PROGRAM is None, reason="redis-server is not installed"),
    pytest.mark.skipif(not varnish.HAS_XKEY, reason="varnish-modules is not installed"),
]

AWAY = float(os.environ.get("CACHE_AWAY", "0"))
"""Seconds for which nobody finds Varnish; as short as can be in the suite."""


@dataclass(frozen=True)
class Newsroom:
    a: Server
    b: Server
    cache: Running
    shared: RedisServer
    way: Relay
    """By which the servers tell Varnish."""
    nginx: int
    """The port of nginx before the first server, with its stored pages."""

    @property
    def ways(self) -> dict[str, Callable[[str], int]]:
        """How a reader may come to a page, each with the status that it gives."""
        return {
            "the first server": lambda page: self.a.get(page).status,
            "the other server": lambda page: self.b.get(page).status,
            "Varnish": lambda page: self.cache.ask(page)[0],
            "nginx": lambda page: programs.status_of(self.nginx, page),
        }


@pytest.fixture
def newsroom(
    serve: Callable[..., Server],
    ferry_out: Story,
    bucket: TestBucket,
    settings: Any,
    tmp_path: Path,
) -> Iterator[Newsroom]:
    """Both servers and Varnish; this process works on the home of the first server, as a command does."""
    if connection.vendor != "postgresql":
        pytest.skip("several servers need PostgreSQL")
    port = free_port()
    (tmp_path / "redis").mkdir()
    with relaying(port) as way, redis_server.running(tmp_path / "redis") as shared:
        settings.PAGES_FOLDER = tmp_path / "a" / "pages"
        settings.CACHES_IN_FRONT = [Varnish(f"127.0.0.1:{way.port}")]
        named = {
            "DATELINE_CACHES": f"varnish://127.0.0.1:{way.port}",
            "DATELINE_TRUSTED_PROXIES": "127.0.0.1",
            "DATELINE_CACHE_URL": shared.address,
            "DATELINE_MEDIA": bucket.address,
            **object_storage.KEYS,
        }
        a, b = (serve(DATELINE_HOME=str(tmp_path / name), **named) for name in ("a", "b"))
        text = varnish.vcl("varnish.vcl", a.port, b.port)
        try:
            with (
                varnish.running(tmp_path / "varnish", port, text) as cache,
                nginx.running(tmp_path / "nginx", home=tmp_path / "a", behind=a.port) as before_a,
            ):
                cache.learn("refusing", text.replace('    "127.0.0.1";', '    "192.0.2.1";'))
                yield Newsroom(a, b, cache, shared, way, before_a)
        finally:
            pages.close()


def publish(story: Story, headline: str) -> None:
    story.headline = headline
    story.publish(story.save_revision())


def test_a_newsroom_on_two_servers(
    newsroom: Newsroom, ferry_out: Story, until: Callable[..., None], tmp_path: Path
) -> None:
    assert_pages_are_kept_and_what_is_one_reader_s_is_not(newsroom.cache, ferry_out)
    assert_a_change_is_everywhere_at_once(newsroom, ferry_out, until)
    assert_a_purge_that_is_refused_is_sent_until_it_is_done(newsroom.cache, ferry_out, until)
    assert_a_purge_whose_way_is_cut_is_sent_until_it_is_done(newsroom, ferry_out, until)
    newsroom.shared.die()
    assert_a_photo_sent_to_one_is_shown_by_the_other(newsroom, tmp_path)
    assert_a_kill_is_everywhere_at_once(newsroom, until)
    assert_grace_brings_no_old_page_back(newsroom, ferry_out, until)


def assert_pages_are_kept_and_what_is_one_reader_s_is_not(cache: Running, story: Story) -> None:
    page = story.get_absolute_url()
    for _ in range(2):
        status, headers, body = cache.ask(page, Cookie="desk=1")
        assert (status, "Ferry fares rise" in body) == (200, True)
    assert is_hit(headers)
    assert not {"xkey", "cache-tag", "surrogate-key"} & headers.keys()
    assert headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert cache.ask(page, **{"If-None-Match": headers["etag"]})[0] == 304
    for path, method in (("/desk/", "GET"), ("/receipts/abc", "GET"), ("/%72eceipts/abc", "GET"), (page, "POST")):
        cache.ask(path, method)
        assert not is_hit(cache.ask(path, method)[1]), path


def assert_a_change_is_everywhere_at_once(newsroom: Newsroom, story: Story, until: Callable[..., None]) -> None:
    page = story.get_absolute_url()
    for server in (newsroom.a, newsroom.b):
        assert "Ferry fares rise" in server.get(page).body
    publish(story, "Ferry fares fall")
    began, took = time.monotonic(), {}
    assert "Ferry fares fall" in newsroom.a.get(page).body
    waiting = {"the other server": lambda: newsroom.b.get(page).body, "Varnish": lambda: newsroom.cache.ask(page)[2]}
    while len(took) < len(waiting):
        for name, look in waiting.items():
            if name not in took and "Ferry fares fall" in look():
                took[name] = time.monotonic() - began
        assert time.monotonic() - began < 30
    for name, seconds in took.items():
        print(f"A new version was seen through {name} after {seconds:.2f} s.")  # noqa: T201  # for who asks with -s
    until(lambda: not Purge.objects.exclude(due_at=None).exists())
    assert "Ferry fares fall" in newsroom.cache.ask(page)[2]


def assert_a_purge_that_is_refused_is_sent_until_it_is_done(
    cache: Running, story: Story, until: Callable[..., None]
) -> None:
    page = story.get_absolute_url()
    cache.ask(page)
    cache.use("refusing")
    publish(story, "Ferry fares stay")
    until(lambda: Purge.objects.filter(tries__gte=3, fault__contains="403").exists())
    assert "Ferry fares fall" in cache.ask(page)[2]
    cache.use("boot")
    until(lambda: "Ferry fares stay" in cache.ask(page)[2])


def assert_a_purge_whose_way_is_cut_is_sent_until_it_is_done(
    newsroom: Newsroom, story: Story, until: Callable[..., None]
) -> None:
    page = story.get_absolute_url()
    newsroom.cache.ask(page)
    newsroom.way.cut()
    began = time.monotonic()
    publish(story, "Ferry fares are lost")
    until(lambda: Purge.objects.filter(tries__gte=3, fault__contains="could not be asked").exists())
    assert "Ferry fares stay" in newsroom.cache.ask(page)[2]
    until(lambda: time.monotonic() - began >= AWAY, seconds=AWAY + 60)
    newsroom.way.mend()
    mended = time.monotonic()
    until(lambda: "Ferry fares are lost" in newsroom.cache.ask(page)[2])
    if AWAY:
        took = time.monotonic() - mended
        print(f"Purged {took:.2f} s after the way was mended.")  # noqa: T201  # for who asks with -s
        assert took < 10


def assert_a_photo_sent_to_one_is_shown_by_the_other(newsroom: Newsroom, tmp_path: Path) -> None:
    lena = User.objects.create_superuser("lena", "lena@halyard.example")
    token = SignInLink.issue(lena, now=clock.now())
    desk = Desk(newsroom.a)
    desk.post(f"/desk/sign-in/{token}/")
    picture = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(picture, "JPEG")
    assert desk.post("/desk/images/add/", {"title": "Quay", "collection": "1"}, picture.getvalue()).status == 302
    photo = Photo.objects.get(title="Quay")
    story = Story(edition=Edition.objects.get(), headline="The quay", photo=photo, body=[("paragraph", "<p>T.</p>")])
    story.save()
    story.publish(story.save_revision())
    shown = newsroom.b.get(story.get_absolute_url()).body
    [copy] = {address for address in re.findall(r"/media/images/[\w.-]+", shown) if "width-800" in address}
    for server in (newsroom.b, newsroom.a, newsroom.cache):
        assert _length(server.port, copy) > 500
    assert [name for home in ("a", "b") for name in (tmp_path / home).glob("media/**/*.*")] == []


def _length(port: int, path: str) -> int:
    asking = HTTPConnection("127.0.0.1", port, timeout=30)
    asking.request("GET", path)
    answer = asking.getresponse()
    body = answer.read()
    asking.close()
    assert (answer.status, answer.getheader("Content-Type")) == (200, "image/webp")
    return len(body)


def assert_a_kill_is_everywhere_at_once(newsroom: Newsroom, until: Callable[..., None]) -> None:
    story = Story(edition=Edition.objects.get(), headline="A witness", body=[("paragraph", "<p>Dana Osk.</p>")])
    story.save()
    story.publish(story.save_revision())
    page = story.get_absolute_url()
    for way in newsroom.ways.values():
        assert [way(page), way(page)] == [200, 200]
    began, took = time.monotonic(), {}
    story.kill(by=User.objects.get(username="lena"), reason="She was promised.", ground="safety")
    while len(took) < len(newsroom.ways):
        left = {name: way for name, way in newsroom.ways.items() if name not in took}
        took |= {name: time.monotonic() - began for name, way in left.items() if way(page) == 410}
        assert time.monotonic() - began < 30, took
    print({name: round(seconds, 2) for name, seconds in took.items()})  # noqa: T201  # for who asks with -s

    def confirmed() -> list[str]:
        [told] = whereabouts.told(story.pk, clock.now()).values()
        return [str(each.keeper.kind) for each in told if each.state == State.CONFIRMED]

    until(lambda: len(confirmed()) == 4)
    assert confirmed() == ["Page store of a server"] * 2 + ["Cache in front", "Sized copies of photos"]


def assert_grace_brings_no_old_page_back(newsroom: Newsroom, story: Story, until: Callable[..., None]) -> None:
    page = story.get_absolute_url()
    assert newsroom.cache.ask("/en/house-rules")[0] == newsroom.cache.ask(page)[0] == 200
    publish(story, "Ferry fares are gone")
    until(lambda: not Purge.objects.exclude(due_at=None).exists())
    assert (newsroom.a.stop(), newsroom.b.stop()) == (0, 0)
    assert newsroom.cache.ask("/en/house-rules")[0] == 200
    assert newsroom.cache.ask(page)[0] == 503
