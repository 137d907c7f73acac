"""Sends the mails that are owed. A thread of every server that has a mail server; `Mail.claim` gives each to one.

Never twice: what the mail server has refused, or what never reached it, is tried again; what may have gone is not.
"""

import logging
import smtplib
import threading
from datetime import datetime
from enum import Enum

from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, close_old_connections

from dateline.comments.mail import MOST_PROOFS, Event, Fate, Mail, MailRecipient
from dateline.delivery.mail import report_letters
from dateline.delivery.mail.letters import letter, stands
from dateline.lib import clock
from dateline.moderation.reporter_mail import address_of, report_of

PAUSE = 1.0
"""Seconds between two looks."""
HOUR = 3600.0
PAUSE_AT_FAULT = 30.0
"""Seconds for which a mail server that took nothing is left alone, however many mails wait."""

log = logging.getLogger(__name__)


class Sent(Enum):
    """What became of the mail that was due."""

    NOTHING = "nothing was due"
    SETTLED = "it went, or is not to go"
    PUT_OFF = "it is tried again"


class NotSent(Exception):
    """It has certainly not gone. Says the kind of fault alone: a mail server's words may hold the address."""


class NeverTaken(Exception):
    """The mail server says that it will never take it."""


def send_one(now: datetime) -> Sent:
    """Send a mail that is due, unless what it tells has been overtaken, or nobody wants it."""
    mail = Mail.objects.claim(now)
    if mail is None:
        return Sent.NOTHING
    mail.recipient = _recipient(mail)
    if needless := _needless(mail, now):
        mail.settle(needless)
        return Sent.SETTLED
    try:
        message = _letter(mail, now)
    except Exception as fault:
        # Neither message nor traceback: they may hold the reader's words.
        log.error("A mail about a comment cannot be written: %s", type(fault).__name__)
        mail.put_off(type(fault).__name__, now)
        return Sent.PUT_OFF
    return _send(mail, message, now)


def keep(stopping: threading.Event) -> None:
    """Send until `stopping` is set. A database that is away is waited for."""
    forgot_at = 0.0
    while not stopping.is_set():
        sent = Sent.NOTHING
        try:
            while not stopping.is_set() and (sent := send_one(clock.now())) is Sent.SETTLED:
                pass
            if clock.seconds() - forgot_at >= HOUR:
                forgot_at = clock.seconds()
                MailRecipient.objects.forget_erased(clock.now())
        except DatabaseError:
            log.exception("The mails that are owed cannot be read; it is tried again.")
        finally:
            close_old_connections()
        stopping.wait(PAUSE_AT_FAULT if sent is Sent.PUT_OFF else PAUSE)


def _recipient(mail: Mail) -> MailRecipient:
    of_report = ("report__comment__story__edition", "report__ruling__clause", "report__ruling__rules__edition")
    ways = ("comment__story__edition", "comment__thread", *of_report)
    return MailRecipient.objects.select_related(*ways).get(pk=mail.recipient_id)


def _needless(mail: Mail, now: datetime) -> Fate | None:
    if mail.recipient.stopped_at or not address_of(mail.recipient):
        return Fate.STOPPED
    if not _stands(mail):
        return Fate.OVERTAKEN
    if mail.event == Event.PROOF:
        others = Mail.objects.proofs_lately(mail.recipient.address_mark, now).exclude(pk=mail.pk)
        return Fate.TOO_MANY if others.count() >= MOST_PROOFS else None
    return None


def _stands(mail: Mail) -> bool:
    comment, report = mail.recipient.comment, report_of(mail.recipient)
    if comment:
        return stands(mail, comment)
    return bool(report and report_letters.stands(mail, report))


def _letter(mail: Mail, now: datetime) -> EmailMessage:
    comment, report = mail.recipient.comment, report_of(mail.recipient)
    if comment:
        return letter(mail, comment, now=now)
    assert report, "Where nobody is written to, nothing stands."
    return report_letters.letter(mail, report, now=now)


def _send(mail: Mail, message: EmailMessage, now: datetime) -> Sent:
    try:
        _hand_over(message)
    except NotSent as fault:
        mail.put_off(str(fault), now)
        log.warning("A mail about a comment is sent again later: %s", fault)
        return Sent.PUT_OFF
    except NeverTaken as fault:
        mail.settle(Fate.REFUSED, fault=str(fault))
    except (OSError, smtplib.SMTPException) as fault:
        # The line broke while the mail server had it: whether it went, nobody can tell.
        mail.settle(Fate.UNSURE, fault=type(fault).__name__)
        log.warning("A mail about a comment may not have gone: %s", type(fault).__name__)
    else:
        mail.acknowledge(now)
    return Sent.SETTLED


def _hand_over(message: EmailMessage) -> None:
    mailer = get_connection()
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as fault:
        raise NotSent(type(fault).__name__) from None
    try:
        mailer.send_messages([message])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as fault:
        raise _refused(fault) from None
    finally:
        mailer.close()


def _refused(fault: smtplib.SMTPException) -> Exception:
    """Whether the mail server may take it later (a code below 500), or wants no mail from us at all, or never will."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        codes = [int(code) for code, _words in fault.recipients.values()]
    else:
        codes = [int(getattr(fault, "smtp_code", 0))]
    said = f"{type(fault).__name__} {max(codes, default=0)}"
    is_final = min(codes, default=0) >= 500 and not isinstance(fault, smtplib.SMTPSenderRefused)
    return NeverTaken(said) if is_final else NotSent(said)
