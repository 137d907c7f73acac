"""Editors' picks, and the right of reply that stands first: who marked which comment, and when."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment, Distinction, Rank
from dateline.comments.signals import turned
from dateline.people.models import User

PICK = "comments.pick_comment"
"""The right to mark a comment."""
MOST_REPLIES = 10
"""Rights of reply under one story: they all stand on the first page."""


def distinguish(comment: Comment, rank: Rank, *, by: User, now: datetime) -> Comment:
    """Mark a shown comment as an editors' pick or a right of reply, or take the mark away; the same again does nothing.

    Raises `ValidationError` with a sentence for a comment that readers do not see, and for one right of reply too many.
    """
    with transaction.atomic():
        comment = comment.locked()
        if not comment.is_shown:
            raise ValidationError(_("Only a comment that is shown can be marked."))
        if comment.rank != rank:
            if rank == Rank.REPLY and Comment.objects.filter(story=comment.story, rank=rank).count() >= MOST_REPLIES:
                raise ValidationError(_("This story has as many rights of reply as can stand first."))
            comment.end_distinction(by=by, at=now)
            if rank != Rank.PLAIN:
                Distinction.objects.create(comment=comment, rank=rank, given_by=by, given_at=now)
            comment.rank = rank
            comment.save(update_fields=["rank"])
            turned.send(Comment, comment=comment, was=comment.state)
    return comment
