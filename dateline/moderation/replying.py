"""The right of reply: given with the answer to a libel notice; the reply stands first as soon as a person shows it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.distinguishing import distinguish
from dateline.comments.models import Comment, Rank
from dateline.moderation.models import Report
from dateline.moderation.models.decision import DECIDE
from dateline.people.models import User


def give(report: Report, *, by: User, now: datetime) -> None:
    """Give whom a libel notice speaks of the right of reply. A reply that is shown stands first from now on.

    Twice is once. Raises `PermissionDenied` with a sentence where the notice is not of libel, and for who may not
    decide there.
    """
    if not Report.objects.for_right(by, DECIDE).filter(pk=report.pk).exists():
        raise PermissionDenied(_("Only moderators and desk chiefs rule on comments."))
    if not report.is_libel:
        raise PermissionDenied(_("A right of reply goes with a notice of something untrue about a person."))
    with transaction.atomic():
        report.comment.locked()
        if report.reply:
            report.reply.locked()  # who shows it at this moment has seen the right, or else is waited for
        if Report.objects.filter(pk=report.pk, reply_given_at=None).update(reply_given_by=by, reply_given_at=now):
            report.refresh_from_db()
            if report.reply and report.reply.is_shown:
                stand_first(report.reply, by=by, now=now)


def give_to_all(comment: Comment, *, by: User, now: datetime) -> None:
    """Give the right of reply with every libel notice on a comment that was answered at this moment."""
    for report in comment.reports.filter(answered_at=now, answered_by=by):
        if report.is_libel:
            give(report, by=by, now=now)


def stand_first(comment: Comment, *, by: User, now: datetime) -> None:
    """Have a comment that this person has just shown stand first, if it is a reply to which somebody has a right.

    Not where as many stand first under its story as can: it is shown all the same.
    """
    if not Report.objects.filter(reply=comment, reply_given_at__isnull=False).exists():
        return
    try:
        distinguish(comment, Rank.REPLY, by=by, now=now)
    except ValidationError:
        return
