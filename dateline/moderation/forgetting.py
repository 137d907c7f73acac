"""Forgetting what is kept for a time (`docs/decisions/0054-what-is-kept-how-long.md`). Called by the worker.

Refused comments, answered reports, mail that has gone, hashes of readers' addresses: a few rows at a time.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Exists, OuterRef

from dateline.comments.mail import Mail
from dateline.comments.models import Comment, State
from dateline.lib.database import overwriting
from dateline.moderation import banning, erasing
from dateline.moderation.models import Appeal, LegalHold, Report

logger = logging.getLogger(__name__)

MOST = 1000
"""Rows at a time, so that no comment waits behind it."""
MOST_ERASED = 50
"""Comments or reports that are erased at a time, each in a transaction of its own: a second of processor in all."""


def forget(*, now: datetime) -> int:
    """Forget some of everything whose time is over; return how many rows that were."""
    return forget_addresses(now=now) + forget_refused(now=now) + forget_reports(now=now) + forget_mail(now=now)


def forget_addresses(*, now: datetime) -> int:
    """Forget the address hashes of comments and reports whose time is over; return of how many.

    Those of a comment under a legal hold are kept with it; by what a ban knew somebody goes when it is over.
    """
    banning.forget_over(now=now)
    held = Exists(LegalHold.objects.filter(comment=OuterRef("pk"), lifted_at=None))
    old = {"address_expires_at__lt": now}
    comments = list(Comment.objects.filter(~held, **old).values_list("pk", flat=True)[:MOST])
    reports = list(Report.objects.filter(**old).values_list("pk", flat=True)[:MOST])
    gone = {"address_hash": "", "address_expires_at": None}
    return Comment.objects.filter(pk__in=comments).update(**gone) + Report.objects.filter(pk__in=reports).update(**gone)


def forget_refused(*, now: datetime) -> int:
    """Erase refused comments long after the last decision on them; return how many.

    Not while an appeal or a report waits on one, nor under a legal hold.
    """
    own = {"comment": OuterRef("pk")}
    held = Exists(LegalHold.objects.filter(**own, lifted_at=None))
    reported = Exists(Report.objects.filter(**own, answered_at=None))
    appealed = Exists(Appeal.objects.filter(decision__comment=OuterRef("pk"), answered_at=None))
    due = Comment.objects.filter(state=State.REFUSED, erased_at=None, decided_at__lt=_before(now))
    due = due.filter(~held, ~reported, ~appealed).order_by("decided_at")[:MOST_ERASED]
    with overwriting():
        return sum(_forget_refused(comment, now=now) for comment in list(due))


def forget_reports(*, now: datetime) -> int:
    """Erase what reports said, and who sent them, long after their answer; return how many.

    Not while an appeal or another report waits on the comment, nor while it is under a legal hold.
    """
    own = {"comment": OuterRef("comment")}
    held = Exists(LegalHold.objects.filter(**own, lifted_at=None))
    reported = Exists(Report.objects.filter(**own, answered_at=None))
    appealed = Exists(Appeal.objects.filter(decision__comment=OuterRef("comment"), answered_at=None))
    due = Report.objects.filter(~held, ~reported, ~appealed, answered_at__lt=_before(now)).exclude(explanation="")
    reports = due.select_related("comment").order_by("answered_at")[:MOST_ERASED]
    return sum(_forget_report(report, now=now) for report in list(reports))


def forget_mail(*, now: datetime) -> int:
    """Forget the rows of mail that went, or was not to go, long ago; return how many."""
    old = list(Mail.objects.filter(due_at=None, made_at__lt=_before(now)).values_list("pk", flat=True)[:MOST])
    return Mail.objects.filter(pk__in=old).delete()[0]


def _forget_refused(comment: Comment, *, now: datetime) -> int:
    try:
        erasing.forget_refused(comment, decided_before=_before(now), now=now)
    except ObjectDoesNotExist:  # a decision without its link: somebody has been at the history
        logger.error("The words of comment %s cannot be erased: see `dateline verify-history`.", comment.pk)
        return 0
    return 1


def _forget_report(report: Report, *, now: datetime) -> int:
    try:
        erasing.erase_report(report, now=now)
    except PermissionDenied:  # a hold has come in between
        return 0
    return 1


def _before(now: datetime) -> datetime:
    return now - timedelta(days=settings.REFUSED_DAYS)
