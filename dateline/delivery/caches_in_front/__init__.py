"""Caches in front of the server: Varnish, Fastly, Cloudflare. Each keeps pages by their tags and is told to purge some.

One file for each kind; `addresses` reads which there are from `DATELINE_CACHES`, `sending` sends what waits for them.
To add a kind, copy a file, and name it in `addresses.KINDS`.
"""

from collections.abc import Sequence
from typing import Protocol


class Cache(Protocol):
    """One cache. `name` tells it from the others and holds no secret; `header` is the one that it reads tags from."""

    @property
    def name(self) -> str: ...

    @property
    def header(self) -> str: ...

    def purge(self, tags: Sequence[str]) -> None:
        """Have every page that carries one of the tags forgotten. Raises `NotPurged` with a sentence."""

    def purge_everything(self) -> None:
        """Have every page forgotten. Raises `NotPurged` with a sentence."""
