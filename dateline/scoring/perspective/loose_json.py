"""JSON as the Perspective API took it: with bare names and single quotes too, as its first documented request has."""

import json
import re
from typing import Any, NoReturn

from dateline.scoring.perspective import errors

_STRING = r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)'  # an unclosed one takes all that follows, so that none is looked for twice
_TOKEN = re.compile(
    _STRING + r"|'((?:[^'\\]++|\\.)*+)(?:'|\\?\Z)|(?<![\w$])([A-Za-z_$][\w$]*+)(?=\s*:)|,(?=\s*[}\]])", re.DOTALL
)
_NESTING = re.compile(_STRING + r"|[\[{\]}]", re.DOTALL)
_IN_SINGLE, _AS_DOUBLE = re.compile(r'\\.|"', re.DOTALL), {"\\'": "'", '"': '\\"'}
"""What stands in single quotes, escaped or not, and how it is written in double ones."""
DEEPEST = 50
"""Objects and lists in one another; what is asked for has five."""


def read(body: bytes) -> Any:
    """Return what JSON says. Raises `Refused` for what is none."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.payload("Invalid JSON payload received. Invalid UTF-8.") from None
    if not text.strip():
        return {}
    try:
        return _strict(text)
    except ValueError:
        pass
    try:
        return _strict(_TOKEN.sub(_strictly, text))
    except ValueError:
        raise errors.payload("Invalid JSON payload received. Unexpected token.") from None


def _strict(text: str) -> Any:
    # Both times: in single quotes, a double one hides what follows.
    if text.count("{") + text.count("[") > DEEPEST and _depth(text) > DEEPEST:
        raise errors.payload("Invalid JSON payload received. Nested too deeply.")
    return json.loads(text, parse_constant=_no_number)


def _strictly(token: re.Match[str]) -> str:
    single, bare = token.groups()
    if single is not None:
        return '"' + _IN_SINGLE.sub(lambda sign: _AS_DOUBLE.get(sign[0], sign[0]), single) + '"'
    if bare:
        return f'"{bare}"'
    return token[0] if token[0].startswith('"') else ""


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in _NESTING.findall(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    return deepest


def _no_number(_: str) -> NoReturn:
    raise ValueError("JSON has no such number.")
