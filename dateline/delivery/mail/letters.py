"""What a mail about a comment says, in the edition's language. None of its writer's own words: the receipt has them."""

import hashlib
import hmac
from datetime import datetime
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from dateline.comments.mail import Event, Mail, MailRecipient
from dateline.comments.models import Comment
from dateline.delivery.standing import Standing, standing
from dateline.moderation.models import Appeal
from dateline.stories.models import Edition


def stands(mail: Mail) -> bool:
    """Whether what a mail is to tell is still so: a step that another has followed is not told any more."""
    comment = mail.recipient.comment
    if mail.event == Event.PROOF:
        return mail.recipient.proved_at is None
    if mail.event in (Event.RECEIVED, Event.CHANGED):
        return comment.is_waiting and comment.sent_at == mail.of
    if mail.event == Event.APPEALED:
        return Appeal.objects.waiting_on(comment).filter(filed_at=mail.of).exists()
    return comment.decided_at == mail.of


def letter(mail: Mail, *, now: datetime) -> EmailMessage:
    """Return the mail as it goes out. Its Message-ID is the same however often it is made."""
    recipient = mail.recipient
    edition = recipient.comment.story.edition
    with translation.override(edition.language):
        is_so = standing(recipient.comment, now=now)
        context = vars(is_so) | {"edition": edition, "addresses": _addresses(recipient)}
        text = render_to_string(f"delivery/mail/{mail.event}.txt", context)
        subject = f"{_subject(mail.event, is_so)} – {edition.agency_name}"
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=text.strip() + "\n",
        from_email=_sender(edition),
        to=[recipient.comment.email],
        headers=_headers(mail, edition),
    )


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


def _addresses(recipient: MailRecipient) -> dict[str, str]:
    return {
        "mail": settings.BASE_URL + reverse("mail", args=[recipient.token]),
        "receipt": settings.BASE_URL + reverse("receipt", args=[recipient.comment.receipt_token]),
    }


def _sender(edition: Edition) -> str:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or " ".join(edition.agency_name.split()), address), charset="utf-8")


def _headers(mail: Mail, edition: Edition) -> dict[str, str]:
    stop = settings.BASE_URL + reverse("mail-stop", args=[mail.recipient.token])
    return {
        "Message-ID": f"<{_mark(mail)}@{_domain()}>",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no answer from somebody's holiday
        "Content-Language": edition.language,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }


def _mark(mail: Mail) -> str:
    key = "\x1f".join(["message", mail.recipient.key, mail.event, mail.of.isoformat()])
    return hmac.new(settings.SECRET_KEY.encode(), key.encode(), hashlib.sha256).hexdigest()[:40]


def _domain() -> str:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return address.rpartition("@")[2] or urlsplit(settings.BASE_URL).hostname or "localhost"
