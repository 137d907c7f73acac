"""What `dateline doctor` looks at: whether this machine and these settings can carry a newsroom.

Each check is one function that returns a `Finding`; `CHECKS` is the list, in the order in which they are printed.
"""

import secrets
import shutil
import smtplib
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from urllib.parse import urlsplit

import pysqlite3
from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.models import Max
from django.utils.http import is_same_domain

from dateline.delivery.models import Purge
from dateline.lib import clock
from dateline.lib.sqlite.bundled import SAFE_VERSION
from dateline.site import first_start
from dateline.site.backup import making
from dateline.site.models import WorkerBeat
from dateline.stories.models import Version

MINIMUM_POSTGRESQL = 14
FREE_GIGABYTES = 1
TRIAL = "doctor-trial.txt"
"""A file that is written among the photos, read and deleted."""
ALIVE = timedelta(seconds=120)
"""Four of the worker's beats."""


class Mark(Enum):
    GOOD = "✓"
    NOTE = "–"
    FAULT = "✗"


@dataclass(frozen=True)
class Finding:
    """One line of the list. `remedy` says what to do; only a fault makes the exit status 1."""

    mark: Mark
    says: str
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Yield a finding for each check. A database that does not answer is one fault; what asks it more is left out."""
    if connection.connection is None:
        connection.settings_dict["OPTIONS"].pop("pool", None)  # it would try for long, where one answer is enough
    ready = True
    for check in CHECKS:
        if ready or check not in ASKING_THE_DATABASE:
            finding = _answer(check)
            yield finding
            ready = ready and not (check in FIRST and finding.mark is Mark.FAULT)


def _answer(check: "Check") -> Finding:
    try:
        return check()
    except DatabaseError as fault:
        return _fault(f"Database: {str(fault).splitlines()[0]}", "Start it, or see DATELINE_DATABASE_URL.")


def database() -> Finding:
    if connection.vendor == "sqlite":
        return _sqlite()
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        number = int(cursor.fetchone()[0]) // 10000
    if number < MINIMUM_POSTGRESQL:
        return _fault(f"PostgreSQL {number}", f"Use PostgreSQL {MINIMUM_POSTGRESQL} or later.")
    return _good(f"PostgreSQL {number}")


def _sqlite() -> Finding:
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    found = pysqlite3.sqlite_version
    if pysqlite3.sqlite_version_info < SAFE_VERSION:
        wanted = ".".join(map(str, SAFE_VERSION))
        return _fault(f"SQLite {found}", f"Before {wanted} commits can be lost: install requirements.txt again.")
    if (journal, synchronous) != ("wal", 2):
        return _fault(
            f"SQLite {found}, journal {journal}, synchronous {synchronous}",
            "Keep the home on a local disk: a network disk cannot hold the write-ahead log.",
        )
    return _good(f"SQLite {found}, write-ahead log, every commit on the disk")


def migrations() -> Finding:
    if first_start.is_current():
        return _good("Migrations: all applied")
    return _fault("Migrations: some are not applied", "Run: dateline migrate")


def writing() -> Finding:
    begun = time.perf_counter()
    WorkerBeat.objects.update_or_create(worker="doctor", defaults={"beaten_at": clock.now()})
    WorkerBeat.objects.filter(worker="doctor").delete()
    return _good(f"Writing: two commits in {(time.perf_counter() - begun) * 1000:.0f} ms")


def time_of_day() -> Finding:
    now, newest = clock.now(), Version.objects.aggregate(newest=Max("created_at"))["newest"]
    if newest and newest > now + timedelta(minutes=1):
        return _fault(
            f"Clock: {now:%Y-%m-%d %H:%M:%S} UTC is before the newest version, of {newest:%Y-%m-%d %H:%M:%S} UTC",
            "Set the clock and keep it set (systemd-timesyncd or chrony): publication times come from it.",
        )
    return _good(f"Clock: {now:%Y-%m-%d %H:%M:%S} UTC")


def disk() -> Finding:
    free = shutil.disk_usage(settings.HOME).free / 1e9
    if free < FREE_GIGABYTES:
        return _fault(f"Disk: {free:.1f} GB free in {settings.HOME}", "Make room: a full disk refuses every comment.")
    return _good(f"Disk: {free:.0f} GB free in {settings.HOME}")


def photos() -> Finding:
    place, word = settings.MEDIA_BUCKET or settings.MEDIA_ROOT, secrets.token_bytes(16)
    try:
        name = default_storage.save(TRIAL, ContentFile(word))
        with default_storage.open(name) as file:
            found = file.read()
        default_storage.delete(name)
    except OSError as fault:
        return _fault(f"Photos: {place} cannot be used: {fault.strerror}", _REMEDY[bool(settings.MEDIA_BUCKET)])
    if found != word:
        return _fault(f"Photos: {place} returns other bytes than it was given", _REMEDY[bool(settings.MEDIA_BUCKET)])
    return _good(f"Photos: in {place}, written and read")


_REMEDY = {
    True: "See DATELINE_MEDIA, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: reading, writing, listing and deleting.",
    False: "Give the folder to the account that runs Dateline.",
}


def backup() -> Finding:
    made = making.last_made()
    if made is None:
        return Finding(Mark.NOTE, "Backup: none was made of this home", "Run: dateline backup FILE, each night.")
    return Finding(Mark.NOTE, f"Backup: the last is of {made:%Y-%m-%d %H:%M} UTC, {(clock.now() - made).days} days ago")


def secret_key() -> Finding:
    kept = settings.HOME / "secret.key"
    if len(settings.SECRET_KEY) < 50:
        return _fault("Secret key: shorter than 50 characters", "Unset DATELINE_SECRET_KEY: one is made in the home.")
    if kept.exists() and stat.S_IMODE(kept.stat().st_mode) & 0o077:
        return _fault(f"Secret key: others can read {kept}", f"Run: chmod 600 {kept}")
    return _good("Secret key: long enough and private")


def hosts() -> Finding:
    host = urlsplit(settings.BASE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        return _fault("Hosts: every name is answered", "Name the hosts in DATELINE_HOSTS.")
    if not any(is_same_domain(host, name.strip("[]")) for name in settings.ALLOWED_HOSTS):
        return _fault(f"Hosts: {host}, the address readers know, is not answered", f"Add {host} to DATELINE_HOSTS.")
    return _good(f"Hosts: {', '.join(settings.ALLOWED_HOSTS)}")


def debugging() -> Finding:
    if settings.DEBUG:
        return _fault("Debugging is on: errors show settings to readers", "Unset DATELINE_DEBUG.")
    return _good("Debugging: off")


def trusted_proxies() -> Finding:
    if settings.HTTPS and not settings.TRUSTED_PROXIES:
        return _fault(
            "Trusted proxies: none, and readers come by https",
            "Set DATELINE_TRUSTED_PROXIES to your web server's address: else every page redirects to itself.",
        )
    if not settings.TRUSTED_PROXIES:
        return _good("Trusted proxies: none, forwarded headers are ignored")
    return _good(f"Trusted proxies: {', '.join(settings.TRUSTED_PROXIES)}")


def mail() -> Finding:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return Finding(
            Mark.NOTE, "Mail: none is sent", "To send some, set DATELINE_MAIL_URL: smtp://user:word@host:587"
        )
    mailer = get_connection(timeout=5)
    try:
        mailer.open()
        mailer.close()
    except (OSError, smtplib.SMTPException) as fault:
        return _fault(f"Mail: {settings.EMAIL_HOST} does not answer: {fault}", "See DATELINE_MAIL_URL.")
    return _good(f"Mail: {settings.EMAIL_HOST} answers")


def caches_in_front() -> Finding:
    names = [cache.name for cache in settings.CACHES_IN_FRONT]
    for name in names:
        late = Purge.objects.late(name, clock.now())
        first = late.first()
        if first:
            since, count = first.drop.due_at or first.drop.made_at, late.count()
            return _fault(
                f"Cache in front: {name} has not taken {count} purge{'s' * (count > 1)}, the first since"
                f" {since:%Y-%m-%d %H:%M:%S} UTC. {first.fault}".rstrip(),
                "Readers may see old pages there. See that it runs and lets servers purge, and that one runs.",
            )
    return _good(f"Caches in front: {', '.join(names)}" if names else "Caches in front: none")


def shared_cache() -> Finding:
    cache = caches["default"]
    if not settings.CACHES["default"]["BACKEND"].endswith("SharedCache"):
        return _good("Shared cache: none, each process keeps its own")
    place = urlsplit(settings.CACHES["default"]["LOCATION"])
    if not cache.is_there():  # type: ignore[attr-defined]
        return _fault(
            f"Shared cache: {place.hostname} does not answer; pages are made without it", "See DATELINE_CACHE_URL."
        )
    return _good(f"Shared cache: {place.hostname} answers")


def worker() -> Finding:
    newest = WorkerBeat.objects.order_by("-beaten_at").first()
    if newest is None:
        return _fault("Background worker: none has ever run", "Start the server: dateline serve")
    age = clock.now() - newest.beaten_at
    if age > ALIVE:
        return _fault(f"Background worker: no sign of life since {newest}", "Start the server: dateline serve")
    return _good(f"Background worker: seen {max(0, round(age.total_seconds()))} s ago")


def _good(says: str) -> Finding:
    return Finding(Mark.GOOD, says)


def _fault(says: str, remedy: str) -> Finding:
    return Finding(Mark.FAULT, says, remedy)


Check = Callable[[], Finding]
FIRST: tuple[Check, ...] = (database, migrations)
"""When one of these is at fault, the others that ask the database would only say it again."""
ASKING_THE_DATABASE: tuple[Check, ...] = (migrations, writing, time_of_day, caches_in_front, worker)
CHECKS: tuple[Check, ...] = (
    database,
    migrations,
    writing,
    time_of_day,
    disk,
    photos,
    backup,
    secret_key,
    hosts,
    debugging,
    trusted_proxies,
    mail,
    caches_in_front,
    shared_cache,
    worker,
)
