"""Both files for Varnish in a real one, before a small server: what is purged is gone, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from dateline.delivery.caches_in_front.asking import NotPurged
from dateline.delivery.caches_in_front.varnish import BanningVarnish, Varnish
from tests import varnish
from tests.ports import free_port
from tests.varnish import Running, is_hit

PAGES = {
    "/en/news/1/a": "edition:en site story:1",
    "/en/news/12/b": "edition:en headline:1 site story:12",
    "/en/": "edition:en front:en headline:1 site",
    "/en/topic/c-d": "edition:en section:a.b@en/2026-03 site",
}

pytestmark = pytest.mark.skipif(varnish.PROGRAM is None, reason="varnish is not installed")
KINDS = [
    pytest.param("varnish.vcl", Varnish, marks=pytest.mark.skipif(not varnish.HAS_XKEY, reason="no varnish-modules")),
    ("varnish-ban.vcl", BanningVarnish),
]


class _Origin(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if self.path in PAGES:
            self.send_header("xkey", PAGES[self.path])
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: Any) -> None: ...


@contextmanager
def _origin() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Origin) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            serving.join()


def kept(cache: Running) -> set[str]:
    """Return which pages come from the cache, without their being fetched for it."""
    return {path for path in PAGES if is_hit(cache.ask(path)[1])}


def fill(cache: Running) -> None:
    for path in PAGES:
        cache.ask(path)
    assert kept(cache) == set(PAGES)


@pytest.mark.parametrize(("file", "kind"), KINDS)
def test_what_is_purged_is_gone_and_nothing_else(file: str, kind: Any, tmp_path: Path) -> None:
    port = free_port()
    with _origin() as origin, varnish.running(tmp_path / "v", port, varnish.vcl(file, origin, origin)) as cache:
        told = kind(f"127.0.0.1:{port}")
        for tags, lost in (
            (["story:1"], {"/en/news/1/a"}),
            (["headline:1", "story:7"], {"/en/news/12/b", "/en/"}),
            (["section:a.b@en/2026-03"], {"/en/topic/c-d"}),
            (["section:aXb@en/2026-03", "story", "ory:1"], set()),
            ([f"topic:{number:0200}@en" for number in range(60)] + ["front:en"], {"/en/"}),
        ):
            fill(cache)
            told.purge(tags)
            assert kept(cache) == set(PAGES) - lost, tags
        fill(cache)
        told.purge_everything()
        assert kept(cache) == set()
        cache.learn("refusing", varnish.vcl(file, origin, origin).replace('    "127.0.0.1";', '    "192.0.2.1";'))
        cache.use("refusing")
        with pytest.raises(NotPurged, match="answered 403"):
            told.purge(["story:1"])


def test_the_two_files_differ_in_how_they_are_told_alone() -> None:
    with_xkey, without = ((varnish.DEPLOY / name).read_text() for name in ("varnish.vcl", "varnish-ban.vcl"))
    beyond = "    if (client.ip !~ ours) {\n        unset"
    assert with_xkey.partition(beyond)[2] == without.partition(beyond)[2] != ""
    opening = [line for line in with_xkey.partition("sub vcl_recv")[0].splitlines()[2:] if line != "import xkey;"]
    assert opening == without.partition("sub vcl_recv")[0].splitlines()[2:]
