"""Stored pages: sent before Django is asked, the same for every reader, never what is one reader's own."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import brotli
import pytest
import zstandard

from dateline.delivery.cache.store import Store
from dateline.lib import reading
from dateline.stories.models import Edition, Story
from tests.delivery.asking import Site

PAGE = b"<p>" + b"The night ferry sails at nine. " * 60


def answering(status: str = "200 OK", body: bytes = PAGE, **headers: str) -> Any:
    """An application that says this to everybody."""
    sent = {"Content-Type": "text/html", "Cache-Control": "public, max-age=0, must-revalidate"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        reading.note("site")
        start_response(status, list(sent.items()))
        return [body]

    return application


def test_a_story_is_rendered_once_and_then_sent_as_it_is(site: Site, ferry: Story) -> None:
    first = site.get(ferry.get_absolute_url())
    second = site.get(ferry.get_absolute_url())
    assert (first.was_rendered, second.was_rendered) == (True, False)
    assert (second.status, second.body) == (200, first.body)
    assert second.headers == first.headers
    assert "Ferry fares rise" in second.text
    assert second.headers["content-security-policy"]


def test_another_process_finds_it_in_the_files(site: Site, ferry: Story, store: Store) -> None:
    first = site.get(ferry.get_absolute_url())
    other = Store(store.folder, disk=10**8, memory=10**7)
    page = other.find(ferry.get_absolute_url())
    assert page is not None
    assert page.ready[""][2] == first.body
    assert dict(page.headers)["Cache-Control"] == first.headers["cache-control"]
    other.close()


def test_the_file_lies_where_a_web_server_looks_for_it(site: Site, ferry: Story, store: Store) -> None:
    page = site.get(ferry.get_absolute_url())
    file = store.folder / "open" / (ferry.get_absolute_url().strip("/") + ".page")
    assert file.read_bytes() == page.body
    assert gzip.decompress(file.with_name(file.name + ".gz").read_bytes()) == page.body


def test_the_file_s_time_tells_one_text_from_another(site_of: Callable[[Any], Site], store: Store) -> None:
    """Web servers make an ETag of time and size; both pages are of this second and of one length."""
    times = []
    for text in (PAGE, PAGE.replace(b"nine", b"five"), PAGE):
        site_of(answering(body=text)).get("/en/")
        times.append((store.folder / "open" / "en" / "index.page").stat().st_mtime)
        store.clear()
    assert times[0] == times[2] != times[1]


def test_no_page_lies_where_another_is_looked_for(site_of: Callable[[Any], Site], store: Store) -> None:
    site_of(answering()).get("/en/index")
    assert not (store.folder / "open").exists()
    assert not site_of(answering()).get("/en/index").was_rendered


@pytest.mark.parametrize(
    ("asked", "sent", "opened"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("zstd;q=1, br;q=0.5", "zstd", zstandard.decompress),
        ("br;q=0, *;q=0", "", bytes),
        ("", "", bytes),
        ("nonsense;q=x", "", bytes),
    ],
)
def test_the_encoding_is_the_reader_s(
    site_of: Callable[[Any], Site], asked: str, sent: str, opened: Callable[[bytes], bytes]
) -> None:
    site = site_of(answering())
    site.get("/en/news/1/a")
    answer = site.get("/en/news/1/a", accept_encoding=asked)
    assert not answer.was_rendered
    assert answer.headers.get("content-encoding", "") == sent
    assert opened(answer.body) == PAGE
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-length"] == str(len(answer.body))


def test_who_has_the_page_gets_304_without_django(site_of: Callable[[Any], Site]) -> None:
    site = site_of(answering())
    etags = {site.get("/en/", accept_encoding=each).headers["etag"] for each in ("", "br", "gzip")}
    assert len(etags) == 3  # strong tags: other bytes, another tag
    for etag in etags:
        answer = site.get("/en/", if_none_match=f'"else", W/{etag}')
        assert (answer.status, answer.body, answer.was_rendered) == (304, b"", False)
        assert answer.headers["cache-control"]
        assert "content-type" not in answer.headers
    assert site.get("/en/", if_none_match='"else"').status == 200


def test_head_has_the_headers_alone(site_of: Callable[[Any], Site]) -> None:
    site = site_of(answering())
    head = site.ask("HEAD", "/en/")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(PAGE))
    assert site.get("/en/").body == PAGE
    assert len(site.rendered) == 1


def test_parameters_that_say_nothing_make_no_page(site_of: Callable[[Any], Site]) -> None:
    site = site_of(answering())
    site.get("/en/news/1/a")
    assert not site.get("/en/news/1/a?utm_source=letter&before=9").was_rendered
    assert site.get("/en/section/sport?before=12-3").was_rendered
    assert site.get("/en/section/sport").was_rendered
    assert not site.get("/en/section/sport?x=1&before=12-3").was_rendered


@pytest.mark.parametrize(
    "address",
    ["/desk/", "/media/images/a.jpg", "/receipts/abc", "/en/search?q=ferry", "/en/search", "/healthz", "/desk"],
)
def test_what_is_no_page_for_everybody_is_not_stored(site_of: Callable[[Any], Site], address: str) -> None:
    site = site_of(answering())
    site.get(address)
    assert site.get(address).was_rendered


@pytest.mark.parametrize(
    "application",
    [
        answering(Set_Cookie="desk=1"),
        answering(Vary="Cookie"),
        answering(Vary="Accept-Encoding, Authorization"),
        answering(Vary="*"),
        answering(Cache_Control="no-store"),
        answering(Cache_Control="private, max-age=1"),
        answering("500 Server Error"),
        answering("302 Found", Location="/"),
        answering("403 Forbidden"),
    ],
)
def test_an_answer_to_one_reader_is_not_stored(site_of: Callable[[Any], Site], application: Any) -> None:
    site = site_of(application)
    first = site.get("/en/")
    again = site.get("/en/")
    assert again.was_rendered
    assert (first.status, first.body) == (again.status, PAGE)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "404 Not Found", "410 Gone"])
def test_redirects_and_what_is_gone_are_stored(site_of: Callable[[Any], Site], status: str) -> None:
    site = site_of(answering(status, Location="/en/news/1/a"))
    site.get("/news/1")
    answer = site.get("/news/1")
    assert not answer.was_rendered
    assert f"{answer.status}" == status[:3]
    assert answer.headers["location"] == "/en/news/1/a"
    assert "etag" not in answer.headers


def test_nobody_s_cookie_reaches_the_page(site_of: Callable[[Any], Site]) -> None:
    asked: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        asked.append(environ)
        return answering()(environ, start_response)

    site_of(application).get("/en/", cookie="desk=secret", authorization="Basic x", range="bytes=0-1", accept="*/*")
    assert not {name for name in asked[0] if name.startswith(("HTTP_COOKIE", "HTTP_AUTH", "HTTP_RANGE", "HTTP_ACC"))}


def test_a_post_goes_straight_on(site_of: Callable[[Any], Site]) -> None:
    site = site_of(answering())
    site.get("/en/news/1/a/comments")
    assert site.ask("POST", "/en/news/1/a/comments").was_rendered


def test_a_reader_without_encryption_is_sent_to_it(site_of: Callable[[Any], Site], settings: Any) -> None:
    settings.HTTPS = True
    site = site_of(answering("301 Moved Permanently", Location="https://news.example/en/"))
    site.get("/en/", x_forwarded_proto="https")
    assert site.get("/en/").was_rendered
    assert not site.get("/en/", x_forwarded_proto="https").was_rendered


def test_not_found_is_bounded(site_of: Callable[[Any], Site], store: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr("dateline.delivery.cache.store.NOT_FOUND_KEPT", 3)
    site = site_of(answering("404 Not Found"))
    for number in range(6):
        site.get(f"/en/{number}")
    assert sorted(store.keys()) == ["/en/3", "/en/4", "/en/5"]


@pytest.mark.parametrize("path", ["/en/../desk/", "/en/\x00", "/en//x", "/" + "a" * 900, "/en/" + "ف" * 200])
def test_an_address_that_no_file_can_have_harms_nothing(site_of: Callable[[Any], Site], path: str) -> None:
    site = site_of(answering())
    assert site.get(path).body == PAGE
    assert site.get(path).body == PAGE


def test_the_tags_go_along(site_of: Callable[[Any], Site], settings: Any) -> None:
    settings.TAG_HEADERS = ["xkey", "Cache-Tag"]

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        reading.note("story:1", "front:en")
        return answering()(environ, start_response)

    answer = site_of(application).get("/en/")
    assert (answer.headers["xkey"], answer.headers["cache-tag"]) == (
        "front:en site story:1",
        "front:en,site,story:1",
    )


def test_a_cache_in_front_learns_until_when_a_page_is_true(site_of: Callable[[Any], Site]) -> None:
    def application(environ: dict[str, Any], start_response: Any) -> Any:
        reading.note_until(datetime(2100, 3, 1, 12, 0, 0, 900_000, tzinfo=UTC))
        return answering()(environ, start_response)

    assert site_of(application).get("/en/").headers["expires"] == "Mon, 01 Mar 2100 12:00:00 GMT"
    assert "expires" not in site_of(answering()).get("/fa/").headers


def test_many_who_ask_at_once_cost_one_rendering(
    site_of: Callable[[Any], Site], at_once: Callable[..., list[Any]]
) -> None:
    import threading

    everybody_waits = threading.Event()

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        everybody_waits.wait(5)
        return answering()(environ, start_response)

    site = site_of(application)

    def ask(number: int) -> bytes:
        if number == 15:
            while not site.rendered:
                pass
            everybody_waits.set()
        return site.get("/en/").body

    assert set(at_once(ask, threads=16)) == {PAGE}
    assert len(site.rendered) == 1


def test_when_the_one_who_renders_fails_another_does(site_of: Callable[[Any], Site]) -> None:
    failed: list[int] = []

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        if not failed:
            failed.append(1)
            raise OSError("The database is away.")
        return answering()(environ, start_response)

    site = site_of(application)
    with pytest.raises(OSError, match="away"):
        site.get("/en/")
    assert site.get("/en/").body == PAGE


def test_with_the_database_away_stored_pages_go_on_but_not_a_dropped_one(
    site_of: Callable[[Any], Site], store: Store
) -> None:
    away: list[int] = []

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        if away:
            start_response("503 Service Unavailable", [("Content-Type", "text/html"), ("Retry-After", "30")])
            return [b"Come again."]
        reading.note(f"story:{environ['PATH_INFO'].split('/')[3]}")
        return answering()(environ, start_response)

    site = site_of(application)
    for number in (1, 2):
        site.get(f"/en/news/{number}/a")
    store.drop(["story:2"])  # held, and then the database went away
    away.append(1)
    assert site.get("/en/news/1/a").body == PAGE
    assert (site.get("/en/news/2/a").status, site.get("/en/news/2/a").body) == (503, b"Come again.")


def test_an_edition_s_page_is_the_same_with_and_without_the_store(site: Site, client: Any, en: Edition) -> None:
    plain = client.get("/en/")
    stored = site.get("/en/")
    assert stored.body == plain.content
    assert stored.headers["content-language"] == plain.headers["Content-Language"]
