"""Caches as `DATELINE_CACHES` names them, and addresses that are refused without a word of what is secret in them."""

import pytest

from dateline.delivery.caches_in_front.addresses import SENTENCE, cache_of
from dateline.delivery.caches_in_front.cloudflare import Cloudflare
from dateline.delivery.caches_in_front.fastly import Fastly
from dateline.delivery.caches_in_front.varnish import BanningVarnish, Varnish


@pytest.mark.parametrize(
    ("address", "cache", "name"),
    [
        ("varnish://127.0.0.1:6081", Varnish("127.0.0.1:6081"), "varnish://127.0.0.1:6081"),
        ("varnish://cache.example", Varnish("cache.example:80"), "varnish://cache.example:80"),
        ("varnish://[::1]:6081/", Varnish("[::1]:6081"), "varnish://[::1]:6081"),
        ("varnish+ban://cache.example:6081", BanningVarnish("cache.example:6081"), "varnish+ban://cache.example:6081"),
        ("fastly://t0-ken_@SU1Z0is", Fastly("SU1Z0is", "t0-ken_"), "fastly://SU1Z0is"),
        ("cloudflare://t0ken@023e", Cloudflare("023e", "t0ken"), "cloudflare://023e"),
    ],
)
def test_an_address_names_a_cache(address: str, cache: object, name: str) -> None:
    assert cache_of(address) == cache
    assert cache_of(address).name == name


@pytest.mark.parametrize(
    "address",
    [
        "",
        "127.0.0.1:6081",
        "http://127.0.0.1:6081",
        "varnish://",
        "varnish://host:0",
        "varnish://host:port",
        "varnish://host:70000",
        "varnish://t0ken@host",
        "varnish://host/path",
        "varnish://[::1",
        "varnish+ban://t0ken@host",
        "fastly://SU1Z0is",
        "fastly://@SU1Z0is",
        "fastly://t0ken@",
        "fastly://t0ken@SU1Z0is/purge",
        "fastly://t0ken@SU1Z0is?soft=1",
        "fastly://t0 ken@SU1Z0is",
        "fastly://t0ken\x0b@SU1Z0is",
        "cloudflare://user:t0ken@023e",
    ],
)
def test_another_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(ValueError) as refused:
        cache_of(address)
    assert str(refused.value) == SENTENCE
