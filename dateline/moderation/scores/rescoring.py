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
"""Comments of one transaction: some 35 ms, in which on SQLite nobody else writes."""


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
    """Store what was read of comments that are still as they were, in one transaction of a few statements."""
    keys = [each.pk for each, _said in read]
    now = {each.pk: each for each in Comment.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")}
    unchanged = [(each, said) for each, said in read if _as_it_was(each) == _as_it_was(now[each.pk])]
    whole = [(each, said) for each, said in unchanged if not (said and said.scored is None)]
    found.left += len(read) - len(unchanged)
    found.failed += len(unchanged) - len(whole)
    _store_opinions([(each, said) for each, said in whole if each.is_waiting], found)
    _store_rows(whole, found)
    queueing.rate_those_again(keys)


def _as_it_was(comment: Comment) -> tuple[object, ...]:
    return comment.sent_at, comment.text, comment.state, comment.decided_at


def _store_opinions(waiting: list[tuple[Comment, Given | None]], found: Rescored) -> None:
    rows = CheckOpinion.objects.filter(comment__in=[each for each, _said in waiting], check_name=SCORES)
    before = Counter(rows.values_list("comment", "verdict", "clause_code"))
    rows.delete()
    new = [
        CheckOpinion.of(comment, SCORES, each, now=clock.now())
        for comment, said in waiting
        for each in scores.check(Words(comment.name, comment.text, "", given=said))
    ]
    after = Counter((each.comment_id, each.verdict, each.clause_code) for each in new)
    CheckOpinion.objects.bulk_create(new)
    found.doubted += len({comment for comment, *_said in (before - after) + (after - before)})


def _store_rows(whole: list[tuple[Comment, Given | None]], found: Rescored) -> None:
    """Store the rows of scores; of what waits and is not scored any more the row goes, of what is decided it stays.

    When it was first scored stays: from that follows whether there were scores to be seen when somebody ruled.
    """
    before = {each.comment_id: each for each in CommentScore.objects.filter(comment__in=[each for each, _ in whole])}
    rows = [
        given.row_of(comment, said, said.scored, before.get(comment.pk), now=clock.now())
        for comment, said in whole
        if said and said.scored
    ]
    for row in rows:
        row.pk = None  # a row that is there is known by its comment
        earlier = before.get(row.comment_id)
        row.scored_at = earlier.scored_at if earlier and earlier.scores else row.scored_at
    facts = [field.name for field in CommentScore._meta.fields if field.name not in ("id", "comment")]
    CommentScore.objects.bulk_create(rows, update_conflicts=True, unique_fields=["comment"], update_fields=facts)
    gone = [comment for comment, said in whole if said is None and comment.is_waiting]
    CommentScore.objects.filter(comment__in=gone).delete()
    found.scored += len(rows)
