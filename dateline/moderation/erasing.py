"""Deleting a comment for good, as its writer asks through the receipt: the words go, what was decided stays."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.lib.database import overwriting
from dateline.moderation import holding
from dateline.moderation.models import Appeal, CheckOpinion, Report, ReportKind, Sign


def erase(comment: Comment, *, now: datetime) -> Comment:
    """Erase what a comment's writer gave: text, earlier texts, name, addresses and appeals; return what is left of it.

    The row stays, taken back, so that its decisions still verify. Once more changes nothing. Raises `PermissionDenied`
    with a sentence while an appeal waits, whose answer needs the words, and under a legal hold.
    """
    with overwriting(), transaction.atomic():
        comment = comment.locked()
        if comment.is_erased:
            return comment
        if Appeal.objects.waiting_on(comment).exists():
            raise PermissionDenied(_("Your appeal is being read. You can delete the comment after its answer."))
        if holding.is_held(comment):
            raise PermissionDenied(_("Somebody makes a claim about this comment, so its words must be kept for now."))
        comment.erase(at=now)
        Appeal.objects.filter(decision__comment=comment).update(text="")
        CheckOpinion.objects.filter(comment=comment).delete()
        Sign.objects.filter(comment=comment).delete()
        Report.objects.filter(comment=comment).update(writer_answer="")
        Report.objects.filter(comment=comment, kind=ReportKind.LIBEL).update(statement="…")  # it quotes the comment
    return comment
