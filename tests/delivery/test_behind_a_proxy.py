"""A reader behind a proxy, through the whole application: whose address is kept, and where http leads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.comments.privacy import address_hash
from dateline.stories.models import Story

PROXY, READER = "10.0.0.5", "192.0.2.7"
Send = Callable[..., str]


@pytest.fixture(autouse=True)
def trusted(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]


@pytest.fixture
def sender(ferry: Story) -> Send:
    """Send a comment and return the hash that was kept of its sender's address."""

    def _sender(peer: str, **headers: str) -> str:
        words = {"name": "Tom", "text": "The fares were low for years."}
        address = f"{ferry.get_absolute_url()}/comments"
        sent = Client().post(address, words, REMOTE_ADDR=peer, HTTP_SEC_FETCH_SITE="same-origin", **headers)
        assert sent.status_code == 303
        return Comment.objects.latest("pk").address_hash

    return _sender


def test_a_comment_is_its_reader_s_not_the_proxy_s(sender: Send) -> None:
    assert sender(PROXY, HTTP_X_FORWARDED_FOR=f"198.51.100.1, {READER}") == address_hash(READER)


def test_a_reader_who_forwards_for_somebody_else_is_still_who_asks(sender: Send) -> None:
    assert sender(READER, HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_FORWARDED="for=198.51.100.1") == address_hash(
        READER
    )


def test_a_reader_of_ipv4_is_one_by_every_kind_of_socket(sender: Send) -> None:
    assert sender(f"::ffff:{READER}") == address_hash(READER) != sender("::ffff:192.0.2.8")


def test_http_leads_to_https_unless_a_trusted_proxy_says_it_was(client: Client, ferry: Story, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    page = ferry.get_absolute_url()
    assert client.get(page, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_PROTO="https").status_code == 200
    for peer, scheme in [(PROXY, "http"), (PROXY, ""), (READER, "https")]:
        led = client.get(page, REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO=scheme, HTTP_X_FORWARDED_HOST="evil.example")
        assert (led.status_code, led.headers["Location"]) == (301, f"https://testserver{page}")
