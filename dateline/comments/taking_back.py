"""Taking a comment back: its writer, through the receipt, has it seen by nobody from now on."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment


def take_back(comment: Comment, *, now: datetime) -> Comment:
    """Take a comment back that waits or is shown, and return it as it stands; once more changes nothing.

    Raises `PermissionDenied` with a sentence for a refused one, which nobody sees.
    """
    with transaction.atomic():
        comment = comment.locked()
        if comment.is_taken_back:
            return comment
        if comment.is_refused:
            raise PermissionDenied(_("The comment is not shown, so there is nothing to take back. You can delete it."))
        comment.take_back(at=now)
    return comment
