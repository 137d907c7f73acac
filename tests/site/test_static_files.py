"""Style, script and pictures of our own, as the WSGI application sends them."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory

import dateline
from dateline.site.static_files import StaticFiles
from dateline.site.wsgi import application

STYLE = "/static/delivery/reader.css"


def not_ours(_: Any, start: Any) -> list[bytes]:
    start("404 Not Found", [])
    return [b""]


def sent(path: str, *, by: Any = application, **environ: str) -> tuple[int, dict[str, str], bytes]:
    started: list[Any] = []
    asked = RequestFactory().get("/").environ | {"PATH_INFO": path, "HTTP_HOST": "localhost"} | environ
    answer = by(asked, lambda status, headers: started.extend([status, headers]))
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return int(started[0].split()[0]), dict(started[1]), body


def test_a_file_is_sent_whole_with_what_keeps_it_fresh_and_as_it_is_named() -> None:
    status, headers, body = sent(STYLE)
    assert (status, body) == (200, Path(str(finders.find("delivery/reader.css"))).read_bytes())
    assert headers["Content-Type"] == 'text/css; charset="utf-8"'
    assert headers["Cache-Control"] == "max-age=3600, public"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_who_has_the_file_is_not_sent_it_again() -> None:
    etag = sent(STYLE)[1]["ETag"]
    assert sent(STYLE, HTTP_IF_NONE_MATCH=etag)[::2] == (304, b"")


@pytest.mark.parametrize(
    "path", ["/static/", "/static/delivery/", "/static/../site/settings.py", "/static//etc/passwd", "/static/a\x00b"]
)
def test_no_other_file_can_be_had(path: str) -> None:
    assert sent(path, by=StaticFiles(not_ours))[0] == 404


def test_every_other_address_is_django_s() -> None:
    assert sent("/healthz")[2] == b'{"status": "alive"}'


def test_while_debugging_a_file_is_looked_for_each_time(settings: Any, tmp_path: Path) -> None:
    settings.DEBUG, settings.STATICFILES_DIRS = True, [tmp_path]
    finders.get_finder.cache_clear()
    sending = StaticFiles(not_ours)
    assert sent("/static/new.css", by=sending)[0] == 404
    (tmp_path / "new.css").write_text("a {}")
    assert sent("/static/new.css", by=sending)[2] == b"a {}"
    (tmp_path / "new.css").write_text("a { color: teal }")
    assert sent("/static/new.css", by=sending)[2] == b"a { color: teal }"
    finders.get_finder.cache_clear()


def test_every_style_sheet_closes_what_it_opens() -> None:
    sheets = sorted(Path(dateline.__file__).parent.rglob("*.css"))
    assert sheets
    assert [sheet.name for sheet in sheets if (text := sheet.read_text()).count("{") != text.count("}")] == []
