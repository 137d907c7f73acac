"""What each kind of cache is sent, byte for byte, and which answers are not believed."""

import json
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest

from dateline.delivery.caches_in_front import Cache
from dateline.delivery.caches_in_front.asking import NotPurged
from dateline.delivery.caches_in_front.cloudflare import Cloudflare
from dateline.delivery.caches_in_front.fastly import Fastly
from dateline.delivery.caches_in_front.varnish import BanningVarnish, Varnish

TAGS = ["front:en", "story:423254"]
VARNISH = """PURGE /purge HTTP/1.1
Host: HOST
Accept-Encoding: identity
xkey-purge: front:en story:423254

"""
BAN = r"""BAN /ban HTTP/1.1
Host: HOST
Accept-Encoding: identity
ban-tags: (^|\s)(front:en|story:423254)(\s|$)

"""
FASTLY = """POST /service/SU1Z0isxPaozGVKXdv0eY/purge HTTP/1.1
Host: HOST
Accept-Encoding: identity
Content-Length: 48
Fastly-Key: t0ken
Content-Type: application/json
Accept: application/json

{"surrogate_keys": ["front:en", "story:423254"]}"""
CLOUDFLARE = """POST /client/v4/zones/023e105f4ecef8ad/purge_cache HTTP/1.1
Host: HOST
Accept-Encoding: identity
Content-Length: 38
Authorization: Bearer t0ken
Content-Type: application/json

{"tags": ["front:en", "story:423254"]}"""
KINDS: dict[str, Callable[[str], Cache]] = {
    "varnish": lambda host: Varnish(host),
    "varnish+ban": lambda host: BanningVarnish(host),
    "fastly": lambda host: Fastly("SU1Z0isxPaozGVKXdv0eY", "t0ken", api=f"http://{host}"),
    "cloudflare": lambda host: Cloudflare("023e105f4ecef8ad", "t0ken", api=f"http://{host}"),
}


@pytest.fixture(params=KINDS)
def cache(request: Any, remote: Any) -> Cache:
    return KINDS[request.param](remote.host)


@pytest.mark.parametrize(
    ("kind", "sent"),
    [("varnish", VARNISH), ("varnish+ban", BAN), ("fastly", FASTLY), ("cloudflare", CLOUDFLARE)],
)
def test_the_whole_request(remote: Any, kind: str, sent: str) -> None:
    KINDS[kind](remote.host).purge(TAGS)
    assert remote.requests == [sent]


@pytest.mark.parametrize(
    ("kind", "opening", "end"),
    [
        ("varnish", "PURGE /purge ", "xkey-purge: *"),
        ("varnish+ban", "BAN /ban ", "ban-tags: ."),
        ("fastly", "POST /service/SU1Z0isxPaozGVKXdv0eY/purge_all ", "Accept: application/json"),
        ("cloudflare", "POST /client/v4/zones/023e105f4ecef8ad/purge_cache ", '{"purge_everything": true}'),
    ],
)
def test_the_request_that_empties_it(remote: Any, kind: str, opening: str, end: str) -> None:
    KINDS[kind](remote.host).purge_everything()
    [sent] = remote.requests
    assert sent.startswith(opening)
    assert sent.strip().endswith(end)


def test_an_answer_that_is_not_200_is_told(remote: Any, cache: Cache) -> None:
    remote.answers = [503]
    with pytest.raises(NotPurged) as refused:
        cache.purge(TAGS)
    assert str(refused.value) == f"{remote.host} answered 503 Service Unavailable."


def test_a_cache_that_hangs_is_not_waited_for(remote: Any, cache: Cache, impatient: Any) -> None:
    impatient()
    remote.answers = ["hang"]
    with pytest.raises(NotPurged) as refused:
        cache.purge(TAGS)
    assert str(refused.value) == f"{remote.host} did not answer within 0 seconds."


@pytest.mark.parametrize("kind", KINDS)
def test_a_cache_that_is_not_there_is_told(kind: str) -> None:
    with pytest.raises(NotPurged, match=r"^127\.0\.0\.1:9 could not be asked: .*refused"):
        KINDS[kind]("127.0.0.1:9").purge(TAGS)


@pytest.mark.parametrize("tag", ["story:1\nHost: other.example", "topic:بندر"])
def test_what_no_header_can_hold_is_told_and_not_sent(remote: Any, tag: str) -> None:
    with pytest.raises(NotPurged, match="could not be asked"):
        KINDS["varnish"](remote.host).purge([tag])
    assert remote.requests == []


@pytest.mark.parametrize("said", [b'{"success": false, "errors": [{"code": 10000}]}', b"", b"[]", b"null", b"<html>"])
def test_cloudflare_s_200_alone_is_not_believed(remote: Any, said: bytes) -> None:
    remote.body = said
    with pytest.raises(NotPurged, match="Cloudflare answered 200, and not that it has purged"):
        KINDS["cloudflare"](remote.host).purge(TAGS)


def test_cloudflare_takes_thirty_tags_a_call(remote: Any) -> None:
    tags = [f"story:{number}" for number in range(61)]
    KINDS["cloudflare"](remote.host).purge(tags)
    sent = [json.loads(request.splitlines()[-1])["tags"] for request in remote.requests]
    assert ([len(each) for each in sent], [*chain(*sent)]) == ([30, 30, 1], tags)


def test_fastly_takes_256_keys_a_call(remote: Any) -> None:
    tags = [f"story:{number}" for number in range(257)]
    KINDS["fastly"](remote.host).purge(tags)
    sent = [json.loads(request.splitlines()[-1])["surrogate_keys"] for request in remote.requests]
    assert ([len(each) for each in sent], [*chain(*sent)]) == ([256, 1], tags)


def test_varnish_takes_lines_that_it_can_read(remote: Any) -> None:
    tags = [f"topic:{number:0200}@en" for number in range(61)]
    KINDS["varnish"](remote.host).purge(tags)
    sent = [request.partition("xkey-purge: ")[2].strip() for request in remote.requests]
    assert max(map(len, sent)) < 6000 < 8192
    assert " ".join(sent).split(" ") == tags


def test_no_secret_is_shown_with_a_cache(cache: Cache) -> None:
    assert "t0ken" not in f"{cache!r} {cache.name}"
