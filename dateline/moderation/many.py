"""Ruling on many comments at once: each gets its own decision and receipt, and what cannot be done is said one by one.

Never under a legal clause: such a decision is made on one comment, by somebody who has read it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.moderation import judging, leasing
from dateline.moderation.models import Clause, Decision, Lease
from dateline.people.models import User

MOST = 500
"""Comments of one request: a second or two of work."""
IN_ONE_TRANSACTION = 20
"""So that no reader's comment waits longer than a blink for the database."""


@dataclass(frozen=True)
class Left:
    """A comment on which nobody ruled, and why, in a sentence."""

    comment: Comment
    why: str


@dataclass(frozen=True)
class Ruled:
    """How many were ruled on, and which were not."""

    done: int
    left: Sequence[Left]


def show(comments: Sequence[Comment], *, by: User, now: datetime) -> Ruled:
    """Show each of these comments, as they were read, unless something stands against it."""
    return _on_each(comments, lambda comment: judging.show(comment, by=by, now=now), by=by, now=now)


def refuse(comments: Sequence[Comment], *, clause: Clause | None, sentence: str, by: User, now: datetime) -> Ruled:
    """Refuse each of these comments under one clause, with one sentence; empty, it is the clause's own.

    Raises `ValidationError` with a sentence without a clause, or with a legal one.
    """
    if clause is None:
        raise ValidationError(_("A refusal names the clause it rests on. Choose one."))
    if clause.is_legal:
        raise ValidationError(_("Under a legal clause comments are decided on one by one."))
    said = sentence.strip() or clause.reader_sentence

    def rule(comment: Comment) -> Decision:
        return judging.refuse(comment, clause=clause, sentence=said, by=by, now=now)

    return _on_each(comments, rule, by=by, now=now)


def _on_each(comments: Iterable[Comment], rule: Callable[[Comment], Decision], *, by: User, now: datetime) -> Ruled:
    comments = list(comments)[:MOST]
    held = leasing.held_by_others([comment.pk for comment in comments], user=by, now=now)
    done, left = 0, [Left(each, _read_by(held[each.pk])) for each in comments if each.pk in held]
    free = [each for each in comments if each.pk not in held]
    for start in range(0, len(free), IN_ONE_TRANSACTION):
        batch = free[start : start + IN_ONE_TRANSACTION]
        with transaction.atomic():
            _lock(batch)
            for comment in batch:
                try:
                    with transaction.atomic():
                        rule(comment)
                    done += 1
                except ValidationError as refusal:
                    left.append(Left(comment, " ".join(refusal.messages)))
    return Ruled(done, left)


def _lock(batch: Sequence[Comment]) -> None:
    """All of them before the first decision, in one order: whoever decides on one locks it, and then the chain."""
    list(Comment.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in batch]).order_by("pk"))


def _read_by(lease: Lease) -> str:
    return _("%(name)s is reading it.") % {"name": lease.holder.display_name}
