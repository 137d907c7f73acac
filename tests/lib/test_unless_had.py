"""Conditional answers: whoever has the bytes is not sent them again."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from dateline.lib.http import unless_had

MOMENT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def answer(body: str = "news", **headers: str) -> HttpResponse:
    request = RequestFactory(headers=headers).get("/en/feed.rss")
    response = HttpResponse(body, headers={"Cache-Control": "public", "Content-Language": "en"})
    return unless_had(request, response, changed=MOMENT)


def test_an_answer_carries_a_strong_tag_and_its_date() -> None:
    response = answer()
    assert response.status_code == 200
    assert response["ETag"].startswith('"')
    assert response["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"
    assert response["ETag"] == answer()["ETag"] != answer("other")["ETag"]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
def test_the_same_bytes_get_304_with_the_headers_of_both(form: str) -> None:
    etag = answer()["ETag"]
    response = answer(**{"If-None-Match": form.format(etag)})
    assert (response.status_code, response.content) == (304, b"")
    assert (response["ETag"], response["Cache-Control"]) == (etag, "public")
    assert "Content-Language" not in response


@pytest.mark.parametrize(
    "headers", [{"If-None-Match": '"other"'}, {"If-Modified-Since": "Sun, 01 Mar 2026 12:00:00 GMT"}]
)
def test_other_bytes_or_a_date_alone_get_the_whole_answer(headers: dict[str, str]) -> None:
    assert answer(**headers).content == b"news"
