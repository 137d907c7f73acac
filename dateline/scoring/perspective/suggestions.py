"""Scores that callers suggest: labels of a key, kept for a time, given out for that key alone, forgotten at a word.

A moderator who approves or rejects a comment in Coral has labelled it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from dateline.scoring.perspective import errors
from dateline.scoring.perspective.asking import FIELDS, check_context, comment_of
from dateline.scoring.perspective.keys import Key
from dateline.scoring.perspective.names import answered_by
from dateline.scoring.perspective.payload import Part
from dateline.scoring.perspective.storage import Storage

MOST = 200_000
"""Labels that are kept of one key; the oldest go first."""
MOST_OF_A_COMMENT = 1_500
"""Labels of one comment: more than an answer has scores, for each of which the text is kept again."""
LONGEST = 200
"""Letters of a token or a community that are kept."""
DAY = 86_400


@dataclass(frozen=True)
class Label:
    """What a score should be: of the whole comment, or of a part of it in UTF-16 units."""

    attribute: str
    value: float
    begin: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Suggested:
    """A comment with its labels."""

    text: str
    labels: tuple[Label, ...]
    languages: tuple[str, ...]
    community: str
    client_token: str | None
    may_be_stored: bool


def read(given: Any) -> Suggested:
    """Return what is suggested. Raises `Refused`."""
    request = Part(given, "", (FIELDS - {"requestedAttributes", "spanAnnotations"}) | {"attributeScores"})
    text = comment_of(request)
    labels = tuple(islice(_labels(request), MOST_OF_A_COMMENT + 1))
    if len(labels) > MOST_OF_A_COMMENT:
        raise errors.payload(f"A comment has at most {MOST_OF_A_COMMENT} scores", "attribute_scores")
    check_context(request)
    request.text("sessionId")
    token, community = request.text("clientToken"), request.text("communityId") or ""
    return Suggested(text, labels, request.texts("languages"), community, token, not request.flag("doNotStore"))


def store(storage: Storage, key: Key, suggested: Suggested, *, now: float) -> None:
    """Keep the labels of a comment, in the place of those with the same token; and none that is too old."""
    if not suggested.may_be_stored:
        return
    token, community = (suggested.client_token or "")[:LONGEST], suggested.community[:LONGEST]
    about = key.id, _storable(suggested.text), _storable(",".join(suggested.languages)[:LONGEST])
    with storage.writing() as connection:
        if token:
            connection.execute("DELETE FROM label WHERE key = ? AND token = ?", [key.id, _storable(token)])
        connection.executemany(
            "INSERT INTO label (key, text, languages, attribute, value, starts, ends, community, token, suggested_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (*about, each.attribute, each.value, each.begin, each.end, _storable(community), _storable(token), now)
                for each in suggested.labels
            ],
        )
        _forget_old(connection, key, now)


def lines(storage: Storage, key: Key, *, now: float) -> Iterator[str]:
    """Give the labels of a key as lines of JSON, the oldest first."""
    since = now - key.keep_days * DAY
    for row in storage.read("SELECT * FROM label WHERE key = ? AND suggested_at >= ? ORDER BY id", key.id, since):
        said = {name: row[name] for name in ("text", "attribute", "value")}
        said |= {"begin": row["starts"], "end": row["ends"]} if row["starts"] is not None else {}
        said |= {"languages": row["languages"].split(",") if row["languages"] else []}
        said |= {"communityId": row["community"], "clientToken": row["token"]}
        said["suggestedAt"] = datetime.fromtimestamp(int(row["suggested_at"]), UTC).isoformat().replace("+00:00", "Z")
        yield json.dumps(said, ensure_ascii=False)


def forget(storage: Storage, key: Key, token: str | None = None) -> int:
    """Forget the labels of a key, all or those of one token. Return how many there were."""
    only, values = ("", [key.id]) if token is None else (" AND token = ?", [key.id, token[:LONGEST]])
    with storage.writing() as connection:
        deleted = connection.execute(f"DELETE FROM label WHERE key = ?{only}", values)  # noqa: S608 - no value
    storage.empty_log()
    return int(deleted.rowcount)


def forget_old(storage: Storage, keys: list[Key], *, now: float) -> None:
    """Forget what was kept for as long as its key says."""
    with storage.writing() as connection:
        for key in keys:
            _forget_old(connection, key, now)
    storage.empty_log()


def _forget_old(connection: Any, key: Key, now: float) -> None:
    connection.execute("DELETE FROM label WHERE key = ? AND suggested_at < ?", [key.id, now - key.keep_days * DAY])
    connection.execute(
        "DELETE FROM label WHERE key = ?"
        # In the order of the index: by number alone all of them would be sorted at each suggestion.
        " AND id <= (SELECT id FROM label WHERE key = ? ORDER BY suggested_at DESC, id DESC LIMIT 1 OFFSET ?)",
        [key.id, key.id, MOST],
    )


def _labels(request: Part) -> Iterator[Label]:
    each_of = request.each_of("attributeScores", {"summaryScore", "spanScores"})
    if not each_of:
        raise errors.invalid("Missing attribute_scores", "NO_REQUESTED_ATTRIBUTES")
    for name, scores in each_of.items():
        attribute = answered_by(name)
        if attribute is None:
            raise errors.invalid(f"Unknown requested attribute: {name}")
        found = list(_of(attribute, scores))
        if not found:
            raise errors.payload(f"No score was given for attribute {name}", scores.at)
        yield from found


def _of(attribute: str, scores: Part) -> Iterator[Label]:
    if summary := scores.part("summaryScore", {"value", "type"}):
        yield Label(attribute, _value(attribute, summary))
    for order, each in enumerate(scores.things("spanScores")):
        span = Part(each, f"{scores.at}.span_scores[{order}]", {"begin", "end", "score"})
        score, begin, end = span.part("score", {"value", "type"}), span.number("begin"), span.number("end")
        if score is None or begin is None or end is None or not 0 <= begin <= end <= 10**6:
            raise errors.payload("A span needs begin, end and score", span.at)
        yield Label(attribute, _value(attribute, score), int(begin), int(end))


def _value(attribute: str, score: Part) -> float:
    kind, value = score.text("type") or "PROBABILITY", score.number("value")
    if kind not in ("PROBABILITY", "SCORE_TYPE_UNSPECIFIED"):
        raise errors.invalid(f"Requested score type {kind} is not supported by attribute {attribute}")
    if value is None or not 0 <= value <= 1:
        raise errors.payload("A score is a value from 0 to 1", score.at)
    return value


def _storable(text: str) -> str:
    """Half of a pair of UTF-16 units, which JSON can hold, is in no file."""
    return text.encode("utf-8", "replace").decode()
