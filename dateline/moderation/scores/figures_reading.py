"""Reads the rows that the figures of the scores are made of, bounded whatever there is: the newest only."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from dateline.comments.models import Comment
from dateline.moderation.models import CommentScore, Decision, Outcome
from dateline.moderation.models.decision import DECIDE
from dateline.moderation.scores.figures import Ruling
from dateline.moderation.scores.figures_drift import Came
from dateline.moderation.scores.figures_words import Misleading, misleading
from dateline.moderation.scores.rulings import named_in_force
from dateline.people.models import User
from dateline.stories.beats import on_stories
from dateline.stories.models import Edition

NEWEST = 5_000
"""Comments that are read: the last that people decided on, and the last that came."""
OF_ALL_EDITIONS = 4 * NEWEST
"""Scored comments among which the last of an edition are looked for."""
REACH = 100_000
"""Comments back to which these are spread, so that a busy desk sees weeks and not hours."""
MOST_TEXTS = 500
"""Comments whose words are looked at."""
GIVEN = [Outcome.SHOW, Outcome.REFUSE]
FACTS = (
    "comment_id",
    "comment__score__scores",
    "comment__score__is_blind",
    "is_first",
    "outcome",
    "clause__code",
    "clause__attributes",
)


@dataclass(frozen=True)
class Read:
    """What the figures of an edition are made of. `by_version` counts the comments that came last by their engine."""

    rulings: list[Ruling]
    came: list[Came]
    by_version: list[tuple[str, str, int]]
    unscored: int
    """Of the comments that came last: those that have no scores."""


def read(edition: Edition, *, by: User) -> Read:
    """Return the rows of an edition, of the comments on which this person may decide. Five queries."""
    rows = list(
        CommentScore.objects.filter(_readers(edition, by), comment__in=_spread())
        .order_by("-comment_id")
        .values_list("engine", "layer", "scores", "comment__created_at")[:NEWEST]
    )
    versions = Counter((engine, layer) for engine, layer, _scores, _at in rows)
    came = [Came(at.astimezone(edition.zone).date(), scores) for _engine, _layer, scores, at in rows if scores]
    by_version = [(engine, layer, count) for (engine, layer), count in versions.most_common()]
    return Read(_rulings(edition, by), came, by_version, len(rows) - len(came))


def misleading_words(read: Read, attribute: str, threshold: float, *, by: User) -> list[Misleading]:
    """Return the words that raised an attribute over its threshold in comments that people showed. One query."""
    shown = [row.comment for row in read.rulings if not row.is_refused and row.scores.get(attribute, 0.0) >= threshold][
        :MOST_TEXTS
    ]
    mine = Comment.objects.for_right(by, DECIDE)
    rows = mine.filter(pk__in=shown, erased_at=None).values_list("text", f"score__spans__{attribute}")
    return misleading(
        (text, [(int(each[0]), int(each[1]), float(each[2])) for each in spans or ()]) for text, spans in rows
    )


def _spread() -> "QuerySet[CommentScore, Any]":
    """The numbers of the comments that came last; of many every second, third … By themselves, down their index."""
    last = CommentScore.objects.aggregate(last=Max("comment_id"))["last"] or 0
    every = max(1, min(last, REACH) // OF_ALL_EDITIONS)
    numbers = CommentScore.objects.alias(rest=F("comment_id") % every).filter(rest=0, comment_id__gt=last - REACH)
    return numbers.order_by("-comment_id").values("comment_id")[:OF_ALL_EDITIONS]


def _rulings(edition: Edition, by: User) -> list[Ruling]:
    """The last ruling of a person on each comment that has scores, on the text that has them, the newest first.

    One that followed another on the same text was made beside the scores.
    """
    named = named_in_force(edition)
    ruled = Decision.objects.standing().on_the_present_text()
    ruled = ruled.filter(edition=edition, automatic=False, outcome__in=GIVEN)
    rows = (
        ruled.filter(_readers(edition, by), comment__score__isnull=False)
        .order_by("-decided_at", "-pk")
        .values_list(*FACTS)[:NEWEST]
    )
    found: dict[int, Ruling] = {}
    for pk, scores, is_blind, is_first, outcome, code, attributes in rows:
        if pk not in found and scores:
            attributes = frozenset(attributes or named.get(code, ()))
            is_blind = is_blind and is_first
            found[pk] = Ruling(pk, scores, is_blind, outcome == Outcome.REFUSE, code or "", attributes)
    return list(found.values())


def _readers(edition: Edition, by: User) -> Q:
    """The condition on rows of comments: those of readers, not erased, on which this person may decide."""
    whose = Q(comment__story__edition=edition, comment__staff=None, comment__erased_at=None)
    return whose & on_stories(by, DECIDE, by="comment__story")
