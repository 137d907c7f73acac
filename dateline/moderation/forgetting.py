"""Forgetting what is kept for a time: the hashes of readers' addresses. Called by the worker every few minutes."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from dateline.comments.models import Comment
from dateline.moderation import banning
from dateline.moderation.models import LegalHold, Report

MOST = 1000
"""Rows at a time, so that no comment waits behind it."""


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
