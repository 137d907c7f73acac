"""The parameter `fields`: which parts of an answer are wanted, as `languages,attributeScores/INSULT(summaryScore)`."""

import re
from typing import Any

from dateline.scoring.perspective import errors

DEEPEST = 20

_TOKEN = re.compile(r"[\w.:$-]+|\*|[/(),]")

Wanted = dict[str, Any]
"""By a name, or `*` for every: what of it is wanted, where nothing stands for all."""


def selected(said: Any, fields: str | None) -> Any:
    """Return of an answer what is wanted. Raises `Refused` for what selects nothing that there could be."""
    if fields is None or not fields.strip():
        return said
    tokens = _TOKEN.findall(fields)
    if "".join(tokens) != re.sub(r"\s", "", fields):
        raise _refused(fields)
    wanted, rest = _list(tokens, fields, 0)
    if rest:
        raise _refused(fields)
    return _part(said, wanted)


def _list(tokens: list[str], fields: str, depth: int) -> tuple[Wanted, list[str]]:
    wanted: Wanted = {}
    while True:
        tokens = _path(tokens, wanted, fields, depth)
        if tokens[:1] != [","]:
            return wanted, tokens
        tokens = tokens[1:]


def _path(tokens: list[str], wanted: Wanted, fields: str, depth: int) -> list[str]:
    if depth > DEEPEST or not tokens or tokens[0] in "/(),":
        raise _refused(fields)
    name, rest = tokens[0], tokens[1:]
    inner: Wanted = {}
    if rest[:1] == ["/"]:
        rest = _path(rest[1:], inner, fields, depth + 1)
    elif rest[:1] == ["("]:
        inner, rest = _list(rest[1:], fields, depth + 1)
        if rest[:1] != [")"]:
            raise _refused(fields)
        rest = rest[1:]
    wanted[name] = _both(wanted[name], inner) if name in wanted else inner
    return rest


def _both(one: Wanted, other: Wanted) -> Wanted:
    if not one or not other:
        return {}  # what is wanted whole stays whole
    return one | {name: _both(one[name], each) if name in one else each for name, each in other.items()}


def _part(said: Any, wanted: Wanted) -> Any:
    if not wanted:
        return said
    if isinstance(said, list):
        return [_part(each, wanted) for each in said]
    if not isinstance(said, dict):
        return said
    others = wanted.get("*")
    return {
        name: _part(each, wanted.get(name, others) or {})
        for name, each in said.items()
        if name in wanted or others is not None
    }


def _refused(fields: str) -> errors.Refused:
    return errors.payload(f"Invalid field selection {fields[:200]}", "fields")
