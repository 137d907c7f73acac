"""Forwarded headers: dropped from a stranger, believed from a proxy that settings trust."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from dateline.lib.proxies import TrustedProxies

PROXY, READER = "10.0.0.5", "192.0.2.7"


@pytest.fixture(autouse=True)
def trusted(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "2001:db8::/32"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ALLOWED_HOSTS = ["*"]


def seen(peer: str, **headers: str) -> HttpRequest:
    """Return the request as the views meet it."""
    passed: list[HttpRequest] = []
    request = RequestFactory(REMOTE_ADDR=peer, HTTP_HOST="news.example", **headers).get("/")
    TrustedProxies(lambda request: passed.append(request) or HttpResponse())(request)
    return passed[0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "reader"),
    [
        (PROXY, READER, READER),
        (PROXY, f"198.51.100.1, {READER}", READER),
        (PROXY, f"{READER}, 10.1.1.1, 10.2.2.2", READER),
        (PROXY, f"198.51.100.1,{READER},10.1.1.1", READER),
        (PROXY, "10.1.1.1, 10.2.2.2", "10.1.1.1"),
        (PROXY, "2001:db8::1, 2001:db9::7", "2001:db9::7"),
        (PROXY, f"::ffff:{READER}", READER),
        (f"::ffff:{PROXY}", READER, READER),
        ("2001:db8::5", READER, READER),
        (PROXY, "fe80::1%eth0", "fe80::1"),
    ],
)
def test_from_a_trusted_proxy_the_last_address_that_is_no_proxy_is_the_reader_s(
    peer: str, forwarded: str, reader: str
) -> None:
    assert seen(peer, HTTP_X_FORWARDED_FOR=forwarded).META["REMOTE_ADDR"] == reader


@pytest.mark.parametrize(
    "garbage", ["", " ", "unknown", "_hidden", ",", f"{READER}:1234", "10.0.0", "1e3", "<script>", "\x00", "9" * 5000]
)
def test_what_is_no_address_leaves_the_nearest_one_known(garbage: str) -> None:
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=garbage).META["REMOTE_ADDR"] == PROXY
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=f"{READER}, {garbage}").META["REMOTE_ADDR"] == PROXY
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=f"{garbage}, {READER}").META["REMOTE_ADDR"] == READER


@pytest.mark.parametrize("scheme", ["https", "http", "gopher", "HTTPS", ""])
def test_a_trusted_proxy_tells_the_scheme(scheme: str) -> None:
    assert seen(PROXY, HTTP_X_FORWARDED_PROTO=scheme).is_secure() is (scheme == "https")


@pytest.mark.parametrize("peer", [READER, "2001:db9::7", "::ffff:192.0.2.9", "11.0.0.1"])
def test_a_stranger_s_forwarded_headers_are_gone(peer: str) -> None:
    names = ["FOR", "PROTO", "HOST", "PORT", "PREFIX", "SERVER"]
    headers = {f"HTTP_X_FORWARDED_{name}": "https" for name in names}
    request = seen(peer, HTTP_FORWARDED="for=198.51.100.1;proto=https", HTTP_X_FORWARDED="1", **headers)
    assert not [name for name in request.META if "FORWARDED" in name]
    assert not request.is_secure()
    assert request.META["REMOTE_ADDR"] == peer.removeprefix("::ffff:")


def test_without_trusted_proxies_nobody_is_believed(settings: Any) -> None:
    settings.TRUSTED_PROXIES = []
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=READER).META["REMOTE_ADDR"] == PROXY


@pytest.mark.parametrize("peer", [PROXY, READER])
def test_the_host_is_what_the_request_names_whoever_forwards_it(peer: str) -> None:
    request = seen(peer, HTTP_X_FORWARDED_HOST="evil.example", HTTP_FORWARDED="host=evil.example")
    assert request.get_host() == "news.example"


@pytest.mark.parametrize("peer", ["", "unix:", "nonsense"])
def test_a_peer_without_an_address_is_a_stranger(peer: str) -> None:
    request = seen(peer, HTTP_X_FORWARDED_FOR=READER)
    assert request.META["REMOTE_ADDR"] == ""
    assert "HTTP_X_FORWARDED_FOR" not in request.META
