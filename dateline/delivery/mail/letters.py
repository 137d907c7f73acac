"""What a mail about a comment says, in the edition's language. None of its writer's own words: the receipt has them."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dateline.comments.mail import Event, Mail, MailRecipient
from dateline.comments.models import Comment
from dateline.delivery.mail.envelope import enveloped
from dateline.delivery.standing import Standing, standing
from dateline.moderation.models import Appeal


def stands(mail: Mail, comment: Comment) -> bool:
    """Whether what a mail is to tell is still so: a step that another has followed is not told any more."""
    if mail.event == Event.PROOF:
        return mail.recipient.proved_at is None
    if mail.event in (Event.RECEIVED, Event.CHANGED):
        return comment.is_waiting and comment.sent_at == mail.of
    if mail.event == Event.APPEALED:
        return Appeal.objects.waiting_on(comment).filter(filed_at=mail.of).exists()
    return comment.decided_at == mail.of


def letter(mail: Mail, comment: Comment, *, now: datetime) -> EmailMessage:
    """Return the mail as it goes out. Its Message-ID is the same however often it is made."""
    edition = comment.story.edition
    with translation.override(edition.language):
        is_so = standing(comment, now=now)
        context = vars(is_so) | {"edition": edition, "addresses": _addresses(mail.recipient, comment)}
        text = render_to_string(f"delivery/mail/{mail.event}.txt", context)
        subject = _subject(mail.event, is_so)
    return enveloped(mail, edition, to=comment.email, subject=subject, text=text)


def _subject(event: str, is_so: Standing) -> str:
    if event == Event.PROOF:
        return _("Is this your address?")
    if event == Event.APPEALED:
        return _("We have your appeal")
    if is_so.appeal and not is_so.appeal.is_waiting:
        return _("Your appeal is answered")
    return _headline(is_so.comment)


def _headline(comment: Comment) -> str:
    if comment.is_shown:
        return _("Your comment is shown")
    return _("Your comment is not shown") if comment.is_refused else _("We have your comment")


def _addresses(recipient: MailRecipient, comment: Comment) -> dict[str, str]:
    return {
        "mail": settings.BASE_URL + reverse("mail", args=[recipient.token]),
        "receipt": settings.BASE_URL + reverse("receipt", args=[comment.receipt_token]),
    }
