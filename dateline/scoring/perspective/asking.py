"""What is asked of `comments:analyze`: read from JSON, or refused as the Perspective API refuses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.scoring.perspective import errors
from dateline.scoring.perspective.names import answered_by
from dateline.scoring.perspective.payload import Part

LONGEST = 20 * 1024
"""Bytes of a comment's text in UTF-8."""
SCORE_TYPES = ("PROBABILITY", "SCORE_TYPE_UNSPECIFIED")

FIELDS = {
    "comment",
    "requestedAttributes",
    "context",
    "languages",
    "doNotStore",
    "spanAnnotations",
    "clientToken",
    "sessionId",
    "communityId",
}
TEXT_ENTRY = {"text", "type"}


@dataclass(frozen=True)
class Asked:
    """A comment, the names under which its scores are asked, and below which of them each is left out."""

    text: str
    thresholds: Mapping[str, float | None]
    languages: tuple[str, ...]
    has_span_of_each_sentence: bool
    client_token: str | None


def read(given: Any) -> Asked:
    """Return what is asked. Raises `Refused`; faults of the comment come before those of the attributes."""
    request = Part(given, "", FIELDS)
    text = comment_of(request)
    thresholds = _thresholds(request)
    check_context(request)
    for name in ("sessionId", "communityId"):
        request.text(name)
    request.flag("doNotStore")  # nothing that is analyzed is kept
    return Asked(
        text, thresholds, request.texts("languages"), request.flag("spanAnnotations"), request.text("clientToken")
    )


def comment_of(request: Part) -> str:
    """Return the text of the comment."""
    comment = request.part("comment", TEXT_ENTRY)
    text = comment.text("text") if comment else None
    if comment is None or not text or not text.strip():
        raise errors.empty_comment()
    _check_type(comment)
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise errors.long_comment()
    return text


def check_context(request: Part) -> None:
    """Refuse a context that is not of its form. One that is, is not used: each comment is read by itself."""
    context = request.part("context", {"entries", "articleAndParentComment"})
    if context is None:
        return
    if "entries" in context and "articleAndParentComment" in context:
        said = "Context can have either entries or article_and_parent_comment, but both fields were populated."
        raise errors.invalid(said)
    for order, entry in enumerate(context.things("entries")):
        Part(entry, f"context.entries[{order}]", TEXT_ENTRY).text("text")
    both = context.part("articleAndParentComment", {"article", "parentComment"})
    for name in ("article", "parentComment") if both else ():
        entry = both.part(name, TEXT_ENTRY) if both else None
        if entry:
            entry.text("text")


def _thresholds(request: Part) -> dict[str, float | None]:
    asked = request.each_of("requestedAttributes", {"scoreType", "scoreThreshold"})
    if not asked:
        raise errors.nothing_requested()
    for name, wanted in asked.items():
        if answered_by(name) is None:
            raise errors.invalid(f"Unknown requested attribute: {name}")
        kind = wanted.text("scoreType") or SCORE_TYPES[0]
        if kind not in SCORE_TYPES:
            raise errors.invalid(f"Requested score type {kind} is not supported by attribute {name}")
    return {name: wanted.number("scoreThreshold") for name, wanted in asked.items()}


def _check_type(comment: Part) -> None:
    match comment.text("type"):
        case None | "PLAIN_TEXT" | "TEXT_TYPE_UNSPECIFIED":
            return
        case "HTML":
            raise errors.invalid("Currently, only 'PLAIN_TEXT' comments are supported")
        case _:
            raise errors.invalid("Unknown text type")
