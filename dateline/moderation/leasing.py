"""Leases: who opens a comment holds it for some minutes, so that two people never read the same one unasked."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from dateline.comments.models import Comment
from dateline.moderation.models import Lease
from dateline.people.models import User

FOR = timedelta(minutes=3)
"""Longer than a page takes to renew it twice, shorter than a colleague waits who went for coffee."""


def take(comment_id: int, *, by: User, now: datetime, leaving: int = 0) -> bool:
    """Take or renew the lease of a comment, and tell whether this person holds it now: not while another does.

    Two who come at once never both hold it: one statement changes the row, or one makes it. The lease of the comment
    that is left for this one is given back in the same transaction, which the disk is waited for once.
    """
    with transaction.atomic():
        if leaving:
            release(leaving, by=by)
        return _take(comment_id, by=by, now=now)


def _take(comment_id: int, *, by: User, now: datetime) -> bool:
    until = now + FOR
    row = Lease.objects.filter(comment=comment_id)
    if row.filter(holder=by).update(until=until) or row.filter(until__lte=now).update(holder=by, until=until):
        return True
    if row.exists():
        return False
    try:
        with transaction.atomic():
            Lease(comment_id=comment_id, holder=by, until=until).save(force_insert=True)
    except IntegrityError:  # somebody was faster
        return False
    return True


def take_over(comment_id: int, *, by: User, now: datetime) -> None:
    """Take the lease of a comment, whoever holds it."""
    Lease.objects.update_or_create(comment_id=comment_id, defaults={"holder": by, "until": now + FOR})


def release(comment_id: int, *, by: User, until: datetime | None = None) -> None:
    """Give a lease back. Another's stays; with `until`, so does one's own that was taken or renewed since then."""
    own = Lease.objects.filter(comment=comment_id, holder=by)
    (own.filter(until=until) if until else own).delete()


def held_by_another(comment: Comment, *, user: User, now: datetime) -> Lease | None:
    """Return the lease of somebody else on a comment, if there is one now."""
    return held_by_others([comment.pk], user=user, now=now).get(comment.pk)


def held_by_others(comments: Iterable[int], *, user: User, now: datetime) -> dict[int, Lease]:
    """Return the leases of others on these comments, by the comment."""
    held = Lease.objects.filter(comment__in=list(comments), until__gt=now).exclude(holder=user)
    return {lease.comment_id: lease for lease in held.select_related("holder")}


def forget_old(*, now: datetime) -> None:
    """Forget the leases that are over."""
    Lease.objects.filter(until__lte=now).delete()
