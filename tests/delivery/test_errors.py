"""Pages for what went wrong."""

from collections.abc import Callable

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from dateline.delivery.views import errors
from dateline.stories.models import Edition, Story


def test_not_found_offers_the_address_s_words_and_the_day_s_wire(client: Client, ferry: Story) -> None:
    page = client.get("/en/news/999/night-ferry_fares")
    text = page.content.decode()
    assert page.status_code == 404
    assert 'name="q" value="night ferry_fares"' in text.replace("ferry fares", "ferry_fares")
    assert ferry.headline in text
    assert 'name="robots" content="noindex"' in text


def test_not_found_speaks_the_language_of_the_edition_asked(client: Client, en: Edition, fa: Edition) -> None:
    assert "صفحه‌ای در این نشانی نیست" in client.get("/fa/nothing/here").content.decode()
    assert "There is no page at this address" in client.get("/nothing/here").content.decode()


def test_not_found_before_there_is_an_edition(client: Client, db: None) -> None:
    assert client.get("/nothing").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/en/%3Cscript%3Ealert(1)%3C/script%3E",
        "/en/%22onfocus=x",
        "/%ff%fe",
        "/en/\u202e",
        "/en/section/%00",
        "/en/topic/a%00b",
    ],
)
def test_an_address_never_becomes_markup(client: Client, en: Edition, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "<script>" not in page.content.decode()


@pytest.mark.parametrize(("view", "status"), [("bad_request", 400), ("forbidden", 403), ("server_error", 500)])
def test_plain_error_pages_need_no_database(view: str, status: int) -> None:
    arguments = [RequestFactory().get("/")] + ([] if status == 500 else [Exception()])
    page = getattr(errors, view)(*arguments)
    assert page.status_code == status
    assert 'lang="fa"' in page.content.decode()


def test_a_method_that_a_page_does_not_know_is_refused(client: Client, ferry: Story) -> None:
    for path in ("/en/", ferry.get_absolute_url(), "/en/search", "/en/archive/2026/3/1", "/en/house-rules"):
        assert client.post(path).status_code == 405
        assert client.head(path).status_code == 200


def test_publishing_makes_the_page_found(client: Client, write: Callable[..., Story], ines: object) -> None:
    draft = write("Ferry fares")
    assert client.get(f"/news/{draft.news_id}").status_code == 404
    draft.publish(draft.save_revision(), user=ines)
    assert client.get(f"/news/{draft.news_id}").status_code == 301


@pytest.mark.parametrize("fault", [OperationalError("no connection"), InterfaceError("connection already closed")])
def test_while_the_database_is_away_readers_are_asked_to_come_again(
    client: Client, en: Edition, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def away(*_: object) -> None:
        raise fault

    monkeypatch.setattr("dateline.delivery.views.front.compose", away)
    client.raise_request_exception = False
    page = client.get("/en/")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "again in half a minute" in page.content.decode()


def test_another_fault_is_ours(client: Client, en: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.delivery.views.front.compose", lambda *_: 1 / 0)
    client.raise_request_exception = False
    assert client.get("/en/").status_code == 500
