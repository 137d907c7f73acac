"""What an engine is asked, and in which form its answer is taken. Plain values; a file for each kind writes them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """A clause as readers know it. What moderators are told beside it stays at the desk."""

    number: int
    code: str
    title: str
    text: str


@dataclass(frozen=True)
class Question:
    """All that an engine is given: a random key, the text, its language and rules. No name, no address."""

    key: str
    text: str
    language: str
    rules: Sequence[Rule]


@dataclass(frozen=True)
class Request:
    """What goes over the line."""

    body: bytes
    headers: Mapping[str, str]


class NotUnderstood(ValueError):
    """An answer that cannot be used. The sentence repeats none of it: it may hold a reader's words."""


def read_json(body: str | bytes) -> object:
    """Return what JSON says. Raises `NotUnderstood`."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NotUnderstood("The answer is not JSON.") from None
