"""Legal holds: what a claim is made about is kept, against the wish of its writer and the end of its time."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.moderation.models import LegalHold, Report, Threat
from dateline.moderation.models.decision import UNDER_LAW
from dateline.people.models import User


def is_held(comment: Comment) -> bool:
    """Whether the words of a comment may not be erased now."""
    return LegalHold.objects.filter(comment=comment, lifted_at=None).exists()


def hold_for(report: Report, *, now: datetime) -> LegalHold:
    """Keep the words that a libel notice is about. A comment that is held already stays so."""
    facts = {"report": report, "reason": report.explanation, "held_at": now}
    return LegalHold.objects.get_or_create(comment=report.comment, lifted_at=None, defaults=facts)[0]


def hold_for_threat(threat: Threat, *, now: datetime) -> LegalHold:
    """Keep the words in which somebody saw a threat to life. A comment that is held already stays so."""
    facts = {"reason": threat.note, "held_by": threat.raised_by, "held_at": now}
    return LegalHold.objects.get_or_create(comment=threat.comment, lifted_at=None, defaults=facts)[0]


def hold(comment: Comment, *, reason: str, by: User, now: datetime) -> LegalHold:
    """Keep the words of a comment. Raises `ValidationError` without a reason, `PermissionDenied` without the right."""
    _refuse_without_right(comment, by)
    if not reason.strip():
        raise ValidationError(_("Say why the words must be kept."))
    facts = {"reason": reason.strip(), "held_by": by, "held_at": now}
    return LegalHold.objects.get_or_create(comment=comment, lifted_at=None, defaults=facts)[0]


def lift(comment: Comment, *, by: User, now: datetime) -> None:
    """Let the words of a comment be erased again. Without a hold it does nothing.

    Raises `PermissionDenied` with a sentence without the right, and while a libel notice on it waits or a threat is
    open.
    """
    _refuse_without_right(comment, by)
    with transaction.atomic():
        comment = comment.locked()
        if Report.objects.waiting().filter(comment=comment, due_at__isnull=False).exists():
            raise PermissionDenied(_("A libel notice on this comment waits. Answer it first."))
        if Threat.objects.open().filter(comment=comment).exists():
            raise PermissionDenied(_("A threat to life is open on this comment. Close it first."))
        LegalHold.objects.filter(comment=comment, lifted_at=None).update(lifted_by=by, lifted_at=now)


def _refuse_without_right(comment: Comment, user: User) -> None:
    if not Comment.objects.for_right(user, UNDER_LAW).filter(pk=comment.pk).exists():
        raise PermissionDenied(_("Only a desk chief decides what is kept for a court."))
