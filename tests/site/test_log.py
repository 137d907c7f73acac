"""What the log says, and what it must not."""

import logging
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.delivery.views import mail, receipts
from dateline.stories.models import Story


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """What our own handler has written to stderr."""
    ours = next(handler for handler in logging.getLogger().handlers if handler.filters)
    monkeypatch.setattr(ours, "stream", StringIO())
    return lambda: str(ours.stream.getvalue())  # type: ignore[attr-defined]


def test_a_fault_is_logged_without_the_token_of_the_receipt_it_was_met_at(
    client: Client, ferry: Story, comment_on: Any, monkeypatch: pytest.MonkeyPatch, printed: Callable[[], str]
) -> None:
    def fail(*_: Any, **_options: Any) -> None:
        raise RuntimeError("It was not to be.")

    comment: Comment = comment_on(ferry)
    monkeypatch.setattr(receipts, "answer", fail)
    client.raise_request_exception = False
    assert client.get(f"/receipts/{comment.receipt_token}").status_code == 500
    said = printed()
    assert "ERROR django.request: Internal Server Error: /receipts/…\n" in said
    assert "RuntimeError: It was not to be." in said
    assert comment.receipt_token not in said


def test_nor_with_that_of_the_page_that_mails_lead_to(
    client: Client, ferry: Story, comment_on: Any, monkeypatch: pytest.MonkeyPatch, printed: Callable[[], str]
) -> None:
    def fail(*_: Any, **_options: Any) -> None:
        raise RuntimeError("It was not to be.")

    token = comment_on(ferry, email="tom@reader.example").recipient.token
    monkeypatch.setattr(mail, "answer", fail)
    client.raise_request_exception = False
    for address in ("", "/confirm", "/stop"):
        client.get(f"/mail/{token}{address}")
    assert "Internal Server Error: /mail/…\n" in printed()
    assert token not in printed()


def test_what_strangers_ask_for_in_vain_is_not_logged(client: Client, ferry: Story, printed: Callable[[], str]) -> None:
    client.get("/en/wp-login.php")
    client.get("/en/", HTTP_HOST="elsewhere.example")
    client.post(f"{ferry.get_absolute_url()}/comments", {"name": "Tom", "text": "Words."})
    assert printed() == ""
