"""Where a comment stands in the queue: how risky it is, and which others are alike. The row itself the database keeps.

`checking` rates what comes in; the worker, what came otherwise (out of an export, back from a decision).
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from dateline.comments.models import Comment
from dateline.moderation.checks.opinion import Opinion
from dateline.moderation.models import CheckOpinion, CommentScore, Queued, QueuedKind, Sign
from dateline.moderation.models.opinion import SCORES
from dateline.moderation.risk import UNRATED, risk_of, seen_already

Said = tuple[str, str, str]
"""The name of a check, its verdict and the code of the clause."""
AT_ONCE = 1000
"""Comments rated in one round, so that no comment waits behind it."""


def rate(
    comment: Comment, opinions: list[tuple[str, Opinion]], *, text: str, score: CommentScore | None = None
) -> None:
    """Say where a comment that is to be read stands, by what the checks and the engine said; `text` is its text's sign.

    One statement, and none for a comment that is decided on.
    """
    if not (comment.is_waiting or comment.unread_since):
        return
    risk = _risk([(name, opinion.verdict.value, opinion.clause) for name, opinion in opinions], score)
    risk = seen_already(risk) if comment.unread_since else risk
    with connection.cursor() as cursor:
        cursor.execute(_RATE, [risk, alike(text, comment.story.edition_id), comment.pk])


def alike(text: str, edition_id: int) -> str:
    """Return what comments of the same text have in common; empty for a text that many people write.

    Of one edition: a decision on all of them names a clause, and each edition has its own.
    """
    return f"{text}-{edition_id}" if text else ""


def rate_the_unrated() -> int:
    """Rate comments in the queue that nobody has rated yet, by the opinions that are kept; return how many."""
    return _rate_by_what_is_kept(list(Queued.objects.filter(risk=UNRATED).select_related("story")[:AT_ONCE]))


def rate_again(comment: Comment) -> None:
    """Rate a comment by the opinions that are kept, after one of them came late."""
    rate_those_again([comment.pk])


def rate_those_again(comments: Iterable[int]) -> None:
    """Rate comments, by their numbers, by the opinions and scores that are kept."""
    _rate_by_what_is_kept(list(Queued.objects.filter(pk__in=list(comments)).select_related("story")))


def _rate_by_what_is_kept(unrated: list[Queued]) -> int:
    keys = [each.pk for each in unrated]
    said: dict[int, list[Said]] = defaultdict(list)
    facts = ("comment", "check_name", "verdict", "clause_code")
    for comment, *opinion in CheckOpinion.objects.filter(comment__in=keys).values_list(*facts):
        said[comment].append((opinion[0], opinion[1], opinion[2]))
    scores = {each.comment_id: each for each in CommentScore.objects.filter(comment__in=keys).defer("spans")}
    texts = dict(Sign.objects.filter(comment__in=keys).values_list("comment", "text"))
    with transaction.atomic():
        return sum(
            _rate_unchanged(each, _risk(said[each.pk], scores.get(each.pk)), texts.get(each.pk, "")) for each in unrated
        )


def _risk(said: Iterable[Said], score: CommentScore | None) -> int:
    """The risk of a comment; of one that is read without scores it is that of one that has none."""
    is_blind = score is not None and score.is_blind
    seen = [(verdict, clause) for name, verdict, clause in said if not (is_blind and name == SCORES)]
    return risk_of(seen, score=score.highest if score and not is_blind else 0.0)


def _rate_unchanged(row: Queued, risk: int, text: str) -> int:
    """Not where its writer has changed the comment since the row was read: that text was rated as it came."""
    facts = {"risk": seen_already(risk) if row.kind == QueuedKind.UNREAD else risk}
    as_read = Queued.objects.filter(pk=row.pk, risk=row.risk, since=row.since)
    return as_read.update(**facts, alike=alike(text, row.story.edition_id))


_RATE = "UPDATE moderation_queued SET risk = %s, alike = %s WHERE comment_id = %s"
