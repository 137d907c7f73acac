"""Reports on shown comments: a reader files one, a person answers it by a decision; libel has a clock of its own."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.comments.privacy import address_hash, receipt_digest, receipt_token
from dateline.comments.receiving import ADDRESS_LIFE, Submission
from dateline.lib.text import plain
from dateline.moderation import checking, holding, judging, reporter_mail
from dateline.moderation.models import Clause, Decision, Report, ReportKind, ReportOutcome
from dateline.people.models import User

MOST_A_DAY = 20
"""Reports from one address within a day. A household that reads a heated thread sends a handful."""


class TooManyReports(PermissionDenied):
    """One address has sent as many as are read in a day."""


@dataclass(frozen=True)
class Reported:
    """What a reader sent, cleaned by the form. `statement` and `claimant` belong to libel."""

    kind: ReportKind
    explanation: str
    statement: str = ""
    claimant: str = ""
    name: str = ""
    email: str = ""
    address: str = ""


def file(comment: Comment, reported: Reported, *, now: datetime) -> Report:
    """Store a report on a shown comment and return it; sent again by the same reader, it is the same one.

    Libel starts its clock and puts a legal hold on the comment; where the site says so, the comment is off the page
    until the answer. Raises `PermissionDenied` with a sentence for a comment that nobody can see, `TooManyReports`.
    """
    sender = address_hash(reported.address)
    with transaction.atomic():
        comment = comment.locked()
        standing = Report.objects.waiting().filter(
            comment=comment,
            kind=reported.kind,
            explanation=plain(reported.explanation),
            statement=plain(reported.statement) if reported.kind == ReportKind.LIBEL else "",
            claimant=plain(reported.claimant) if reported.kind == ReportKind.LIBEL else "",
            name=plain(reported.name),
            email=reported.email,
            address_hash=sender,
        )
        if earlier := standing.first():
            return earlier
        if not comment.is_shown:
            raise PermissionDenied(_("This comment is not shown any more."))
        _refuse_too_many(sender, now=now)
        report = _store(comment, reported, sender=sender, now=now)
        if report.is_libel:
            holding.hold_for(report, now=now)
        if report.hides:
            comment.suspend()
        reporter_mail.ask_for_proof(report, now=now)
    return report


def waiting_on(comment: Comment) -> list[Report]:
    """Return the reports on a comment that nobody has answered, the most urgent first."""
    return list(Report.objects.waiting().filter(comment=comment).most_urgent_first())


def keep(comment: Comment, *, words: str, by: User, now: datetime) -> Decision:
    """Rule that a reported comment keeps the rules, and tell so in words to all who reported it.

    Raises `ValidationError` with a sentence without words, where no report waits, and as `judging.show` does.
    """
    with transaction.atomic():
        reports = _locked(comment, words)
        decision = judging.show_again(comment, by=by, now=now)
        _answer(reports, ReportOutcome.KEPT, words, decision, by=by, now=now)
    return decision


def refuse(
    comment: Comment, *, words: str, clause: Clause | None, sentence: str, law: str = "", by: User, now: datetime
) -> Decision:
    """Take a reported comment off the page under a clause, and tell so in words to all who reported it.

    Raises as `judging.refuse` does, and `ValidationError` without words and where no report waits.
    """
    with transaction.atomic():
        reports = _locked(comment, words)
        decision = judging.refuse_reported(comment, clause=clause, sentence=sentence, law=law, by=by, now=now)
        _answer(reports, ReportOutcome.REFUSED, words, decision, by=by, now=now)
    return decision


def note_gone(comment: Comment, *, words: str, by: User, now: datetime) -> None:
    """Tell in words all who reported a comment that its writer has taken it back: there is nothing to rule on.

    Raises `ValidationError` with a sentence without words, where no report waits, and for a comment that is there.
    """
    with transaction.atomic():
        reports = _locked(comment, words)
        if not comment.locked().is_taken_back:
            raise ValidationError(_("The comment is still there. Rule on it."))
        _answer(reports, ReportOutcome.GONE, words, None, by=by, now=now)


def answer_as_writer(comment: Comment, text: str, *, now: datetime) -> None:
    """Keep what the writer of a comment says to the libel notice that waits on it, once.

    Raises `PermissionDenied` with a sentence where there is none, or it was answered before.
    """
    with transaction.atomic():
        comment.locked()
        waiting = Report.objects.waiting().filter(comment=comment, kind=ReportKind.LIBEL)
        if not waiting.filter(writer_answered_at=None).update(writer_answer=plain(text), writer_answered_at=now):
            raise PermissionDenied(_("Nothing waits for your answer."))


def reply(report: Report, submission: Submission, *, now: datetime) -> Comment:
    """Receive the reply of whom a libel notice speaks of: a comment that waits as any other, once for each notice.

    Raises `PermissionDenied` with a sentence where the notice is not of libel or was replied to, and for words that
    have come before: they may be another's.
    """
    if not report.is_libel:
        raise PermissionDenied(_("A right of reply goes with a notice of something untrue about a person."))
    if report.reply:
        raise PermissionDenied(_("Your reply has come already."))
    # Before any lock: the checks take their time.
    comment, is_new = checking.receive_once(report.comment.story, submission, now=now)
    if not is_new:
        raise PermissionDenied(_("These words have come before. Please write your reply in others."))
    if not Report.objects.filter(pk=report.pk, reply=None).update(reply=comment):
        raise PermissionDenied(_("Your reply has come already."))
    report.reply = comment
    return comment


def _refuse_too_many(sender: str, *, now: datetime) -> None:
    lately = Report.objects.filter(address_hash=sender, filed_at__gt=now - timedelta(days=1))
    if sender and lately.count() >= MOST_A_DAY:
        raise TooManyReports(
            _("Many reports have come from your address today. Please send this one tomorrow; your text is below.")
        )


def _store(comment: Comment, reported: Reported, *, sender: str, now: datetime) -> Report:
    is_libel = reported.kind == ReportKind.LIBEL
    key = secrets.token_hex(16)
    return Report.objects.create(
        comment=comment,
        kind=reported.kind,
        explanation=plain(reported.explanation),
        statement=plain(reported.statement) if is_libel else "",
        claimant=plain(reported.claimant) if is_libel else "",
        name=plain(reported.name),
        email=reported.email,
        filed_at=now,
        due_at=now + timedelta(hours=settings.LIBEL_HOURS) if is_libel else None,
        hides=is_libel and settings.HIDE_WHILE_LIBEL,
        key=key,
        receipt_digest=receipt_digest(receipt_token(key)),
        address_hash=sender,
        address_expires_at=now + ADDRESS_LIFE,
    )


def _locked(comment: Comment, words: str) -> list[Report]:
    if not words.strip():
        raise ValidationError(_("Answer in words who reported the comment."))
    comment.locked()
    reports = waiting_on(comment)
    if not reports:
        raise ValidationError(_("No report waits on this comment any more."))
    return reports


def _answer(
    reports: list[Report], outcome: ReportOutcome, words: str, ruling: Decision | None, *, by: User, now: datetime
) -> None:
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(
        outcome=outcome, answer=words.strip(), answered_by=by, answered_at=now, ruling=ruling
    )
    reporter_mail.tell_answered(reports, of=now)
