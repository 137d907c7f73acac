"""Telling the desk by mail that a comment waits longer than readers are promised. Called by the worker."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dateline.moderation.models import LateMail, Queued, QueuedKind, Report, Threat
from dateline.moderation.models.decision import DECIDE
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition

AGAIN = timedelta(days=1)

logger = logging.getLogger(__name__)


def late_since(now: datetime) -> datetime | None:
    """Return since when a comment must have come to wait for too long now; None where nothing is promised."""
    return now - timedelta(hours=settings.WAIT_HOURS) if settings.WAIT_HOURS else None


def tell(*, now: datetime) -> int:
    """Send the mails that are due, one for each edition and day, and return for how many.

    With a mail server that is away the next look tries again.
    """
    since = late_since(now)
    if since is None:
        return 0
    return sum(_tell(edition, since, now=now) for edition in Edition.objects.all() if _is_late(edition, since))


def _is_late(edition: Edition, since: datetime) -> bool:
    waiting = Queued.objects.exclude(kind=QueuedKind.UNREAD).filter(since__lte=since)
    # The desk is told of these in their own ways.
    waiting = waiting.exclude(comment__in=Report.objects.waiting().values("comment"))
    waiting = waiting.exclude(comment__in=Threat.objects.open().values("comment"))
    return waiting.filter(story__edition=edition).order_by("since").exists()


def _tell(edition: Edition, since: datetime, *, now: datetime) -> int:
    # Whoever changes the row tells; a worker beside this one finds it changed. No transaction waits for a mail server.
    row, is_new = LateMail.objects.get_or_create(edition=edition, defaults={"told_at": now})
    before = None if is_new else row.told_at
    due = LateMail.objects.filter(edition=edition, told_at__lte=now - AGAIN)
    if not (is_new or due.update(told_at=now)):
        return 0
    told = [user.email for user in _moderators(edition)]
    try:
        if told:
            _mail(edition, told)
    except OSError as fault:  # the server's name, its port, its answer
        _take_back(edition, before)
        logger.error("The desk could not be told by mail that comments wait: %s", type(fault).__name__)
        return 0
    return 1


def _take_back(edition: Edition, before: datetime | None) -> None:
    row = LateMail.objects.filter(edition=edition)
    if before is None:
        row.delete()
    else:
        row.update(told_at=before)


def _moderators(edition: Edition) -> list[User]:
    staff = User.objects.filter(is_active=True).exclude(email="")
    return [user for user in staff if beat_of(user, DECIDE).reaches(edition.pk)]


def _mail(edition: Edition, told: list[str]) -> None:
    with translation.override(edition.language):
        hours = settings.WAIT_HOURS
        subject = _("Comments wait for too long: %(edition)s") % {"edition": edition.name}
        text = ngettext(
            "The oldest comment has waited for more than %(hours)s hour.",
            "The oldest comment has waited for more than %(hours)s hours.",
            hours,
        ) % {"hours": hours}
        address = f"{settings.BASE_URL}{reverse('newsroom-comments')}?sort=age&edition={edition.code}"
    EmailMessage(subject, f"{text}\n\n{address}\n", bcc=told).send()
