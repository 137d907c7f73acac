"""Erasing for good what readers gave, at their wish or when its time is over: the words go, what was decided stays."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.emptying import empty
from dateline.comments.models import Comment
from dateline.lib.database import overwriting
from dateline.moderation import holding
from dateline.moderation.models import (
    Appeal,
    CheckOpinion,
    CommentScore,
    Decision,
    LegalHold,
    Pass,
    Report,
    ReportKind,
    Sign,
)
from dateline.stories.models import chain

GONE = "…"
"""What stands where a libel notice named words and a person: the row must say that there were some."""


def erase(comment: Comment, *, now: datetime) -> Comment:
    """Erase what a comment's writer gave: text, earlier texts, name, addresses and appeals; return what is left of it.

    What the newsroom wrote by hand about it goes too (`erase_answers`). The row stays, taken back, so that its
    decisions still verify. Once more changes nothing. Raises `PermissionDenied` with a sentence while an appeal waits,
    whose answer needs the words, and under a legal hold.
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
        _empty_around(comment)
        erase_answers(comment)
    return comment


def forget_refused(comment: Comment, *, decided_before: datetime, now: datetime) -> None:
    """Erase what the writer of a refused comment gave, whose time is over; it stays refused. For `forgetting`.

    Nothing where it was decided on since, or is needed by now: a hold, an appeal or a report came in between.
    """
    with transaction.atomic():
        comment = comment.locked()
        needed = holding.is_held(comment) or Appeal.objects.waiting_on(comment).exists()
        if needed or comment.is_erased or Report.objects.waiting().filter(comment=comment).exists():
            return
        if comment.is_refused and comment.decided_at and comment.decided_at < decided_before:
            empty(comment, at=now)
            _empty_around(comment)
            erase_answers(comment)


def erase_answers(comment: Comment) -> None:
    """Erase what the newsroom wrote by hand to a comment's writer, and to each other: it may quote the comment.

    The chain tells so, and verifies. What a clause says of itself stays, and so does the log of a threat.
    """
    for decision in Decision.objects.filter(comment=comment).exclude(sentence="").select_related("clause"):
        if not (decision.clause and decision.sentence == decision.clause.reader_sentence.strip()):
            chain.erase(chain.DECISION, decision, "sentence", reason="privacy")
    Appeal.objects.filter(decision__comment=comment).update(answer="")
    passes = Pass.objects.filter(comment=comment)
    passes.update(note=GONE)
    passes.exclude(answer="").update(answer=GONE)


def erase_report(report: Report, *, now: datetime) -> None:
    """Erase what somebody gave who reported a comment; that there was a report, and its answer, stay.

    Raises `PermissionDenied` with a sentence while it waits for that, and while the comment is under a legal hold.
    """
    with overwriting(), transaction.atomic():
        report.comment.locked()
        report = Report.objects.get(pk=report.pk)
        if report.is_waiting:
            raise PermissionDenied(_("The report is being read. It can be erased after its answer."))
        if holding.is_held(report.comment):
            raise PermissionDenied(_("The comment is under a legal hold, so the report about it must be kept for now."))
        recipient = report.recipient
        report.explanation = report.writer_answer = report.name = report.email = report.address_hash = ""
        report.statement = report.claimant = GONE if report.is_libel else ""
        report.recipient, report.address_expires_at = None, None
        report.save()
        LegalHold.objects.filter(report=report).update(reason=GONE)  # a libel notice's own words
        if recipient:
            recipient.delete()


def _empty_around(comment: Comment) -> None:
    Appeal.objects.filter(decision__comment=comment).update(text="")
    CheckOpinion.objects.filter(comment=comment).delete()
    CommentScore.objects.filter(comment=comment).delete()
    Sign.objects.filter(comment=comment).delete()
    Report.objects.filter(comment=comment).update(writer_answer="")
    Report.objects.filter(comment=comment, kind=ReportKind.LIBEL).update(statement=GONE)  # it quotes the comment
