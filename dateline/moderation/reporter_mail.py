"""Mail to who reported a comment: proved first, as for comments, then that it has come and how it was answered."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dateline.comments.mail import PAUSE, Event, MailRecipient
from dateline.comments.models import Comment
from dateline.lib import mail
from dateline.moderation.models import Report


def ask_for_proof(report: Report, *, now: datetime) -> None:
    """Owe the mail that asks whether the address of a new report is theirs; nothing where no mail is sent."""
    if report.email and mail.is_set_up():
        report.recipient = MailRecipient.objects.ask_for_proof(report.email, now=now)
        report.save(update_fields=["recipient"])


def tell_answered(reports: Iterable[Report], *, of: datetime) -> None:
    """Owe all who reported a comment the answer, in the transaction under way."""
    numbers = [report.recipient_id for report in reports if report.recipient_id]
    if not numbers or not mail.is_set_up():
        return
    for recipient in MailRecipient.objects.reachable().filter(pk__in=numbers):
        recipient.owe(Event.DECIDED, of=of, due=of + PAUSE)


def prove(recipient: MailRecipient, *, now: datetime) -> None:
    """The address is theirs: mail goes there from now on, first of where the comment or the report stands."""
    if recipient.comment:
        recipient.prove(now=now)
        return
    report = report_of(recipient)
    if report is None:
        return
    with transaction.atomic():
        report.comment.locked()  # first, as who answers the report and then tells of it
        fresh = MailRecipient.objects.select_for_update(of=("self",)).get(pk=recipient.pk)
        report = Report.objects.get(pk=report.pk)
        if not report.email or not fresh.take_proof(now=now):
            return
        if report.answered_at:
            fresh.owe(Event.DECIDED, of=report.answered_at, due=max(now, report.answered_at + PAUSE))
        else:
            fresh.owe(Event.RECEIVED, of=report.filed_at, due=now)


def comment_of(recipient: MailRecipient) -> Comment | None:
    """Return the comment that mail to a recipient is about: their own, or the one that they reported."""
    report = report_of(recipient)
    return recipient.comment or (report.comment if report else None)


def report_of(recipient: MailRecipient) -> Report | None:
    """Return the report that a recipient gave the address with; None of who wrote a comment."""
    report: Report | None = getattr(recipient, "report", None)
    return report


def address_of(recipient: MailRecipient) -> str:
    """Return where the mail goes; empty once the address was erased."""
    if recipient.comment:
        return recipient.comment.email
    report = report_of(recipient)
    return report.email if report else ""
