"""Changing a comment: its writer sends another text through the receipt, and it is read and judged again."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.comments.receiving import mark_of
from dateline.lib.taming import tamed

TIME_TO_CHANGE = timedelta(minutes=15)
"""After a comment was first sent, for one that waits or is shown."""
TIME_TO_RESUBMIT = timedelta(days=183)
"""After a refusal: as long as one can appeal against it."""
MOST_CHANGES = 5
"""Texts that one comment may have after its first: each is read by a person."""


def changeable_until(comment: Comment) -> datetime:
    """Return until when its writer may change a comment."""
    if comment.is_refused and comment.decided_at:
        return comment.decided_at + TIME_TO_RESUBMIT
    return comment.created_at + TIME_TO_CHANGE


def is_changeable(comment: Comment, *, now: datetime) -> bool:
    """Whether its writer may change a comment now."""
    return not _refusal(comment, now=now)


def rewrite(comment: Comment, text: str, *, now: datetime) -> Comment:
    """Give a comment another text; it waits again, also if it was shown. The same text changes nothing.

    Raises `PermissionDenied` with a sentence when it is too late, was done too often, or comments are closed.
    """
    text = tamed(text)
    with transaction.atomic():
        comment = comment.locked()
        if comment.text == text:
            return comment
        if refusal := _refusal(comment, now=now):
            raise PermissionDenied(refusal)
        mark = mark_of(comment.story, comment.name, text, sender=comment.address_hash, answered=comment.answers_id)
        comment.rewrite(text, mark=mark, at=now)
    return comment


def _refusal(comment: Comment, *, now: datetime) -> str:
    """Why the comment cannot be changed, in a sentence; empty where it can."""
    if comment.is_taken_back:
        return _("You have taken this comment back.")
    if not comment.story.commenting(now).takes:
        return _("Comments on this story are closed.")
    if now >= changeable_until(comment):
        return _("The time in which this comment could be changed is over.")
    if comment.earlier_texts.count() >= MOST_CHANGES:
        return _("This comment was changed as often as one can be.")
    return ""
