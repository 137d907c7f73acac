"""Deciding without a person: only where a mode shows or a clause in force refuses by itself (decisions/0051).

`checking` calls it with what the checks said, in the transaction in which the comment is stored. Whatever is unsure,
unavailable or perhaps a matter of law is left to a person.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from dateline.comments.models import Comment, State
from dateline.moderation import checks
from dateline.moderation.checks.opinion import Opinion, Verdict
from dateline.moderation.engine import NAME
from dateline.moderation.models import Clause, Decision, HouseRules, Outcome, Pass, Report
from dateline.moderation.models.opinion import SCORES
from dateline.moderation.scores import given
from dateline.stories.models import OF_COMMENTING, Commenting, CommentsDoor, Story

Opinions = Sequence[tuple[str, Opinion]]


@dataclass(frozen=True)
class Breach:
    """What a program refuses for: the clause, its number, and the check that found it, with its opinion."""

    clause: Clause
    number: int
    check: str
    opinion: Opinion


def decide(comment: Comment, opinions: Opinions, *, now: datetime) -> Decision | None:
    """Show or refuse a comment that waits, and return the decision; None, without a query, where a person is to rule.

    Once a person has ruled on a comment, programs leave it to persons: who changes one asks for `is_left_to_persons`.
    """
    commenting = comment.story.commenting(now)
    if commenting.door != CommentsDoor.OPEN:
        return None
    if any(opinion.verdict == Verdict.BREACH and opinion.clause for _name, opinion in opinions):
        return _refuse(comment, opinions, now=now)
    if commenting.reads_first or not all_clean(opinions):
        return None
    return _show(comment, opinions, now=now)


def is_left_to_persons(comment: Comment) -> bool:
    """Whether somebody has ruled on a comment, passed it on, seen a threat in it or reported it, and has no answer."""
    ruled = comment.decisions.filter(automatic=False).exists() or comment.threats.exists()
    passed = Pass.objects.standing().filter(comment=comment)
    return ruled or passed.exists() or Report.objects.waiting().filter(comment=comment).exists()


def all_clean(opinions: Opinions) -> bool:
    """Whether every check found nothing. Where none was asked, nothing is known."""
    return bool(opinions) and all(opinion.verdict == Verdict.CLEAN for _name, opinion in opinions)


def breach_among(opinions: Opinions, clauses: Sequence[Clause]) -> Breach | None:
    """Return the first breach of a clause under which a program may refuse; None where it may not.

    It may not while a check is unavailable, where anything said is about a legal clause, and where the reader would be
    told nothing. `clauses` are those in force, in order.
    """
    known = {clause.code: (clause, number) for number, clause in enumerate(clauses, 1)}
    if any(opinion.verdict == Verdict.UNAVAILABLE for _name, opinion in opinions):
        return None
    named = [(name, opinion, *known[opinion.clause]) for name, opinion in opinions if opinion.clause in known]
    if any(clause.is_legal for _name, _opinion, clause, _number in named):
        return None
    for name, opinion, clause, number in named:
        if opinion.verdict == Verdict.BREACH and clause.decided_automatically and clause.reader_sentence.strip():
            return Breach(clause, number, name, opinion)
    return None


def _show(comment: Comment, opinions: Opinions, *, now: datetime) -> Decision | None:
    commenting = _as_it_is_now(comment, now)  # the desk may have held or closed meanwhile
    if commenting.reads_first:
        return None
    if commenting.reads_after:
        comment.show_unread(at=now)
    else:
        comment.turn(State.SHOWN, at=now)
    facts = {"rules": HouseRules.objects.in_force(comment.story.edition), "outcome": Outcome.SHOW}
    return _write(comment, {"mode": commenting.mode.value}, opinions, now=now, **facts)


def _refuse(comment: Comment, opinions: Opinions, *, now: datetime) -> Decision | None:
    rules = HouseRules.objects.in_force(comment.story.edition)
    breach = breach_among(opinions, rules.clauses_in_force()) if rules else None
    if rules is None or breach is None or _as_it_is_now(comment, now).door != CommentsDoor.OPEN:
        return None
    comment.turn(State.REFUSED, at=now)
    by = {"check": breach.check, "word": breach.opinion.word, "spans": [list(span) for span in breach.opinion.spans]}
    facts: dict[str, Any] = {"rules": rules, "outcome": Outcome.REFUSE, "clause": breach.clause}
    facts |= {"clause_number": breach.number, "sentence": breach.clause.reader_sentence.strip()}
    return _write(comment, by, opinions, now=now, **facts)


def _as_it_is_now(comment: Comment, now: datetime) -> Commenting:
    stories = Story.objects.select_related("edition", "section").only("news_id", *OF_COMMENTING)
    story: Story = stories.get(pk=comment.story_id)
    return story.commenting(now)


def _write(comment: Comment, by: dict[str, Any], opinions: Opinions, *, now: datetime, **facts: Any) -> Decision:
    asked = {name: version_of(name) for name, _opinion in opinions}
    return Decision.objects.create(
        comment=comment, automatic=True, program=by | {"checks": asked}, decided_at=now, **facts
    )


def version_of(check: str) -> str:
    """Return what tells one version of a check from another: the beginning of its file's SHA-256.

    Of the outside engine its kind, host and model; of scores besides the version of the engine that gave them.
    """
    if check == NAME and settings.ENGINE:
        return str(settings.ENGINE.version)
    if check == SCORES:
        return " ".join(filter(None, (_version_of_file(check), given.version())))
    return _version_of_file(check)


@cache
def _version_of_file(check: str) -> str:
    file = Path(checks.__file__).with_name(f"{check}.py")
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else ""
