"""The one place that reads the clock."""

import time
from datetime import UTC, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return timezone.now()


def seconds() -> float:
    """Return this instant as Unix time: for what is asked many thousand times a second."""
    return time.time()


def from_timestamp(seconds: float) -> datetime:
    """Return the instant of a Unix time."""
    return datetime.fromtimestamp(seconds, UTC)


def machine_form(instant: datetime) -> str:
    """Return an aware instant as machines read it: ISO 8601 in UTC, 2026-03-01T12:00:00Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
