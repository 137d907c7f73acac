"""Bans: by name a comment waits under a label, by e-mail or network address it is not taken, and its writer is told.

Whether one is in force is asked with what came before a comment (`signs`), so that it costs no query of its own.
"""

from datetime import datetime, timedelta
from enum import IntEnum

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from dateline.comments.models import Comment
from dateline.comments.privacy import email_mark
from dateline.lib import calendars
from dateline.moderation import signs
from dateline.moderation.models import Ban, BanKind
from dateline.moderation.models.decision import DECIDE
from dateline.people.models import User
from dateline.stories.beats import beat_of
from dateline.stories.models import Edition
from dateline.stories.models.edition import Calendar


class Days(IntEnum):
    """How long a ban may be. There is none for ever: somebody looks again."""

    DAY = 1
    WEEK = 7
    MONTH = 30
    QUARTER = 90
    YEAR = 365


class Banned(PermissionDenied):
    """A comment was not taken because of a ban. Its words say until when, why, and how to object."""

    def __init__(self, ban: Ban, edition: Edition) -> None:
        super().__init__()
        self.ban, self.edition = ban, edition

    def __str__(self) -> str:
        return sentence_of(self.ban, self.edition)


def ban(comment: Comment, kind: BanKind, *, days: int, reason: str, everywhere: bool, by: User, now: datetime) -> Ban:
    """Ban who wrote a comment, by what is known of them, and return the row; the same ban in force is returned instead.

    One of a network address ends when the comment's address would be forgotten. Raises `ValidationError` with a
    sentence without a reason and for what is not known (any more), `PermissionDenied` for who may not ban there.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why: whoever is refused reads it."))
    if not may_ban(comment.story.edition, by) or (everywhere and not may_ban(None, by)):
        raise PermissionDenied(_("Only who decides on the comments of a whole edition bans there."))
    mark, until = mark_of(comment, kind), _end(comment, kind, days, now=now)
    if not mark or comment.staff_id or until <= now:
        raise ValidationError(_("That is not known of this comment, or not kept any more."))
    edition = None if everywhere else comment.story.edition
    standing = Ban.objects.in_force(now).filter(kind=kind, mark=mark, edition=edition).first()
    return standing or Ban.objects.create(
        kind=kind,
        mark=mark,
        name=comment.name if kind == BanKind.NAME else "",
        edition=edition,
        reason=reason,
        comment=comment,
        banned_by=by,
        banned_at=now,
        until=until,
    )


def lift(ban: Ban, *, by: User, now: datetime) -> None:
    """End a ban before its time. Twice is harmless. Raises `PermissionDenied` for who may not ban there."""
    if not may_ban(ban.edition, by):
        raise PermissionDenied(_("Only who decides on the comments of a whole edition bans there."))
    Ban.objects.filter(pk=ban.pk, lifted_at=None).update(lifted_by=by, lifted_at=now)


def may_ban(edition: Edition | None, user: User) -> bool:
    """Whether somebody may ban in an edition; with None, in all of them."""
    beat = beat_of(user, DECIDE)
    return beat.covers(edition.pk) if edition else beat.everywhere


def mark_of(comment: Comment, kind: BanKind) -> str:
    """Return the keyed hash by which a comment's writer would be banned; empty where that is not known."""
    if kind == BanKind.EMAIL:
        return email_mark(comment.email)[: signs.LENGTH] if comment.email else ""
    own = signs.signs_of(comment.name, "", sender=comment.address_hash)
    return own.address if kind == BanKind.ADDRESS else own.name if comment.name else ""


def in_force(number: int | None) -> Ban | None:
    """Return the ban that `signs.before` found; without one nothing is asked."""
    return Ban.objects.select_related("edition").get(pk=number) if number else None


def sentence_of(ban: Ban, edition: Edition) -> str:
    """Say until when, why, and how to object, in the active language and on the edition's clock."""
    said = {"reason": ban.reason, "until": _in_words(ban.until, edition), "whom": _whom(edition)}
    if ban.kind == BanKind.EMAIL:
        text = _("No comments are taken from this e-mail address until %(until)s. The reason: %(reason)s") % said
    else:
        text = _("No comments are taken from your network address until %(until)s. The reason: %(reason)s") % said
    if not said["whom"]:
        return f"{text} " + _("If you think that this is wrong, write to the newsroom.")
    return f"{text} " + _("If you think that this is wrong, write to %(whom)s.") % said


def forget_over(*, now: datetime) -> int:
    """Forget the keyed hashes of bans that are over, and return how many. Name, reason and times stay as the log."""
    over = Ban.objects.exclude(mark="")
    return over.filter(until__lte=now).update(mark="") + over.filter(lifted_at__isnull=False).update(mark="")


def _end(comment: Comment, kind: BanKind, days: int, *, now: datetime) -> datetime:
    until = now + timedelta(days=Days(days))
    if kind == BanKind.ADDRESS:
        return min(until, comment.address_expires_at or now)
    return until


def _in_words(moment: datetime, edition: Edition) -> str:
    local = moment.astimezone(edition.zone)
    day = calendars.spelled_day(
        local.date(), calendar=Calendar(edition.calendar), language=edition.language, digits=edition.digits
    )
    return f"{day}{_(', ')}{calendars.spelled_time(moment, zone=edition.zone, digits=edition.digits)}"


def _whom(edition: Edition) -> str:
    appearance = getattr(edition, "appearance", None)
    for contact in appearance.contacts.all() if appearance else ():
        if known := contact.email or contact.address:
            return str(known)
    return ""
