"""Which caches stand in front, as `DATELINE_CACHES` names them. Called by settings; a refusal repeats no secret."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from dateline.delivery.caches_in_front import Cache
from dateline.delivery.caches_in_front.cloudflare import Cloudflare
from dateline.delivery.caches_in_front.fastly import Fastly
from dateline.delivery.caches_in_front.varnish import BanningVarnish, Varnish

KINDS: dict[str, Callable[[str, str], Cache]] = {"fastly": Fastly, "cloudflare": Cloudflare}
"""Those that are asked for with a token, by the scheme of their address."""
VARNISHES: dict[str, Callable[[str], Cache]] = {"varnish": Varnish, "varnish+ban": BanningVarnish}
SENTENCE = (
    "Give varnish://host:port (varnish+ban:// without its module xkey), fastly://token@service or "
    "cloudflare://token@zone, or several divided by commas."
)
_WORD = re.compile(r"[\w.~-]{1,200}", re.ASCII)
"""What a token, a service and a zone are made of. Nothing that could end a header or a path."""


def cache_of(address: str) -> Cache:
    """Return the cache of an address. Raises `ValueError` with a sentence."""
    try:
        parts = urlsplit(address)
        port = parts.port if parts.scheme in VARNISHES else None
    except ValueError:
        raise ValueError(SENTENCE) from None
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(SENTENCE)
    if parts.scheme in VARNISHES and parts.hostname and parts.username is None and port != 0:
        return VARNISHES[parts.scheme](parts.netloc if port else f"{parts.netloc.rstrip(':')}:80")
    token, mark, name = parts.netloc.partition("@")
    if parts.scheme not in KINDS or not mark or not _WORD.fullmatch(token) or not _WORD.fullmatch(name):
        raise ValueError(SENTENCE)
    return KINDS[parts.scheme](name, token)
