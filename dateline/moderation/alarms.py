"""Telling the desk by mail that a libel notice is nearly due. Called by the worker every few minutes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.moderation.models import Report
from dateline.people.models import User

JUDGE = "moderation.decide_comment"


def ring(*, now: datetime) -> int:
    """Send the mails that are due, one for each notice, and return for how many.

    A notice is told of when a quarter of its time is left. A mail server that is away raises, and the next look tries
    again.
    """
    left = timedelta(hours=settings.LIBEL_HOURS) / 4
    nearly_due = Report.objects.waiting().filter(due_at__lte=now + left, alarmed_at=None)
    numbers = list(nearly_due.values_list("pk", flat=True))
    return sum(_tell(number, now=now) for number in numbers)


def _tell(number: int, *, now: datetime) -> int:
    with transaction.atomic():
        # Whoever changes the row tells; a worker beside this one finds it changed.
        if not Report.objects.waiting().filter(pk=number, alarmed_at=None).update(alarmed_at=now):
            return 0
        report = Report.objects.select_related("comment__story__edition").get(pk=number)
        told = [user.email for user in _moderators(report.comment)]
        if told:
            _mail(report, told)
    return 1


def _moderators(comment: Comment) -> list[User]:
    staff = User.objects.filter(is_active=True).exclude(email="")
    mine = Comment.objects.filter(pk=comment.pk)
    return [user for user in staff if mine.for_right(user, JUDGE).exists()]


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
