"""The parameter `fields`: which parts of an answer are wanted, as `languages,attributeScores/INSULT(summaryScore)`."""

import re
from typing import Any

from dateline.scoring.perspective import errors

DEEPEST = 20

_TOKEN = re.compile(r"[\w.:$-]+|\*|[/(),]")

Wanted = dict[str, Any]
"""By a name, or `*` for every: what of it is wanted, where nothing stands for all."""


def wanted(fields: str | None) -> Wanted:
    """Return what is wanted of an answer: nothing stands for all. Raises `Refused` for what selects nothing."""
    if fields is None or not fields.strip():
        return {}
    tokens = _TOKEN.findall(fields)
    if "".join(tokens) != re.sub(r"\s", "", fields):
        raise _refused(fields)
    tokens.reverse()  # the next is the last: taking it moves no other
    found = _list(tokens, fields, 0)
    if tokens:
        raise _refused(fields)
    return found


def selected(said: Any, wanted: Wanted) -> Any:
    """Return of an answer what is wanted."""
    if not wanted:
        return said
    if isinstance(said, list):
        return [selected(each, wanted) for each in said]
    if not isinstance(said, dict):
        return said
    others = wanted.get("*")
    return {
        name: selected(each, wanted.get(name, others) or {})
        for name, each in said.items()
        if name in wanted or others is not None
    }


def _list(tokens: list[str], fields: str, depth: int) -> Wanted:
    wanted: Wanted = {}
    _path(tokens, wanted, fields, depth)
    while _takes(tokens, ","):
        _path(tokens, wanted, fields, depth)
    return wanted


def _path(tokens: list[str], wanted: Wanted, fields: str, depth: int) -> None:
    if depth > DEEPEST or not tokens or tokens[-1] in "/(),":
        raise _refused(fields)
    name = tokens.pop()
    inner: Wanted = {}
    if _takes(tokens, "/"):
        _path(tokens, inner, fields, depth + 1)
    elif _takes(tokens, "("):
        inner = _list(tokens, fields, depth + 1)
        if not _takes(tokens, ")"):
            raise _refused(fields)
    _add(wanted, name, inner)


def _takes(tokens: list[str], sign: str) -> bool:
    if tokens[-1:] != [sign]:
        return False
    tokens.pop()
    return True


def _add(wanted: Wanted, name: str, inner: Wanted) -> None:
    if name not in wanted:
        wanted[name] = inner
    elif not wanted[name] or not inner:
        wanted[name] = {}  # what is wanted whole stays whole
    else:
        for each, deeper in inner.items():
            _add(wanted[name], each, deeper)


def _refused(fields: str) -> errors.Refused:
    return errors.payload(f"Invalid field selection {fields[:200]}", "fields")
