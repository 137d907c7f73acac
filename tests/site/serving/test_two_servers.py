"""Two servers with homes of their own on one PostgreSQL, behind Debian's Varnish with `deploy/varnish.vcl`."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from glob import glob
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from dateline.delivery.cache import pages
from dateline.delivery.caches_in_front.varnish import Varnish
from dateline.delivery.models import Purge
from dateline.stories.models import Story
from tests.ports import free_port
from tests.site.serving.conftest import Server

VARNISHD = shutil.which("varnishd") or shutil.which("/usr/sbin/varnishd")
SHIPPED = Path(__file__).parents[3] / "deploy/varnish.vcl"
ROOM = ["-p", "http_resp_hdr_len=32k", "-p", "http_resp_size=64k", "-p", "workspace_backend=128k"]

pytestmark = [
    pytest.mark.skipif(VARNISHD is None, reason="varnish is not installed"),
    pytest.mark.skipif(not glob("/usr/lib/*/varnish/vmods/libvmod_xkey.so"), reason="varnish-modules is not installed"),
]


@dataclass(frozen=True)
class Running:
    """A running Varnish."""

    port: int
    folder: Path

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        asking = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asking.request(method, path, headers=headers)
            answer = asking.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        finally:
            asking.close()

    def use(self, name: str) -> None:
        """Go on with another configuration, and the same pages."""
        self._tell("vcl.use", name)

    def learn(self, name: str, text: str) -> None:
        file = self.folder / f"{name}.vcl"
        file.write_text(text)
        self._tell("vcl.load", name, str(file))

    def _tell(self, *words: str) -> None:
        command = ["varnishadm", "-n", str(self.folder / "run"), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True)
class Newsroom:
    a: Server
    b: Server
    cache: Running


@pytest.fixture
def newsroom(
    serve: Callable[..., Server], ferry_out: Story, until: Callable[..., None], settings: Any, tmp_path: Path
) -> Iterator[Newsroom]:
    """Both servers and Varnish; this process works on the home of the first server, as a command does."""
    if connection.vendor != "postgresql":
        pytest.skip("several servers need PostgreSQL")
    port = free_port()
    settings.PAGES_FOLDER = tmp_path / "a" / "pages"
    settings.CACHES_IN_FRONT = [Varnish(f"127.0.0.1:{port}")]
    named = {"DATELINE_CACHES": f"varnish://127.0.0.1:{port}", "DATELINE_TRUSTED_PROXIES": "127.0.0.1"}
    a, b = (serve(DATELINE_HOME=str(tmp_path / name), **named) for name in ("a", "b"))
    cache = Running(port, tmp_path / "varnish")
    cache.folder.mkdir()
    text = vcl(a, b)
    (cache.folder / "own.vcl").write_text(text)
    command = [str(VARNISHD), "-F", "-j", "none", "-n", f"{cache.folder}/run", "-a", f"127.0.0.1:{port}"]
    command += ["-f", f"{cache.folder}/own.vcl", "-s", "malloc,32m", *ROOM]
    with (cache.folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        until(lambda: _answers(cache) or process.poll() is not None)
        assert process.poll() is None, (cache.folder / "log").read_text()
        cache.learn("refusing", text.replace('    "127.0.0.1";', '    "192.0.2.1";'))
        yield Newsroom(a, b, cache)
    finally:
        process.terminate()
        process.wait(timeout=20)
        pages.close()


def vcl(a: Server, b: Server) -> str:
    """The shipped file; the servers' ports alone are put in."""
    text = SHIPPED.read_text()
    for shipped, server in (("8001", a), ("8002", b)):
        assert text.count(f'"{shipped}"') == 1
        text = text.replace(f'"{shipped}"', f'"{server.port}"')
    return text


def _answers(cache: Running) -> bool:
    try:
        return cache.ask("/readyz")[0] == 200
    except OSError:
        return False


def publish(story: Story, headline: str) -> None:
    story.headline = headline
    story.publish(story.save_revision())


def test_a_newsroom_on_two_servers(newsroom: Newsroom, ferry_out: Story, until: Callable[..., None]) -> None:
    assert_pages_are_kept_and_what_is_one_reader_s_is_not(newsroom.cache, ferry_out)
    assert_a_change_is_everywhere_at_once(newsroom, ferry_out, until)
    assert_a_purge_that_is_refused_is_sent_until_it_is_done(newsroom.cache, ferry_out, until)
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


def is_hit(headers: dict[str, str]) -> bool:
    """Varnish names the request, and the one that had brought what it sends."""
    return len(headers["x-varnish"].split()) == 2


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


def assert_grace_brings_no_old_page_back(newsroom: Newsroom, story: Story, until: Callable[..., None]) -> None:
    page = story.get_absolute_url()
    assert newsroom.cache.ask("/en/house-rules")[0] == newsroom.cache.ask(page)[0] == 200
    publish(story, "Ferry fares are gone")
    until(lambda: not Purge.objects.exclude(due_at=None).exists())
    assert (newsroom.a.stop(), newsroom.b.stop()) == (0, 0)
    assert newsroom.cache.ask("/en/house-rules")[0] == 200
    assert newsroom.cache.ask(page)[0] == 503
