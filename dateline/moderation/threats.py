"""Threats to life: a comment goes off the page at once, the desk chiefs are told, and a log is kept (DSA Art. 18)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from dateline.comments.models import Comment, CommentQuerySet
from dateline.moderation import holding, passing, telling
from dateline.moderation.models import AuthorityTold, Pass, PassKind, Threat
from dateline.moderation.models.decision import UNDER_LAW
from dateline.people.models import User


def raise_threat(comment: Comment, *, note: str, by: User, now: datetime) -> Threat:
    """Say that a comment may threaten somebody's life, and return the row; while one is open it is that one.

    The comment waits if it was shown, lies with the desk chiefs, who are told by mail where any can be, and its words
    are kept. Raises `ValidationError` with a sentence without a note, and for a comment whose words are gone.
    """
    note = note.strip()
    if not note:
        raise ValidationError(_("Say what you saw, and who may be in danger."))
    with transaction.atomic():
        comment = comment.locked()
        if comment.is_erased:
            raise ValidationError(_("The words of the comment are erased for good."))
        if standing := open_on(comment):
            return standing
        threat = Threat.objects.create(
            comment=comment, note=note, raised_by=by, raised_at=now, was_shown=comment.is_shown
        )
        holding.hold_for_threat(threat, now=now)
        if comment.is_shown:
            comment.suspend()
        if not comment.is_taken_back:
            _to_the_chiefs(comment, note, by=by, now=now)
        telling.queue_threat(threat)
    return threat


def note_told(
    threat: Threat, *, authority: str, told_at: datetime, reference: str = "", by: User, now: datetime
) -> None:
    """Write down which authority was told, and when.

    Raises `ValidationError` with a sentence without an authority, and for a time that is still to come.
    """
    if not authority.strip():
        raise ValidationError(_("Say which authority was told."))
    if told_at > now:
        raise ValidationError(_("That time is still to come. Write it down when it is done."))
    facts = {"authority": authority.strip(), "reference": reference.strip(), "told_at": told_at}
    AuthorityTold.objects.create(threat=threat, **facts, written_by=by, written_at=now)


def close(threat: Threat, *, words: str, by: User, now: datetime) -> None:
    """Say what came of it; the legal hold stays until it is lifted by itself. Closed before, it stays as it is.

    Raises `ValidationError` without words, `PermissionDenied` with a sentence for who is no desk chief there.
    """
    if not words.strip():
        raise ValidationError(_("Say what came of it."))
    if not may_close(threat.comment, by):
        raise PermissionDenied(_("Only a desk chief closes it."))
    Threat.objects.open().filter(pk=threat.pk).update(closing=words.strip(), closed_by=by, closed_at=now)


def open_on(comment: Comment) -> Threat | None:
    """Return the threat that is open on a comment, if one is."""
    return Threat.objects.open().filter(comment=comment).first()


def under_threat(comments: CommentQuerySet) -> CommentQuerySet:
    """Keep those comments on which a threat is open. For lists at the desk."""
    return comments.filter(Exists(Threat.objects.open().filter(comment=OuterRef("pk"))))


def may_close(comment: Comment, user: User) -> bool:
    """Whether somebody decides what becomes of a comment with an open threat."""
    return Comment.objects.for_right(user, UNDER_LAW).filter(pk=comment.pk).exists()


def refusal_of(comment: Comment, *, by: User) -> str:
    """Return why somebody may not rule on a comment because of a threat, in a sentence; empty where they may."""
    if open_on(comment) and not may_close(comment, by):
        return _("The comment may threaten somebody’s life. A desk chief rules on it.")
    return ""


def _to_the_chiefs(comment: Comment, note: str, *, by: User, now: datetime) -> None:
    standing = Pass.objects.standing().filter(comment=comment)
    standing.exclude(kind=PassKind.CHIEFS).update(ended_by=by, ended_at=now)
    if passing.standing_on(comment) is None:
        Pass.objects.create(comment=comment, kind=PassKind.CHIEFS, note=note, passed_by=by, passed_at=now)
