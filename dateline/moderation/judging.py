"""Judging a comment: each ruling writes its row and turns the comment's state in one transaction."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dateline.comments.models import Comment, State
from dateline.moderation.models import Clause, Decision, HouseRules, Outcome
from dateline.people.models import User


def show(comment: Comment, *, by: User, now: datetime) -> Decision:
    """Rule that a comment keeps the rules and may be seen. A comment already shown gets no second row."""
    with transaction.atomic():
        comment = _locked(comment)
        if comment.is_shown:
            return _last(comment)
        rules = HouseRules.objects.in_force(comment.story.edition)
        comment.turn(State.SHOWN, at=now)
        return Decision.objects.create(
            comment=comment, outcome=Outcome.SHOW, rules=rules, decided_by=by, decided_at=now
        )


def refuse(comment: Comment, *, clause: Clause | None, sentence: str, by: User, now: datetime) -> Decision:
    """Rule that a comment breaks a clause in force, and say so to its reader in a sentence.

    Raises `ValidationError` with a sentence when the clause is missing, switched off or not of the version in
    force, or when the reader would be told nothing.
    """
    with transaction.atomic():
        comment = _locked(comment)
        _refuse_unless_reasoned(comment, clause, sentence)
        assert clause is not None
        if comment.is_refused and _same(_last(comment), clause, sentence):
            return _last(comment)
        comment.turn(State.REFUSED, at=now)
        return Decision.objects.create(
            comment=comment,
            outcome=Outcome.REFUSE,
            rules=clause.rules,
            clause=clause,
            clause_number=clause.number,
            sentence=sentence.strip(),
            decided_by=by,
            decided_at=now,
        )


def _locked(comment: Comment) -> Comment:
    return Comment.objects.select_for_update(of=("self",)).select_related("story__edition").get(pk=comment.pk)


def _last(comment: Comment) -> Decision:
    return comment.decisions.latest("decided_at", "pk")


def _same(decision: Decision, clause: Clause, sentence: str) -> bool:
    return decision.clause_id == clause.pk and decision.sentence == sentence.strip()


def _refuse_unless_reasoned(comment: Comment, clause: Clause | None, sentence: str) -> None:
    if clause is None:
        raise ValidationError(_("A refusal names the clause it rests on. Choose one."))
    if clause.rules != HouseRules.objects.in_force(comment.story.edition):
        raise ValidationError(_("This clause is not in the house rules in force. Choose one of theirs."))
    if not clause.enabled:
        raise ValidationError(_("This clause is switched off. Choose another."))
    if not sentence.strip():
        raise ValidationError(_("Tell the reader in a sentence why the comment is refused."))
