"""What the environment gives: what a variable may hold beyond its type, and an end with a line for each fault.

Called by `settings.py`. No sentence repeats a value: addresses of databases and mail servers hold passwords.
"""

import os
import sys
from pathlib import Path
from typing import NoReturn, cast
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from environs import Env, EnvValidationError
from marshmallow import ValidationError

from dateline.delivery.caches_in_front.addresses import cache_of
from dateline.lib.object_storage.address import bucket_of
from dateline.moderation import engine
from dateline.moderation.engine import Engine
from dateline.scoring.perspective.origins import Origins, UnknownOrigin
from dateline.site.keys import secret_key

PREFIX = "DATELINE_"


def forget_empty() -> None:
    """An empty variable, as files for containers often have it, is one that is not set."""
    for name in [name for name, value in os.environ.items() if name.startswith(PREFIX) and not value.strip()]:
        del os.environ[name]


def known_site(url: str) -> None:
    """Validate the address readers know: raises `ValidationError` unless it is scheme, host and perhaps a port."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValidationError("Give scheme and host alone, such as https://news.example.")


def known_database(url: str) -> None:
    """Validate the address of a database: raises `ValidationError` unless it is PostgreSQL's."""
    try:
        facts = dj_database_url.parse(url)
    except ValueError:
        facts = {}
    if facts.get("ENGINE") != "django.db.backends.postgresql" or not facts.get("NAME"):
        raise ValidationError("Give postgres://user:password@host/name. Without it SQLite is used.")


def known_media(address: str) -> None:
    """Validate where photos are kept: raises `ValidationError` unless it is a bucket's address without credentials."""
    try:
        bucket_of(address)
    except ValueError as fault:
        raise ValidationError(str(fault)) from None


def known_shared_cache(url: str) -> None:
    """Validate the address of Redis or Valkey: raises `ValidationError` unless it is a host, perhaps with a number."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("redis", "rediss") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    number = parts.path.strip("/") if known else ""
    if not known or parts.query or parts.fragment or (number and not number.isdecimal()):
        raise ValidationError("Give redis://host:6379/0, or rediss://user:password@host/0. Valkey speaks the same.")


def known_mailer(url: str) -> None:
    """Validate the address of a mail server: raises `ValidationError` for a kind that is not known."""
    try:
        known = "EMAIL_BACKEND" in dj_email_url.parse(url)
    except ValueError:
        known = False
    if not known:
        raise ValidationError("Give smtp://user:password@host:587, or dummy:// to send none.")


def known_tag_headers(names: list[str]) -> None:
    """Validate the headers that name a page's tags: raises `ValidationError` for one that no cache reads."""
    if set(names) - {"Cache-Tag", "Surrogate-Key", "xkey"}:
        raise ValidationError("Give Cache-Tag, Surrogate-Key or xkey, or several divided by commas.")


def known_caches(addresses: list[str]) -> None:
    """Validate the caches in front: raises `ValidationError` for a kind that is not known, or one named twice."""
    try:
        names = {cache_of(address).name for address in addresses}
    except ValueError as fault:
        raise ValidationError(str(fault)) from None
    if len(names) < len(addresses):
        raise ValidationError("Name each cache once.")


def known_origins(names: list[str]) -> None:
    """Validate the sites whose pages may ask the scoring service: raises `ValidationError` for what is no origin."""
    try:
        Origins(names)
    except UnknownOrigin as fault:
        raise ValidationError(str(fault)) from None


def settle(env: Env, home: Path) -> None:
    """Make the home. With any fault in the environment or the home, print a line for each and end with status 2."""
    faults: dict[str, list[str]] = {}
    try:
        env.seal()
    except EnvValidationError as found:
        faults |= cast("dict[str, list[str]]", found.error_messages)
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not os.access(home, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as fault:
        faults[f"{PREFIX}HOME"] = [f"{home} cannot be written: {fault.strerror}. Name a folder of this account's own."]
    if faults:
        _end(faults)


def key_of(home: Path) -> str:
    """Return the secret key kept in the home. Ends with a line and status 2 when it cannot be kept or read."""
    try:
        key = secret_key(home)
    except OSError as fault:
        _end({f"{PREFIX}SECRET_KEY": [f"{fault.filename or home} cannot be used: {fault.strerror}."]})
    if not key:
        _end({f"{PREFIX}SECRET_KEY": [f"{home / 'secret.key'} is empty. Remove it, and a new one is made."]})
    return key


def engine_of(url: str, kind: str, *, model: str, key: str) -> Engine | None:
    """Return the outside engine that is named, if one is. Ends with a line and status 2 where what it needs lacks."""
    try:
        return engine.engine_of(url, kind, model=model, key=key)
    except ValueError as fault:
        _end({f"{PREFIX}ENGINE_URL": [str(fault)]})


def _end(faults: dict[str, list[str]]) -> NoReturn:
    for name, sentences in faults.items():
        sys.stderr.write(f"{name}: {' '.join(map(str, sentences))}\n")
    sys.exit(2)
