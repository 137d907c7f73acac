"""Passing a comment on: to a colleague, to the desk chiefs or for legal, and giving it back in words (decisions/0058).

A comment that was passed is left out of what others read next; anybody who may decide on it still can.
"""

from datetime import datetime
from typing import TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.moderation import telling
from dateline.moderation.models import Decision, Pass, PassKind, Threat
from dateline.moderation.models.decision import DECIDE, UNDER_LAW
from dateline.moderation.staff import who_may
from dateline.people.models import User

Rows = TypeVar("Rows", bound="QuerySet[Model]")


def pass_on(comment: Comment, kind: PassKind, *, to: User | None = None, note: str, by: User, now: datetime) -> Pass:
    """Hand a comment on with a note, and return the row; whom it goes to is told by mail. The same again is the same.

    A pass that stands ends with the new one. Raises `ValidationError` with a sentence without a note, for a colleague
    who may not decide on the comment or is the same person, and for one that its writer has taken back.
    """
    note = note.strip()
    with transaction.atomic():
        comment = comment.locked()
        _refuse_pointless(comment, kind, to, note, by=by)
        standing = standing_on(comment)
        if standing and (standing.kind, standing.to, standing.note) == (kind, to, note):
            return standing
        if standing:
            _end(standing, by=by, now=now)
        passed = Pass.objects.create(comment=comment, kind=kind, to=to, note=note, passed_by=by, passed_at=now)
        telling.queue_pass(passed)
    return passed


def give_back(passed: Pass, *, words: str, by: User, now: datetime) -> None:
    """End a pass with an answer in words; who passed it is told by mail.

    Raises `ValidationError` without words, `PermissionDenied` with a sentence for who was not asked, and where it is
    over.
    """
    words = words.strip()
    if not words:
        raise ValidationError(_("Give it back with words: what do you think of it?"))
    with transaction.atomic():
        passed = Pass.objects.select_for_update(of=("self",)).get(pk=passed.pk)
        if not may_give_back(passed, by):
            raise PermissionDenied(_("This was passed to somebody else, or is over."))
        passed.answer = words
        passed.save(update_fields=["answer"])
        _end(passed, by=by, now=now)
        telling.queue_answer(passed)


def may_give_back(passed: Pass, user: User) -> bool:
    """Whether somebody may answer: whom it was passed to, and who passed it; of a threat to life, a desk chief."""
    mine = passed.passed_by == user or Pass.objects.to(user).filter(pk=passed.pk).exists()
    return passed.is_standing and mine and not _is_the_chiefs_alone(passed.comment, user)


def end_by(decision: Decision, *, by: User | None = None, now: datetime | None = None) -> None:
    """End the pass that stands on a comment, because it was decided. `judging` calls this in its transaction.

    `by` and `now` are of who says once more what was decided before.
    """
    Pass.objects.standing().filter(comment=decision.comment_id).update(
        ended_by=by or decision.decided_by, ended_at=now or decision.decided_at, ruling=decision
    )


def stand_again(decision: Decision) -> None:
    """Let the pass stand that a decision had ended, which is undone."""
    if not Pass.objects.standing().filter(comment=decision.comment_id).exists():
        Pass.objects.filter(ruling=decision).update(ended_by=None, ended_at=None, ruling=None)


def standing_on(comment: Comment) -> Pass | None:
    """Return the pass that waits for an answer, if one does."""
    return Pass.objects.standing().filter(comment=comment).select_related("to", "passed_by").first()


def left_to(user: User, rows: Rows, *, by: str = "pk") -> Rows:
    """Leave out what was passed to others of the newsroom. `by` leads from a row to its comment."""
    return without(elsewhere(user), rows, by=by)


def elsewhere(user: User) -> list[int]:
    """Return the comments that were passed to others of the newsroom."""
    others = Pass.objects.standing().exclude(pk__in=Pass.objects.to(user).values("pk"))
    others = others.filter(Q(to=None) | Q(to__is_active=True))
    return list(others.values_list("comment_id", flat=True))


def without(comments: list[int], rows: Rows, *, by: str = "pk") -> Rows:
    """Leave out rows about these comments."""
    # By number: few are passed at a time, and whoever looks through 50,000 that wait asks the index as ever.
    return rows.exclude(**{f"{by}__in": comments}) if comments else rows


def colleagues(comment: Comment, *, but: User) -> list[User]:
    """Return who else may decide on a comment."""
    return [user for user in who_may(DECIDE, comment) if user != but]


def _is_the_chiefs_alone(comment: Comment, user: User) -> bool:
    chief = Comment.objects.for_right(user, UNDER_LAW).filter(pk=comment.pk)
    return Threat.objects.open().filter(comment=comment).exists() and not chief.exists()


def _end(passed: Pass, *, by: User, now: datetime) -> None:
    passed.ended_by, passed.ended_at = by, now
    passed.save(update_fields=["ended_by", "ended_at"])


def _refuse_pointless(comment: Comment, kind: PassKind, to: User | None, note: str, *, by: User) -> None:
    if not note:
        raise ValidationError(_("Say in a note what you want to know."))
    if comment.is_taken_back:
        raise ValidationError(_("Its writer has taken the comment back. There is nothing to decide."))
    if _is_the_chiefs_alone(comment, by):
        raise ValidationError(_("The comment may threaten somebody’s life. A desk chief rules on it."))
    if kind != PassKind.COLLEAGUE:
        return
    if to is None or to == by:
        raise ValidationError(_("Choose a colleague."))
    if not Comment.objects.for_right(to, DECIDE).filter(pk=comment.pk).exists():
        raise ValidationError(_("This colleague may not decide on comments here."))
