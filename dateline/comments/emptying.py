"""Forgetting for good what the writer of a comment gave. The row stays, so that what was decided still verifies."""

from datetime import datetime
from typing import TYPE_CHECKING

from dateline.comments.mail import MailRecipient

if TYPE_CHECKING:
    from dateline.comments.models import Comment


def empty(comment: "Comment", *, at: datetime) -> None:
    """Empty a locked comment of words, earlier words, name and addresses, and store it. No more mail goes about it.

    The keyed hash of its words goes too: with it gone, nobody can try whether these were the words.
    """
    comment.name = comment.text = comment.email = comment.fingerprint = comment.address_hash = ""
    comment.address_expires_at = comment.unread_since = None
    comment.erased_at = at
    comment.save()
    comment.earlier_texts.all().delete()
    MailRecipient.objects.filter(comment=comment, stopped_at=None).update(stopped_at=at)
