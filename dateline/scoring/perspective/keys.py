"""The keys that callers have. Of each its hash is kept and a name; it is shown once, when it is made."""

import hashlib
import re
import secrets
from dataclasses import dataclass

from dateline.scoring.perspective.storage import Storage

PREFIX = "dlsk_"
"""By which a key is known when it lies where it should not."""
RATE = 10.0
"""Requests a second."""
KEEP_DAYS = 180
"""Days for which the labels that came with a key are kept."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class KeyRefused(ValueError):
    """A sentence that says why a key cannot be made or found."""


@dataclass(frozen=True)
class Key:
    """A key as it is kept."""

    id: int
    name: str
    rate: float
    keep_days: int
    made_at: float
    revoked_at: float | None


def add(storage: Storage, name: str, *, now: float, rate: float = RATE, keep_days: int = KEEP_DAYS) -> str:
    """Make a key and return it, for the only time. Raises `KeyRefused`."""
    if not _NAME.fullmatch(name):
        raise KeyRefused("A name is of letters a to z, digits, dots, hyphens and underscores, at most 64.")
    if not 0 < rate <= 100_000:
        raise KeyRefused("A rate is a number of requests a second, above 0.")
    if not 1 <= keep_days <= 3650:
        raise KeyRefused("Labels are kept for 1 to 3650 days.")
    key = PREFIX + secrets.token_urlsafe(32)
    with storage.writing() as connection:
        if connection.execute("SELECT 1 FROM key WHERE name = ?", [name]).fetchone():
            raise KeyRefused(f"There is a key “{name}” already; a revoked one keeps its name.")
        connection.execute(
            "INSERT INTO key (name, hash, rate, keep_days, made_at) VALUES (?, ?, ?, ?, ?)",
            [name, _hash(key), rate, keep_days, now],
        )
    return key


def revoke(storage: Storage, name: str, *, now: float) -> None:
    """Have a key open nothing any more; what is known of it stays. Raises `KeyRefused` where there is none."""
    key = named(storage, name)
    with storage.writing() as connection:
        connection.execute("UPDATE key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", [now, key.id])


def named(storage: Storage, name: str) -> Key:
    """Return the key of a name, revoked or not. Raises `KeyRefused` where there is none."""
    for key in listed(storage):
        if key.name == name:
            return key
    raise KeyRefused(f"There is no key “{name}”.")


def listed(storage: Storage) -> list[Key]:
    """Return every key, the oldest first."""
    return [_key(row) for row in storage.read("SELECT * FROM key ORDER BY id")]


def found(storage: Storage, given: str) -> Key | None:
    """Return the key that somebody has given; None for one that was never made or is revoked."""
    rows = storage.read("SELECT * FROM key WHERE hash = ? AND revoked_at IS NULL", _hash(given))
    return _key(rows[0]) if rows else None


def are_there(storage: Storage) -> bool:
    """Return whether any key opens anything."""
    return bool(storage.read("SELECT 1 FROM key WHERE revoked_at IS NULL LIMIT 1"))


def _hash(key: str) -> str:
    # 256 random bits need no salt and no slow hash: nobody can try them out.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _key(row: object) -> Key:
    return Key(**{name: row[name] for name in Key.__dataclass_fields__})  # type: ignore[index]
