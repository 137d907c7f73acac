"""Debian's nginx with `deploy/nginx.conf`, its ports and paths alone put in, before a real server on the same home."""

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from dateline.delivery.cache import pages
from dateline.stories.models import Story
from tests import nginx
from tests.site.serving.conftest import Server

NOT_NGINX_S = {"cache-tag", "content-language", "connection", "date", "etag", "expires", "last-modified", "server"}
"""What only Dateline knows, and what each server says of itself. The ETag has another form."""

pytestmark = pytest.mark.skipif(nginx.PROGRAM is None, reason="nginx is not installed")


@dataclass(frozen=True)
class Sent:
    status: int
    headers: dict[str, str]
    body: bytes
    names: list[str]

    @property
    def named(self) -> dict[str, Any]:
        named = {name: value for name, value in self.headers.items() if name not in NOT_NGINX_S}
        return named | {"content-security-policy": set(self.headers["content-security-policy"].split("; "))}

    @property
    def is_a_file(self) -> bool:
        """Whether nginx took it from its files: it knows no tags."""
        return self.status == 200 and "cache-tag" not in self.headers


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Sent:
    asking = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asking.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = asking.getresponse()
        found = [(name.lower(), value) for name, value in answer.getheaders()]
        return Sent(answer.status, dict(found), answer.read(), [name for name, _ in found])
    finally:
        asking.close()


@pytest.fixture
def same_home(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Let this process work on the server's home, as a command does."""
    settings.PAGES_FOLDER = tmp_path / "pages"
    yield tmp_path
    pages.close()


def test_pages_through_nginx(serve: Callable[..., Any], same_home: Path, ferry_out: Story) -> None:
    server = serve(DATELINE_TRUSTED_PROXIES="127.0.0.1")
    with nginx.running(same_home / "nginx", home=same_home, behind=server.port) as port:
        _asked_through(port, server, ferry_out, same_home)


def _asked_through(port: int, server: Server, ferry_out: Story, same_home: Path) -> None:
    assert_the_same_is_sent(port, server, ferry_out, same_home)
    assert_what_is_not_a_stored_page_is_dateline_s(port, server, ferry_out)
    assert_nothing_beside_the_pages_can_be_reached(port)
    assert_a_new_version_is_seen_at_once(port, ferry_out)
    assert_no_receipt_is_logged(port, same_home / "nginx")
    assert server.stop() == 0
    assert_nginx_sends_it_alone(port, ferry_out)


def assert_the_same_is_sent(port: int, server: Server, story: Story, home: Path) -> None:
    page = story.get_absolute_url()
    addresses = [page, "/", "/en/", "/robots.txt", "/sitemap.xml", "/news-sitemap.xml", card_of(server, page)]
    addresses += [f"/en/feed.{kind}" for kind in ("rss", "atom", "json")]
    for address in addresses:
        for encoding in ("identity", "gzip"):
            own = ask(server.port, address, Accept_Encoding=encoding)
            sent = ask(port, address, Accept_Encoding=encoding)
            assert (own.status, own.is_a_file, sent.is_a_file) == (200, False, True), address
            assert sent.body == own.body, address
            assert sent.named == own.named, address
            again = ask(port, address, Accept_Encoding=encoding, If_None_Match=sent.headers["etag"])
            assert (again.status, again.body) == (304, b""), address
            assert again.headers["cache-control"] == "public, max-age=0, must-revalidate"
    assert ask(port, page, "HEAD").headers["content-length"] == str(len(ask(port, page).body))
    assert gzip.decompress(ask(port, page, Accept_Encoding="gzip").body) == ask(port, page).body
    file = home / f"pages/open{page}.page"
    dated = ask(port, page, If_Modified_Since=formatdate(file.stat().st_mtime, usegmt=True))
    assert (dated.status, "last-modified" in dated.headers) == (200, False)


def card_of(server: Server, page: str) -> str:
    found = re.search(r"/en/news/\d+/card-\d+\.jpg", server.get(page).body)
    assert found
    return found[0]


def assert_what_is_not_a_stored_page_is_dateline_s(port: int, server: Server, story: Story) -> None:
    page = story.get_absolute_url()
    for method, address in (
        ("GET", f"{page}?utm_source=letter"),
        ("GET", "/en/search?q=ferry"),
        ("GET", f"{page}.page"),
        ("GET", "/en/index"),
        ("GET", "/en//"),
        ("GET", "/desk/"),
        ("GET", "/healthz"),
        ("POST", page),
        ("POST", f"{page}/comments"),
    ):
        own, sent = ask(server.port, address, method), ask(port, address, method)
        assert (sent.status, sent.body) == (own.status, own.body), address
        assert sorted(set(sent.names)) == sorted(sent.names), address
        assert set(sent.names) >= set(own.names), address


def assert_nothing_beside_the_pages_can_be_reached(port: int) -> None:
    for address in (
        "/index.sqlite3",
        "/../index.sqlite3",
        "/en/../../index.sqlite3",
        "/%2e%2e/index.sqlite3",
        "/..%2findex.sqlite3",
        "/../../secret.key",
        "/boot",
        "/apart/",
        "/index.gate",
        "/en/index.page",
        "/en/index.page.gz",
    ):
        assert ask(port, address).status in (400, 404), address


def assert_a_new_version_is_seen_at_once(port: int, story: Story) -> None:
    page = story.get_absolute_url()
    before = ask(port, page, Accept_Encoding="gzip")
    assert before.is_a_file
    story.headline = "Ferry fares fall"
    story.publish(story.save_revision())
    for encoding in ("identity", "gzip"):
        sent = ask(port, page, Accept_Encoding=encoding, If_None_Match=before.headers["etag"])
        text = gzip.decompress(sent.body) if encoding == "gzip" else sent.body
        assert b"Ferry fares fall" in text
        assert b"Ferry fares rise" not in text.partition(b"<h1")[2].partition(b"</h1>")[0]


def assert_no_receipt_is_logged(port: int, folder: Path) -> None:
    for address in ("/receipts/s3cret", "/%72eceipts/s3cret", "/desk/sign-in/s3cret/", "/en/search?q=s3cret"):
        assert ask(port, address, Referer="http://s3cret.example/").status < 500
    logged = (folder / "dateline.log").read_text()
    assert "GET /en/search" in logged
    assert "s3cret" not in logged
    assert "127.0.0.1" not in logged


def assert_nginx_sends_it_alone(port: int, story: Story) -> None:
    page = ask(port, story.get_absolute_url())
    assert page.is_a_file
    assert b"Ferry fares fall" in page.body
    assert ask(port, f"{story.get_absolute_url()}?x=1").status == 502
    assert ask(port, "/receipts/s3cret").status == 502
