"""What stands round the words of a mail to a reader: sender, subject, and the headers that mail programs ask for."""

import hashlib
import hmac
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from dateline.comments.mail import Mail
from dateline.stories.models import Edition


def enveloped(mail: Mail, edition: Edition, *, to: str, subject: str, text: str) -> EmailMessage:
    """Return the mail as it goes out. Its Message-ID is the same however often it is made."""
    return EmailMessage(
        subject=" ".join(f"{subject} – {edition.agency_name}".split()),
        body=text.strip() + "\n",
        from_email=_sender(edition),
        to=[to],
        headers=_headers(mail, edition),
    )


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
