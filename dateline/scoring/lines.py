"""Comments in lines, scored line by line: what `dateline score` reads and prints."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.scoring.engine import Engine, Scored


class UnreadableLine(ValueError):
    """A line of JSON that has no text to score."""


def scored_lines(lines: Iterable[str], engine: Engine) -> Iterator[str]:
    """Give a line of JSON for each line, in order, each as soon as its line is there.

    A line is a comment, or where it begins with a brace a JSON object whose `text` is. Raises `UnreadableLine` with
    the line's number for an object without one. An empty line is an empty comment.
    """
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        # "{" also begins many a comment that is no object: only what reads as one is taken for one.
        yield json.dumps(as_object(engine.explain(_text_of(text, number))), ensure_ascii=False)


def as_object(scored: Scored) -> dict[str, Any]:
    """Return an answer as an object of JSON: places in code points of the original text."""
    said: dict[str, Any] = {
        "language": scored.language,
        "scores": dict(scored.scores),
        "spans": {name: [[span.start, span.end, span.weight] for span in each] for name, each in scored.spans.items()},
    }
    return said | ({"unscored": scored.unscored} if scored.unscored else {})


def _text_of(line: str, number: int) -> str:
    if not line.lstrip().startswith("{"):
        return line
    try:
        given = json.loads(line)
    except ValueError:
        return line
    if not isinstance(given, dict) or not isinstance(given.get("text"), str):
        raise UnreadableLine(f"Line {number} is an object without “text”, or its “text” is no string.")
    return str(given["text"])
