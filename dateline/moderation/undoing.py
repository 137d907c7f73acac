"""Undoing one's last decision: what stood before stands again, by a further row of the chain (decisions/0057)."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from dateline.comments import mail
from dateline.comments.mail import Event
from dateline.comments.models import Comment, State
from dateline.comments.restoring import restore
from dateline.moderation import passing, queueing, threats
from dateline.moderation.models import Appeal, Decision, Outcome
from dateline.people.models import User

TIME_TO_UNDO = timedelta(minutes=10)
"""After a decision: a slip is seen at once or with the next comments. Later a further decision says what is right."""
GAVE = {Outcome.SHOW: State.SHOWN, Outcome.REFUSE: State.REFUSED}


def as_it_stands(comment: Comment) -> dict[str, Any]:
    """Return what a decision keeps of the comment before it, so that it can be undone."""
    moments = {"decided_at": comment.decided_at, "unread_since": comment.unread_since}
    return {"state": comment.state} | {name: moment.isoformat() if moment else None for name, moment in moments.items()}


def undo(decision: Decision, *, by: User, now: datetime) -> Comment:
    """Have what stood before a decision stand again, and return the comment. Once more changes nothing.

    No mail about the decision goes out. Raises `PermissionDenied` with a sentence where `refusal_of` has one, and when
    the reader was told by mail.
    """
    with transaction.atomic():
        comment = decision.comment.locked()
        if Decision.objects.filter(undoes=decision).exists():
            return comment
        if refusal := refusal_of(decision, comment, by=by, now=now):
            raise PermissionDenied(refusal)
        if not mail.withdraw(comment, Event.DECIDED, of=decision.decided_at):
            raise PermissionDenied(_("The reader was told by mail. Decide again instead: a mail tells that too."))
        before = decision.before or {}
        moments = {name: parse_datetime(before[name] or "") for name in ("decided_at", "unread_since")}
        restore(comment, State(before["state"]), **moments, now=now)
        Decision.objects.create(comment=comment, outcome=Outcome.UNDO, undoes=decision, decided_by=by, decided_at=now)
        passing.stand_again(decision)
        queueing.rate_again(comment)
    return comment


def refusal_of(decision: Decision, comment: Comment, *, by: User, now: datetime) -> str:
    """Return why somebody may not undo a decision, in a sentence; empty where they may."""
    if decision.decided_by != by or not decision.before:
        return _("Only who decided undoes it. Decide again instead.")
    if now - decision.decided_at > TIME_TO_UNDO:
        return _("A decision is undone within ten minutes. Decide again instead.")
    if threats.open_on(comment):
        return _("The comment may threaten somebody’s life. Decide again instead.")
    if decision.on_reports.exists():
        return _("Who reported the comment was told. Decide again instead.")
    if comment.decisions.latest("pk") != decision or comment.state != GAVE[Outcome(decision.outcome)]:
        return _("Something has happened to the comment since. Decide again instead.")
    if hasattr(decision, "of_appeal") or Appeal.objects.filter(decision=decision).exists():
        return _("The reader has read the decision. Decide again instead.")
    return ""
