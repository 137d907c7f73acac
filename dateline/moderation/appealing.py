"""Appeals: a reader files one through the receipt, another person than the one who decided answers it at the desk."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.mail import Event, tell
from dateline.comments.models import Comment, State
from dateline.moderation import judging, passing, threats
from dateline.moderation.models import Appeal, AppealOutcome, Decision, HouseRules, Outcome
from dateline.moderation.models.appeal import appeal_ends_at
from dateline.people.models import User


def appealable(comment: Comment, *, now: datetime) -> Decision | None:
    """Return the refusal that its reader can appeal against now, or None.

    It is the last word on the comment, was not itself the answer to an appeal, and is younger than 183 days.
    """
    if not comment.is_refused:
        return None
    decision = comment.decisions.standing().select_related("of_appeal", "appeal").latest("decided_at", "pk")
    is_new = not hasattr(decision, "of_appeal") and not hasattr(decision, "appeal")
    return decision if is_new and now < appeal_ends_at(decision) else None


def file(comment: Comment, *, text: str, now: datetime) -> Appeal:
    """Store a reader's appeal against the refusal of a comment; filed again, it is the same one.

    Raises `PermissionDenied` with a sentence where nothing can be appealed against.
    """
    with transaction.atomic():
        comment = comment.locked()
        decision = appealable(comment, now=now)
        if decision:
            tell(comment, Event.APPEALED, of=now)
            return Appeal.objects.create(decision=decision, text=text, filed_at=now)
        standing = Appeal.objects.waiting_on(comment).first()
        if standing and comment.is_refused:
            return standing
        raise PermissionDenied(_("There is no refusal that you can appeal against."))


def answer(appeal: Appeal, outcome: AppealOutcome, *, words: str, by: User, now: datetime) -> Decision:
    """Answer an appeal by a decision of its own, and return that.

    Overturned, the comment is shown; upheld, it stays refused under the clause that was cited; shown after an edit, it
    stays refused until its reader sends it again as the words ask. Raises `ValidationError` without words,
    `PermissionDenied` with a sentence for who has decided on the comment before, who may not decide under the law that
    the decision rests on, and when the appeal was answered before.
    """
    words = words.strip()
    if not words:
        raise ValidationError(_("Answer the reader in words."))
    with transaction.atomic():
        appeal = (
            Appeal.objects.select_for_update(of=("self",)).select_related("decision__clause__rules").get(pk=appeal.pk)
        )
        comment = appeal.decision.comment.locked()
        if refusal := refusal_of(appeal, by=by):
            raise PermissionDenied(refusal)
        if outcome == AppealOutcome.OVERTURNED:
            ruling = _shown(comment, words, by=by, now=now)
        else:
            ruling = _refused_again(comment, appeal.decision, words, by=by, now=now)
        passing.end_by(ruling)
        appeal.outcome, appeal.answer, appeal.ruling = outcome, words, ruling
        appeal.answered_by, appeal.answered_at = by, now
        appeal.save()
    return ruling


def refusal_of(appeal: Appeal, *, by: User) -> str:
    """Return why somebody may not answer an appeal, in a sentence; empty where they may."""
    decision = appeal.decision
    if not appeal.is_waiting:
        return _("This appeal is answered already.")
    if refusal := threats.refusal_of(decision.comment, by=by):
        return refusal
    if decision.comment.decisions.filter(decided_by=by).exists():
        return _("You have decided on this comment before. Somebody else answers the appeal.")
    if decision.clause and decision.clause.is_legal and not judging.may_decide_under_law(decision.comment, by):
        return _("The decision rests on the law. A desk chief answers the appeal.")
    return ""


def _shown(comment: Comment, words: str, *, by: User, now: datetime) -> Decision:
    comment.turn(State.SHOWN, at=now)
    rules = HouseRules.objects.in_force(comment.story.edition)
    facts = {"rules": rules, "sentence": words, "decided_by": by, "decided_at": now}
    return Decision.objects.create(comment=comment, outcome=Outcome.SHOW, **facts)


def _refused_again(comment: Comment, decision: Decision, words: str, *, by: User, now: datetime) -> Decision:
    comment.turn(State.REFUSED, at=now)  # from now on there is time to change it
    kept = ("outcome", "rules", "clause", "clause_number", "law")
    facts = {name: getattr(decision, name) for name in kept}
    return Decision.objects.create(comment=comment, **facts, sentence=words, decided_by=by, decided_at=now)
