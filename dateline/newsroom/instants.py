"""Instants that stand in an address or a form, where anybody may have written them."""

from datetime import UTC, datetime

from django.utils.dateparse import parse_datetime


def instant(text: str) -> datetime | None:
    """Read an instant, in UTC. None for what is none, and for one that a database would not take."""
    try:
        moment = parse_datetime(text)
        return moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None
