"""Restoring a comment: the state that it had before a decision, which is undone. `moderation.undoing` calls this."""

from datetime import datetime

from dateline.comments import mail
from dateline.comments.mail import Event
from dateline.comments.models import Comment
from dateline.comments.signals import turned
from dateline.comments.states import State


def restore(
    comment: Comment, state: State, *, decided_at: datetime | None, unread_since: datetime | None, now: datetime
) -> None:
    """Take on a state that the comment had, as of when it had it; pages are told, and its writer only if never told.

    A mail about that state goes out if the undone decision came before it could.
    """
    was = comment.state
    comment.state, comment.decided_at, comment.unread_since = state, decided_at, unread_since
    comment.save(update_fields=["state", "decided_at", "unread_since"])
    if decided_at:
        mail.tell_after_all(comment, Event.DECIDED, of=decided_at, now=now)
    turned.send(Comment, comment=comment, was=was)
