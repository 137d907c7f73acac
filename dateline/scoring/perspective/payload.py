"""An object of a request, its fields by either of their names: refuses what it does not know, and the wrong type."""

import json
import math
import re
from collections.abc import Collection
from typing import Any

from dateline.scoring.perspective import errors


class Part:
    """An object at a place of the request, such as `comment`; the request itself is at ''."""

    def __init__(self, value: Any, at: str, known: Collection[str]) -> None:
        if not isinstance(value, dict):
            raise _invalid(at, "object", value)
        self.at, self._fields = at, {}
        for name, each in value.items():
            camel = _camel(name)
            if camel not in known:
                where = f" at '{at}'" if at else ""
                said = f"Invalid JSON payload received. Unknown name {json.dumps(name)}{where}: Cannot find field."
                raise errors.payload(said, at)
            if each is not None:
                self._fields[camel] = each

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str) -> str | None:
        given: str | None = self._typed(name, str, "TYPE_STRING")
        return given

    def flag(self, name: str) -> bool:
        return bool(self._typed(name, bool, "TYPE_BOOL"))

    def number(self, name: str) -> float | None:
        """Return a number, which may be written as text. No number beyond numbers."""
        given = self._fields.get(name)
        if given is None:
            return None
        try:
            number = math.nan if isinstance(given, bool) else float(given)
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number):
            raise _invalid(self._at(name), "TYPE_FLOAT", given)
        return number

    def texts(self, name: str) -> tuple[str, ...]:
        given = self.things(name)
        for order, each in enumerate(given):
            if not isinstance(each, str):
                raise _invalid(f"{self._at(name)}[{order}]", "TYPE_STRING", each)
        return tuple(given)

    def things(self, name: str) -> list[Any]:
        given: list[Any] = self._fields.get(name, [])
        if not isinstance(given, list):
            raise _invalid(self._at(name), "list", given)
        return given

    def part(self, name: str, known: Collection[str]) -> "Part | None":
        return Part(self._fields[name], self._at(name), known) if name in self._fields else None

    def each_of(self, name: str, known: Collection[str]) -> "dict[str, Part]":
        """Return the objects of a map by their names, which may be any."""
        given = self._fields.get(name, {})
        if not isinstance(given, dict):
            raise _invalid(self._at(name), "map", given)
        return {
            key: Part({} if value is None else value, f"{self._at(name)}[{order}].value", known)
            for order, (key, value) in enumerate(given.items())
        }

    def _typed(self, name: str, kind: type, called: str) -> Any:
        given = self._fields.get(name)
        if given is not None and not isinstance(given, kind):
            raise _invalid(self._at(name), called, given)
        return given

    def _at(self, name: str) -> str:
        snake = re.sub(r"(?<=[a-z])[A-Z]", lambda letter: "_" + letter[0].lower(), name)
        return f"{self.at}.{snake}" if self.at else snake


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda letter: letter[1].upper(), name)


def _invalid(at: str, called: str, given: Any) -> errors.Refused:
    # A reader's words would be in an object or a list; a number is nobody's.
    shown = f", {json.dumps(given)}" if isinstance(given, int | float) else ""
    return errors.payload(f"Invalid value at '{at}' ({called}){shown}", at)
