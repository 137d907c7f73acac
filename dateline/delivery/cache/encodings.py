"""Smaller forms of a page, made once when it is stored, and which of them a reader's program takes."""

import gzip
from functools import lru_cache

import brotli
import zstandard

PLAIN = ""
MADE = {"br": "br", "zstd": "zst", "gzip": "gz"}
"""By the name of RFC 9110, section 8.4.1, the ending of the file; the one we would rather send first."""
WORTH_IT = 600
"""Bytes. Below this all of it goes in one packet anyway."""
_TEXT = ("text/", "application/xml", "application/rss+xml", "application/atom+xml", "application/feed+json")


def smaller_forms(body: bytes, content_type: str) -> dict[str, bytes]:
    """Return the body in each encoding, PLAIN among them; in none other for pictures and for what is tiny."""
    forms = {PLAIN: body}
    if len(body) >= WORTH_IT and content_type.startswith(_TEXT):
        forms["br"] = brotli.compress(body, quality=5)
        forms["zstd"] = zstandard.ZstdCompressor(level=9).compress(body)
        forms["gzip"] = gzip.compress(body, 6, mtime=0)
    return forms


@lru_cache(maxsize=512)
def taken(accept: str) -> tuple[str, ...]:
    """Return the encodings that an `Accept-Encoding` takes, the best first, PLAIN last (RFC 9110, section 12.5.3)."""
    weights = dict(_weight(part) for part in accept.lower().split(",") if part.strip())
    wanted = {name: weights.get(name, weights.get("*", 0.0)) for name in MADE}
    return *(name for name in sorted(MADE, key=lambda name: -wanted[name]) if wanted[name] > 0), PLAIN


def _weight(part: str) -> tuple[str, float]:
    name, _mark, after = part.strip().partition(";")
    try:
        return name.strip(), float(after.replace(" ", "").removeprefix("q=") or 1)
    except ValueError:
        return name.strip(), 0.0
