"""A queryset that notes what a page reads by it, so that nobody can forget to."""

from collections.abc import Iterator
from typing import Any, Self, TypeVar

from django.db import models

from dateline.lib import reading

Row = TypeVar("Row", bound=models.Model)


class NotedQuerySet(models.QuerySet[Row]):
    """Rows that say by `noted` for which tags they stand; when they are read unsaid, they note `in_general`.

    A forgotten tag so costs a page that is dropped too often, never one that is stale. Within another query, as its
    subquery, a queryset is not read and notes nothing.
    """

    in_general: str
    """The tag of everything of this kind."""
    _is_noted = False

    def noted(self, *tags: str) -> Self:
        """Note these tags for the page under way, in place of the general one."""
        reading.note(*tags)
        rows: Self = self._chain()  # type: ignore[attr-defined]
        rows._is_noted = True
        return rows

    def count(self) -> int:
        self._note()
        return super().count()

    def exists(self) -> bool:
        self._note()
        return super().exists()

    def aggregate(self, *args: Any, **named: Any) -> dict[str, Any]:
        self._note()
        return super().aggregate(*args, **named)

    def iterator(self, *args: Any, **options: Any) -> Iterator[Any]:
        self._note()
        return super().iterator(*args, **options)

    def _fetch_all(self) -> None:
        self._note()
        super()._fetch_all()  # type: ignore[misc]

    def _clone(self) -> Self:
        rows: Self = super()._clone()  # type: ignore[misc]
        rows._is_noted = self._is_noted
        return rows

    def _note(self) -> None:
        if not self._is_noted:
            reading.note(self.in_general)
