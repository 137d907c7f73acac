"""What a mail to who reported a comment says, in the edition's language. No word of the comment or the report."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dateline.comments.mail import Event, Mail
from dateline.delivery.mail.envelope import enveloped
from dateline.moderation.models import Report, ReportOutcome
from dateline.stories.models import Story


def stands(mail: Mail, report: Report) -> bool:
    """Whether what a mail is to tell is still so: a receipt is not confirmed any more once there is an answer."""
    if mail.event == Event.PROOF:
        return mail.recipient.proved_at is None
    if mail.event == Event.RECEIVED:
        return report.is_waiting
    return report.answered_at == mail.of


def letter(mail: Mail, report: Report, *, now: datetime) -> EmailMessage:
    """Return the mail as it goes out."""
    edition = report.comment.story.edition
    context = {
        "report": report,
        "comment": report.comment,
        "edition": edition,
        # A story held or killed since is named by its number alone.
        "story": Story.objects.public(now).select_related("edition").filter(pk=report.comment.story_id).first(),
        "addresses": {
            "mail": settings.BASE_URL + reverse("mail", args=[mail.recipient.token]),
            "receipt": settings.BASE_URL + reverse("report-receipt", args=[report.receipt_token]),
        },
    }
    with translation.override(edition.language):
        text = render_to_string(f"delivery/mail/report_{mail.event}.txt", context)
        subject = _subject(mail, report)
    return enveloped(mail, edition, to=report.email, subject=subject, text=text)


def _subject(mail: Mail, report: Report) -> str:
    if mail.event == Event.PROOF:
        return _("Is this your address?")
    if mail.event == Event.RECEIVED:
        return _("We have your report")
    if report.outcome == ReportOutcome.GONE:
        return _("Its writer has taken the comment back")
    return _("The comment stays") if report.outcome == ReportOutcome.KEPT else _("The comment is off the page")
