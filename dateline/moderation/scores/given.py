"""Scoring a comment as it comes in, where a clause in force names what the engine looks for; `checking` asks.

The engine reads nothing where the published rules do not say that it does. The check `scores` makes opinions of it.
"""

import logging
import traceback
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from dateline.comments.models import Comment
from dateline.comments.privacy import fingerprint
from dateline.moderation.checks.opinion import Given, LookedFor
from dateline.moderation.models import Clause, CommentScore, HouseRules
from dateline.moderation.scores import layers, thresholds
from dateline.scoring.engine import Scored

ONE_IN = 20
"""Of so many comments one is read without scores, so that it can be told what scores do to those who read."""

logger = logging.getLogger(__name__)


def get_ready() -> None:
    """Load the engine before the first comment comes, where it is on. Called where a server starts.

    One that cannot be loaded is tried again with each comment, which waits meanwhile.
    """
    if settings.SCORING == "on":
        try:
            layers.base().score("")
        except Exception:
            logger.exception("The scoring engine cannot be loaded. Comments wait for a person, without scores.")


def give(text: str, edition_id: int) -> Given | None:
    """Return what the engine says of a text in an edition; None where it is off or no clause in force names anything.

    An engine that cannot be loaded or fails has said nothing, and the check is unavailable.
    """
    looked_for = looked_for_in(edition_id) if settings.SCORING == "on" else ()
    return score(text, edition_id, looked_for) if looked_for else None


def score(text: str, edition_id: int, looked_for: tuple[LookedFor, ...]) -> Given:
    """Return what the engine says of a text for what is looked for; the words are asked for where it raises a doubt."""
    try:
        engine, layer = layers.engine_for(edition_id)
        scored = engine.score(text)
        if any(scored.scores.get(each.attribute, 0.0) >= each.threshold for each in looked_for):
            scored = engine.explain(text)
    except Exception as fault:
        # Neither message nor traceback: they may hold the reader's words.
        last = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.lineno}"
        logger.error("The scoring engine failed: %s in %s", type(fault).__name__, place)
        return Given(looked_for)
    return Given(looked_for, scored, engine.version, layer)


def looked_for_in(edition_id: int) -> tuple[LookedFor, ...]:
    """Return what the clauses in force of an edition name, each with its threshold. Two queries, or one for nothing."""
    newest = HouseRules.objects.published().filter(edition=edition_id).order_by("-number").values("pk")[:1]
    clauses = Clause.objects.filter(rules=newest, enabled=True).exclude(attributes=[])
    named = list(clauses.values_list("code", "attributes"))
    return looked_for(named, thresholds.of_edition(edition_id)) if named else ()


def looked_for(named: Iterable[tuple[str, list[str]]], at: dict[str, float]) -> tuple[LookedFor, ...]:
    """Return what clauses, by code and attributes, have the engine look for with these thresholds."""
    return tuple(LookedFor(each, code, at[each]) for code, attributes in named for each in attributes if each in at)


def store(comment: Comment, given: Given | None, *, now: datetime) -> CommentScore | None:
    """Store what the engine said of a new comment, and return the row; None where it said nothing."""
    if given is None or given.scored is None:
        return None
    row = _row(comment, given, given.scored, None, now=now)
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
    row = _row(comment, given, given.scored, before, now=now)
    row.save(force_insert=before is None, force_update=before is not None)
    return row


def _row(comment: Comment, given: Given, scored: Scored, before: CommentScore | None, *, now: datetime) -> CommentScore:
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
