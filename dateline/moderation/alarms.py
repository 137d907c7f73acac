"""Telling the desk by mail that a libel notice is nearly due. Called by the worker every few minutes."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dateline.moderation.models import Report
from dateline.moderation.models.decision import DECIDE
from dateline.moderation.staff import who_may

logger = logging.getLogger(__name__)


def ring(*, now: datetime) -> int:
    """Send the mails that are due, one for each notice, and return for how many.

    A notice is told of when a quarter of its time is left. With a mail server that is away the next look tries again.
    """
    left = timedelta(hours=settings.LIBEL_HOURS) / 4
    nearly_due = Report.objects.waiting().filter(due_at__lte=now + left, alarmed_at=None)
    numbers = list(nearly_due.values_list("pk", flat=True))
    return sum(_tell(number, now=now) for number in numbers)


def _tell(number: int, *, now: datetime) -> int:
    # Whoever changes the row tells; a worker beside this one finds it changed. No transaction waits for a mail server.
    mine = Report.objects.filter(pk=number)
    if not mine.waiting().filter(alarmed_at=None).update(alarmed_at=now):
        return 0
    report = mine.select_related("comment__story__edition").get()
    told = [user.email for user in who_may(DECIDE, report.comment) if user.email]
    try:
        if told:
            _mail(report, told)
    except OSError as fault:  # the server's name, its port, its answer
        mine.update(alarmed_at=None)
        logger.error("The desk could not be told by mail of a libel notice: %s", type(fault).__name__)
        return 0
    return 1


def _mail(report: Report, told: list[str]) -> None:
    edition = report.comment.story.edition
    with translation.override(edition.language):
        due = date_format(localtime(report.due_at, edition.zone), "DATETIME_FORMAT")
        facts = {"number": report.comment.story.news_id, "due": due}
        subject = _("A libel notice on a comment under %(number)s is due") % facts
        text = _("It is to be answered by %(due)s.") % facts
        address = settings.BASE_URL + reverse("newsroom-reported", args=[report.comment_id])
    # Not what was said and by whom: mail is read on other people's machines.
    EmailMessage(subject, f"{text}\n\n{address}\n", bcc=told).send()
