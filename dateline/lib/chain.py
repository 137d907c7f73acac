"""A chain of hashes over rows whose history must not change quietly. Pure; `stories/models/chain.py` keeps the links.

A link's hash covers the hash before it, what the row says, and a salted digest of each field that may have to be
erased by law. With field and salt gone the digest stays, tells nothing, and the chain still verifies.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
"""What stands before the first link."""


def salt() -> str:
    """Return 128 random bits: with them gone, nobody finds a digest's text by guessing."""
    return secrets.token_hex(16)


def digest(text: Any, *, salt: str) -> str:
    """Return what stands for a field that may be erased."""
    return hashlib.sha256(canonical([salt, text])).hexdigest()


def link(previous: str, *, kind: str, row: int, facts: Mapping[str, Any], digests: Mapping[str, str]) -> str:
    """Return the hash of a row of this kind and number that comes after `previous`."""
    whole = {"previous": previous, "kind": kind, "row": row, "facts": facts, "digests": digests}
    return hashlib.sha256(canonical(whole)).hexdigest()


def canonical(value: Any) -> bytes:
    """Return JSON that is the same for the same value on every machine and database: keys in order, no spaces."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_moment
    )
    return text.encode("utf-8", "surrogatepass")


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no canonical form")
