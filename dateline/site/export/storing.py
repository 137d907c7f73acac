"""Stores the lines of an export as they were: no new number or time, nothing logged. Called by `reading`."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models

from dateline.site.export import lists
from dateline.site.export.kinds import Kind
from dateline.site.export.manifest import ExportRefused
from dateline.site.export.naming import Names, target_of
from dateline.site.export.values import from_json
from dateline.stories.models import Story

PORTION = 200
"""Lines held in memory at a time."""

Line = tuple[int, dict[str, Any]]
"""A line, and its number in the file."""


class Storing:
    """The lines of an export on their way in, kind by kind, in the order of `KINDS`."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._names = folder, Names()

    def store(self, kind: Kind) -> None:
        """Store every line of a kind. Raises `ExportRefused` with the file, the line and what is wrong with it."""
        fields = kind.fields(personal=True)
        # A story may be the update or the translation of one that comes after it.
        later = [field for field in fields if target_of(field) is kind.model]
        at_once = [field for field in fields if field not in later]
        known = {field.name for field in fields} | set(kind.lists)
        for number, line in self._lines(kind, at_once):
            with _told(kind, number):
                _refuse_unknown(line, known)
                self._insert(kind, line, at_once)
        for number, line in self._lines(kind, later) if later else ():
            with _told(kind, number):
                kind.model._base_manager.filter(pk=line["id"]).update(**self._facts(line, later))

    def _insert(self, kind: Kind, line: dict[str, Any], fields: list[models.Field]) -> None:
        row = kind.model(**self._facts(line, fields))
        row.pk = line["id"]  # in the tables of its parents too
        for parent in kind.model._meta.parents:
            facts = {field.attname: getattr(row, field.attname) for field in parent._meta.concrete_fields}
            parent(**facts).save_base(raw=True, force_insert=True)
        row.save_base(raw=True, force_insert=True)
        for name in kind.lists:
            lists.write(row, name, line.get(name, []), self._names)

    def _facts(self, line: dict[str, Any], fields: list[models.Field]) -> dict[str, Any]:
        return {field.attname: self._value(field, line[field.name]) for field in fields if field.name in line}

    def _value(self, field: models.Field, given: Any) -> Any:
        target = target_of(field)
        if target is None or given is None:
            return from_json(field, given)
        return self._names.key(target, given)

    def _lines(self, kind: Kind, fields: list[models.Field]) -> Iterator[Line]:
        naming_stories = [field.name for field in fields if target_of(field) is Story]
        with (self._folder / kind.file).open(encoding="utf-8") as file:
            numbered = enumerate(file, start=1)
            while portion := [_read(kind, number, text) for number, text in islice(numbered, PORTION)]:
                if naming_stories:
                    self._names.prepare({line.get(name) for _, line in portion for name in naming_stories})
                yield from portion


def _read(kind: Kind, number: int, text: str) -> Line:
    with _told(kind, number):
        line = json.loads(text)
        if not isinstance(line, dict) or not isinstance(line.get("id"), int):
            raise ValueError("it is no row with an id")
        return number, line


def _refuse_unknown(line: dict[str, Any], known: set[str]) -> None:
    unknown = ", ".join(sorted(line.keys() - known))
    if unknown:
        raise ValueError(f"this release does not know {unknown}")


@contextmanager
def _told(kind: Kind, number: int) -> Iterator[None]:
    """Say where in the export it was that something went wrong."""
    try:
        yield
    except ValidationError as fault:
        raise ExportRefused(f"{kind.file}, line {number}: {' '.join(fault.messages)}") from fault
    except (LookupError, TypeError, ValueError, DatabaseError) as fault:
        raise ExportRefused(f"{kind.file}, line {number}: {fault}") from fault
