"""The record of a comment's writer, for who decides on it: what else came from the same sender, and what became of it.

As much as is still known: signs and addresses are forgotten after 30 days.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from dateline.comments.mail import MailRecipient
from dateline.comments.models import Comment, CommentQuerySet, State
from dateline.moderation import signs
from dateline.moderation.models import Decision, Sign
from dateline.moderation.models.decision import Outcome

MOST = 200
"""Comments of one sender that are counted: whoever sent more is known by then."""
LAST = 5


@dataclass(frozen=True)
class Known:
    """Comments that share something with this one: what (address, email, name), how many, and what became of them."""

    by: str
    count: int
    shown: int
    refused: int
    clauses: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Record:
    """What is known of a writer: by each sign, the strongest first, and the last few comments by any of them.

    A comment is counted once, under the strongest sign that it shares.
    """

    known: tuple[Known, ...]
    last: tuple[Comment, ...]
    is_kept: bool
    """Whether the signs of the comment are kept still."""


def record_of(comment: Comment, among: CommentQuerySet, *, now: datetime) -> Record:
    """Return what else came from who wrote a comment, `among` those that may be read. Five queries at most."""
    own, since = signs.signs_of(comment.name, "", sender=comment.address_hash), now - signs.LIFE
    rows = Sign.objects.filter(sent_at__gt=int(since.timestamp())).exclude(comment=comment).order_by("-sent_at")
    found = {
        "address": _numbers(rows.filter(address=own.address)) if own.address else [],
        "email": _by_email(comment) if comment.email else [],
        "name": _numbers(rows.filter(name=own.name)) if comment.name else [],
    }
    kinds = {pk: by for by in reversed(found) for pk in found[by]}
    comments = among.filter(pk__in=kinds, created_at__gt=since, staff=None).order_by("-created_at", "-pk")
    mine = list(comments.select_related("story"))
    clauses = _clauses(each.pk for each in mine if each.is_refused)
    known = (_known(by, [each for each in mine if kinds[each.pk] == by], clauses) for by in found)
    return Record(tuple(each for each in known if each.count), tuple(mine[:LAST]), bool(comment.address_hash))


def _known(by: str, comments: list[Comment], clauses: dict[int, str]) -> Known:
    states = Counter(each.state for each in comments)
    under = Counter(clauses[each.pk] for each in comments if each.pk in clauses)
    return Known(by, len(comments), states[State.SHOWN], states[State.REFUSED], tuple(under.most_common()))


def _numbers(rows: "QuerySet[Any]") -> list[int]:
    return list(rows.values_list("comment_id", flat=True)[:MOST])


def _by_email(comment: Comment) -> list[int]:
    recipient = MailRecipient.objects.filter(comment=comment).first()
    if recipient is None:
        return []
    same = MailRecipient.objects.filter(address_mark=recipient.address_mark).exclude(pk=recipient.pk)
    return _numbers(same.order_by("-comment_id"))


def _clauses(refused: Iterable[int]) -> dict[int, str]:
    numbers = list(refused)
    if not numbers:
        return {}
    rulings = Decision.objects.standing().filter(comment__in=numbers, outcome=Outcome.REFUSE).order_by("pk")
    return dict(rulings.values_list("comment_id", "clause__title"))
