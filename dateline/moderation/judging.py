"""Judging a comment: each ruling writes its row and turns the comment's state in one transaction."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dateline.comments.models import Comment, State
from dateline.moderation import passing, replying, threats
from dateline.moderation.models import Appeal, Clause, Decision, HouseRules, Outcome, Report
from dateline.moderation.models.decision import UNDER_LAW
from dateline.moderation.undoing import as_it_stands
from dateline.people.models import User

CHANGED = gettext_lazy("The reader has changed the comment meanwhile. Read it again, then decide.")


def show(comment: Comment, *, by: User, now: datetime) -> Decision:
    """Rule that a comment keeps the rules and may be seen. One that a person has shown gets no second row.

    Of one that a program has shown it says that somebody has read it.

    `comment` is as the decider read it. Raises `ValidationError` with a sentence when it has another text by now or was
    taken back, while an appeal waits, whose answer rules on it, and when it was refused under the law by who may.
    """
    with transaction.atomic():
        comment = _as_read(comment, by=by)
        _refuse_while_reported(comment)
        if comment.is_shown and not _last(comment).automatic:
            return _once_more(comment, by=by, now=now)
        return _shown(comment, by=by, now=now)


def show_again(comment: Comment, *, by: User, now: datetime) -> Decision:
    """Rule that a comment against which somebody speaks keeps the rules: a row of its own, also of one that is shown.

    For `reporting`. Raises as `show` does.
    """
    with transaction.atomic():
        return _shown(_as_read(comment, by=by), by=by, now=now)


def refuse(
    comment: Comment, *, clause: Clause | None, sentence: str, law: str = "", by: User, now: datetime
) -> Decision:
    """Rule that a comment breaks a clause in force, and say so to its reader in a sentence.

    Under a legal clause `law` cites law and section. Raises `ValidationError` with a sentence when the clause is
    missing, switched off or not of the version in force, when the reader would be told nothing, and when a legal
    clause comes without its law, or from somebody who may not decide under it; and as `show` does.
    """
    with transaction.atomic():
        _refuse_while_reported(comment.locked())
        return refuse_reported(comment, clause=clause, sentence=sentence, law=law, by=by, now=now)


def refuse_reported(
    comment: Comment, *, clause: Clause | None, sentence: str, law: str = "", by: User, now: datetime
) -> Decision:
    """Do as `refuse` does, also where a report waits. For `reporting`, which answers that with it."""
    sentence, law = sentence.strip(), law.strip()
    with transaction.atomic():
        comment = _as_read(comment, by=by)
        _refuse_unless_reasoned(comment, clause, sentence)
        assert clause is not None
        _refuse_unless_lawful(comment, clause, law, by=by)
        if comment.is_refused and not _last(comment).automatic and _same(_last(comment), clause, sentence, law):
            return _once_more(comment, by=by, now=now)
        before = as_it_stands(comment)
        comment.turn(State.REFUSED, at=now)
        decision = Decision.objects.create(
            comment=comment,
            outcome=Outcome.REFUSE,
            rules=clause.rules,
            clause=clause,
            clause_number=clause.number,
            sentence=sentence,
            law=law,
            decided_by=by,
            decided_at=now,
            before=before,
        )
        passing.end_by(decision)
        return decision


def _once_more(comment: Comment, *, by: User, now: datetime) -> Decision:
    decision = _last(comment)
    passing.end_by(decision, by=by, now=now)
    return decision


def may_decide_under_law(comment: Comment, user: User) -> bool:
    """Whether somebody may refuse this comment under a legal clause."""
    return Comment.objects.for_right(user, UNDER_LAW).filter(pk=comment.pk).exists()


def _as_read(comment: Comment, *, by: User) -> Comment:
    """Lock the comment, unless it is another than was read, an appeal waits, or it was refused under the law."""
    now_there = comment.locked()
    if now_there.sent_at != comment.sent_at:
        raise ValidationError(CHANGED)
    if now_there.is_taken_back:
        raise ValidationError(_("Its writer has taken the comment back. There is nothing to decide."))
    if now_there.is_erased:
        raise ValidationError(
            _("The words of this comment are erased: the time for which a refused one is kept is over.")
        )
    _refuse_while_appealed(now_there)
    if refusal := threats.refusal_of(now_there, by=by):
        raise ValidationError(refusal)
    standing = _last(now_there).clause if now_there.is_refused else None
    if standing and standing.is_legal and not may_decide_under_law(now_there, by):
        raise ValidationError(_("The comment was refused under the law. Only a desk chief decides otherwise."))
    return now_there


def _shown(comment: Comment, *, by: User, now: datetime) -> Decision:
    rules, before = HouseRules.objects.in_force(comment.story.edition), as_it_stands(comment)
    if comment.is_shown:
        comment.note_read()
    else:
        comment.turn(State.SHOWN, at=now)
    facts = {"rules": rules, "decided_by": by, "decided_at": now, "before": before}
    decision = Decision.objects.create(comment=comment, outcome=Outcome.SHOW, **facts)
    passing.end_by(decision)
    replying.stand_first(comment, by=by, now=now)
    return decision


def _last(comment: Comment) -> Decision:
    return comment.decisions.standing().latest("decided_at", "pk")


def _same(decision: Decision, clause: Clause, sentence: str, law: str) -> bool:
    return (decision.clause_id, decision.sentence, decision.law) == (clause.pk, sentence, law)


def _refuse_while_appealed(comment: Comment) -> None:
    if Appeal.objects.waiting_on(comment).exists():
        raise ValidationError(_("The reader has appealed. Answer the appeal: that rules on the comment."))


def _refuse_while_reported(comment: Comment) -> None:
    if Report.objects.waiting().filter(comment=comment).exists():
        raise ValidationError(_("A reader has reported the comment. Answer the report: that rules on the comment."))


def _refuse_unless_reasoned(comment: Comment, clause: Clause | None, sentence: str) -> None:
    if clause is None:
        raise ValidationError(_("A refusal names the clause it rests on. Choose one."))
    if clause.rules != HouseRules.objects.in_force(comment.story.edition):
        raise ValidationError(_("This clause is not in the house rules in force. Choose one of theirs."))
    if not clause.enabled:
        raise ValidationError(_("This clause is switched off. Choose another."))
    if not sentence:
        raise ValidationError(_("Tell the reader in a sentence why the comment is refused."))


def _refuse_unless_lawful(comment: Comment, clause: Clause, law: str, *, by: User) -> None:
    if not clause.is_legal:
        if law:
            raise ValidationError(
                _("This clause rests on no law. Leave law and section empty, or take a legal clause.")
            )
        return
    if not may_decide_under_law(comment, by):
        raise ValidationError(
            _("Only a desk chief decides under a legal clause. Choose another clause, or leave the comment to them.")
        )
    if not law:
        raise ValidationError(_("A decision under a legal clause cites the law. Give law and section."))
