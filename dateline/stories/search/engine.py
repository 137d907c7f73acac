"""The way of keeping words that the database in use has. Another one joins here."""

from collections.abc import Iterable, Sequence, Set
from contextlib import AbstractContextManager
from typing import Any, Protocol

from django.db import connection

from dateline.stories.search import postgresql, sqlite
from dateline.stories.search.row import Row
from dateline.stories.search.wanted import Found, Wanted


class Matches(Protocol):
    """The stories that match."""

    def planned(self) -> AbstractContextManager[None]:
        """Within it the database asks as it was measured."""

    def newest(self, stories: Any, *, most: int) -> list[Found]:
        """Return place and key of the newest `most` of `stories` that match."""

    def number(self, *, most: int, but: Set[int]) -> int:
        """Return how many match in places that `but` does not name; `most + 1` for more than `most`."""

    def fits(self, places: Sequence[int]) -> dict[int, float]:
        """Return how well the stories in these places fit, the better the higher."""


def matches(wanted: Wanted) -> Matches:
    return postgresql.Matches(wanted) if _is_postgresql() else sqlite.Matches(wanted)


def put(rows: Iterable[Row]) -> None:
    """Store the words of stories. Their places must be theirs already, and `take_out` have emptied them."""
    postgresql.put(rows) if _is_postgresql() else sqlite.put(rows)


def take_out(places: Sequence[int]) -> None:
    """Forget the words in these places."""
    postgresql.take_out(places) if _is_postgresql() else sqlite.take_out(places)


def forget_for_good() -> None:
    """Leave nothing in the indexes of words that were taken out. PostgreSQL clears its own by itself."""
    if not _is_postgresql():
        sqlite.forget_for_good()


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
