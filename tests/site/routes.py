"""The names of the routes there are, for tests that have something to say of each."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern


def route_names(patterns: Any) -> Iterator[str]:
    """Yield every name, of included routes too."""
    for entry in patterns:
        if not isinstance(entry, URLPattern):
            yield from route_names(entry.url_patterns)
        elif entry.name:
            yield entry.name
