"""Scoring comments again: by another engine, other thresholds or other rules. `dateline rescore` asks, beside a server.

What waits has the doubts that follow; of what is decided only the row changes, and nothing is ever shown or refused.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q

from dateline.comments.models import Comment, CommentQuerySet, State
from dateline.lib import clock
from dateline.moderation import queueing
from dateline.moderation.checks import scores
from dateline.moderation.checks.opinion import Given, Words
from dateline.moderation.models import CheckOpinion, CommentScore
from dateline.moderation.models.opinion import SCORES
from dateline.moderation.scores import given, layers
from dateline.stories.models import Edition

AT_ONCE = 50
"""Comments of one transaction: some 50 ms, in which on SQLite nobody else writes."""


@dataclass
class Rescored:
    """What became of comments: scored, left alone since they changed meanwhile, and those that the engine failed on."""

    scored: int = 0
    left: int = 0
    failed: int = 0
    doubted: int = 0
    """Comments that wait, and for which a doubt came or went."""


def due(edition: Edition, *, everything: bool) -> CommentQuerySet:
    """Comments of an edition to be scored again: what waits; or all whose words are there.

    Of what is decided those of the present engine are passed over, so that a run that was cut short is gone on with.
    """
    readers: CommentQuerySet = Comment.objects.filter(story__edition=edition, staff=None, erased_at=None)
    waiting = Q(state=State.WAITING)
    if not everything:
        return readers.filter(waiting)
    engine, layer = layers.engine_for(edition.pk)
    return readers.filter(waiting | ~Q(score__engine=engine.version, score__layer=layer) | Q(score=None))


def rescore(edition: Edition, *, everything: bool, step: Callable[[], None]) -> Rescored:
    """Score comments of an edition again, some at a time, the oldest first; `step` is called after each."""
    looked_for, found = given.looked_for_in(edition.pk), Rescored()
    for batch in _batches(due(edition, everything=everything)):
        read = [(each, given.score(each.text, edition.pk, looked_for) if looked_for else None) for each in batch]
        with transaction.atomic():
            _settle(read, found)
        for _each in batch:
            step()
    return found


def versions(edition: Edition) -> list[tuple[str, str, int]]:
    """Return how many rows of an edition are of which engine and layer, the most first."""
    rows = CommentScore.objects.filter(comment__story__edition=edition).order_by()
    counted = rows.values_list("engine", "layer").annotate(count=Count("pk"))
    return sorted(((engine, layer, count) for engine, layer, count in counted), key=lambda each: -each[2])


def unscored(edition: Edition) -> int:
    """Return how many comments of an edition, whose words are there, have no row."""
    return Comment.objects.filter(story__edition=edition, staff=None, erased_at=None, score=None).count()


def _batches(comments: CommentQuerySet) -> Iterator[list[Comment]]:
    last = 0
    while batch := list(comments.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


def _settle(read: list[tuple[Comment, Given | None]], found: Rescored) -> None:
    """Store what was read of comments that are still as they were, in one transaction."""
    keys = [each.pk for each, _given in read]
    now = {each.pk: each for each in Comment.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    for comment, said in read:
        if said and said.scored is None:
            found.failed += 1
        elif _as_it_was(comment) != _as_it_was(now[comment.pk]):
            found.left += 1
        else:
            _store(comment, said, found)
    queueing.rate_those_again(keys)


def _as_it_was(comment: Comment) -> tuple[object, ...]:
    return comment.sent_at, comment.text, comment.state, comment.decided_at


def _store(comment: Comment, said: Given | None, found: Rescored) -> None:
    now = clock.now()
    if comment.is_waiting:
        opinions = scores.check(Words(comment.name, comment.text, "", given=said))
        rows = comment.opinions.filter(check_name=SCORES)
        before = Counter(rows.values_list("verdict", "clause_code"))
        rows.delete()
        CheckOpinion.objects.bulk_create(CheckOpinion.of(comment, SCORES, each, now=now) for each in opinions)
        found.doubted += before != Counter((each.verdict.value, each.clause) for each in opinions)
    if comment.is_waiting or said:
        given.store_again(comment, said, now=now)
        found.scored += said is not None
