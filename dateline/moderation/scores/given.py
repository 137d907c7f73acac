"""Scoring a comment as it comes in, where a clause in force names what the engine looks for; `checking` asks.

The engine reads nothing where the published rules do not say that it does. The check `scores` makes opinions of it.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import connection

from dateline.comments.models import Comment
from dateline.comments.privacy import fingerprint
from dateline.lib.faults import told_without_words
from dateline.moderation.checks.opinion import Given, LookedFor
from dateline.moderation.models import CommentScore
from dateline.moderation.scores import layers, thresholds
from dateline.scoring.engine import Scored, Span

ONE_IN = 20
"""Of so many comments one is read without scores, so that it can be told what scores do to those who read."""

logger = logging.getLogger(__name__)


def is_on() -> bool:
    """Whether the engine reads comments at all, whatever rules name."""
    return bool(settings.SCORING != "off")


def get_ready() -> None:
    """Load the engine before the first comment comes, where it is on. Called where a server starts.

    One that cannot be loaded is tried again with each comment, which waits meanwhile.
    """
    if is_on():
        try:
            layers.base().score("")
        except Exception:
            logger.exception("The scoring engine cannot be loaded. Comments wait for a person, without scores.")


def version() -> str:
    """Return the version of the engine that is loaded in this process; empty where none is, or it is off."""
    is_ready = is_on() and layers.base.cache_info().currsize
    return layers.base().version if is_ready else ""


def give(text: str, edition_id: int) -> Given | None:
    """Return what the engine says of a text in an edition; None where it is off or no clause in force names anything.

    An engine that cannot be loaded or fails has said nothing, and the check is unavailable.
    """
    looked_for = looked_for_in(edition_id) if is_on() else ()
    return score(text, edition_id, looked_for) if looked_for else None


def score(text: str, edition_id: int, looked_for: tuple[LookedFor, ...]) -> Given:
    """Return what the engine says of a text for what is looked for; the words are asked for where it raises a doubt."""
    try:
        engine, layer = layers.engine_for(edition_id)
        scored = engine.score(text)
        if is_reached(scored, looked_for):
            scored = replace(scored, spans=engine.spans(text, scored.scores))
    except Exception as fault:
        logger.error("The scoring engine failed: %s", told_without_words(fault))
        return Given(looked_for)
    return Given(looked_for, scored, engine.version, layer)


def kept(row: CommentScore | None, text: str, edition_id: int, looked_for: tuple[LookedFor, ...]) -> Given:
    """Do as `score` does, from the row where it is of the engine in use and has the words that are asked for."""
    try:
        engine, layer = layers.engine_for(edition_id)
        is_of_it = row is not None and (row.engine, row.layer) == (engine.version, layer)
    except Exception:
        is_of_it = False  # `score` tells what is the matter
    if row is None or not is_of_it:
        return score(text, edition_id, looked_for)
    spans = {name: tuple(Span(*span) for span in those) for name, those in row.spans.items()}
    scored = Scored(row.language or None, row.scores, spans, row.unscored)
    if not spans and is_reached(scored, looked_for):
        return score(text, edition_id, looked_for)
    return Given(looked_for, scored, row.engine, row.layer)


def is_reached(scored: Scored, looked_for: tuple[LookedFor, ...]) -> bool:
    """Whether anything that is looked for reaches its threshold."""
    return any(scored.scores.get(each.attribute, 0.0) >= each.threshold for each in looked_for)


def looked_for_in(edition_id: int) -> tuple[LookedFor, ...]:
    """Return what the clauses in force of an edition name, each with its threshold. One query, in plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOKED_FOR, {"edition": edition_id})
        rows = sorted(cursor.fetchall(), key=lambda row: row[0])
    named = [(code, json.loads(attributes)) for _key, code, attributes, _value in rows if attributes]
    at = {name: value for _key, name, attributes, value in rows if not attributes}
    return looked_for(named, thresholds.completed(at)) if named else ()


def looked_for(named: Iterable[tuple[str, list[str]]], at: Mapping[str, float]) -> tuple[LookedFor, ...]:
    """Return what clauses, by code and attributes, have the engine look for with these thresholds."""
    return tuple(LookedFor(each, code, at[each]) for code, attributes in named for each in attributes if each in at)


def store(comment: Comment, given: Given | None, *, now: datetime) -> CommentScore | None:
    """Store what the engine said of a new comment, and return the row; None where it said nothing."""
    if given is None or given.scored is None:
        return None
    row = row_of(comment, given, given.scored, None, now=now)
    row.save(force_insert=True)
    return row


def store_again(comment: Comment, given: Given | None, *, now: datetime) -> CommentScore | None:
    """Store what the engine said of a comment anew, in the place of what it said before; that goes in any case.

    A comment that is read without scores stays one, and so does one that is not.
    """
    before = CommentScore.objects.filter(comment=comment).first()
    if given is None or given.scored is None:
        if before:
            before.delete()
        return None
    row = row_of(comment, given, given.scored, before, now=now)
    row.save(force_insert=before is None, force_update=before is not None)
    return row


def row_of(
    comment: Comment, given: Given, scored: Scored, before: CommentScore | None, *, now: datetime
) -> CommentScore:
    """Return the row, not stored yet, that says what the engine said; in the place of the one before."""
    blind = before.is_blind if before and before.scores else is_chosen(comment.pk)
    return CommentScore(
        pk=before.pk if before else None,
        comment=comment,
        engine=given.engine,
        layer=given.layer,
        language=scored.language or "",
        unscored=scored.unscored,
        scores=dict(scored.scores),
        spans={
            name: [[span.start, span.end, span.weight] for span in spans]
            for name, spans in scored.spans.items()
            if spans
        },
        is_blind=blind and bool(scored.scores),
        scored_at=now,
    )


def is_chosen(number: int) -> bool:
    """Whether the comment of this number is one of the few that are read without scores. Nobody can tell beforehand."""
    return int(fingerprint("read without scores", str(number))[:8], 16) % ONE_IN == 0


_LOOKED_FOR = """
SELECT sort_order, code, CAST(attributes AS text), NULL FROM moderation_clause
WHERE enabled AND CAST(attributes AS text) <> '[]' AND rules_id = (
    SELECT id FROM moderation_houserules WHERE edition_id = %(edition)s AND published_at IS NOT NULL
    ORDER BY number DESC LIMIT 1
)
UNION ALL SELECT id, attribute, NULL, value FROM moderation_threshold WHERE edition_id = %(edition)s
"""
"""Through the ORM the same takes longer than the engine does."""
