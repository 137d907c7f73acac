"""What persons ruled on an edition's comments, to be learned from: final rulings on texts that are still there."""

from datetime import datetime
from math import nan
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from dateline.comments.models import State
from dateline.moderation.models import Appeal, Decision, HouseRules, Outcome, Report
from dateline.moderation.models.decision import DecisionQuerySet
from dateline.moderation.undoing import TIME_TO_UNDO
from dateline.scoring.attributes import LEARNED
from dateline.scoring.learning.labelled import Labelled
from dateline.stories.models import Edition

MOST = 50_000
"""Rulings that are learned from, the newest."""
FIELDS = (
    "outcome",
    "clause__code",
    "clause__attributes",
    "comment__text",
    "comment__score__is_blind",
    "comment__score__scored_at",
    "is_first",
    "decided_at",
)


class Ruled(NamedTuple):
    """Rulings, the oldest first, and when the newest of all was made, whether or not it says something."""

    rulings: list[Labelled]
    until: datetime | None


def rulings_of(edition: Edition, *, now: datetime, most: int = MOST) -> Ruled:
    """Return the newest final rulings of an edition that say something of an attribute. Two queries.

    Final is a person's last word on the text that is there, neither to be undone yet, nor reported, nor appealed
    against. What the newsroom wrote, what is erased and what its writer took back says nothing.
    """
    named = named_in_force(edition)
    rows = list(final(edition, now=now).order_by("-decided_at", "-pk").values_list(*FIELDS)[:most])
    found = [_labelled(*row, named=named) for row in reversed(rows)]
    return Ruled([each for each in found if each], rows[0][-1] if rows else None)


def final(edition: Edition, *, now: datetime) -> DecisionQuerySet:
    """Return the final rulings of an edition."""
    standing = Decision.objects.standing()
    later = standing.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
    as_ruled = Q(outcome=Outcome.SHOW, comment__state=State.SHOWN)
    as_ruled |= Q(outcome=Outcome.REFUSE, comment__state=State.REFUSED)
    contested = [
        Exists(Appeal.objects.waiting().filter(decision__comment=OuterRef("comment"))),
        Exists(Report.objects.waiting().filter(comment=OuterRef("comment"))),
    ]
    return standing.on_the_present_text().filter(
        as_ruled,
        ~Exists(later),
        *(~each for each in contested),
        edition=edition,
        automatic=False,
        decided_at__lt=now - TIME_TO_UNDO,
        comment__staff=None,
        comment__erased_at=None,
    )


def named_in_force(edition: Edition) -> dict[str, list[str]]:
    """Return what each clause in force names, by its code: it says so for decisions under earlier versions too."""
    rules = HouseRules.objects.in_force(edition)
    return {clause.code: clause.attributes for clause in rules.clauses_in_force()} if rules else {}


def _labelled(
    outcome: str,
    code: str | None,
    attributes: list[str] | None,
    text: str,
    is_blind: bool | None,
    scored_at: datetime | None,
    is_first: bool,
    decided_at: datetime,
    *,
    named: dict[str, list[str]],
) -> Labelled | None:
    labels = (0.0,) * len(LEARNED) if outcome == Outcome.SHOW else _refused(named.get(code or "", attributes or []))
    if labels is None:
        return None
    # Scored after it was ruled on, or never, it was read without scores as well; who ruled once more had seen them.
    return Labelled(text, labels, is_blind=bool(is_blind and is_first) or scored_at is None or scored_at > decided_at)


def _refused(attributes: list[str]) -> tuple[float, ...] | None:
    """Labels of a refusal: it is of what its clause names, and toxic; of the rest it says nothing."""
    if not attributes:
        return None
    return tuple(1.0 if name in attributes or name == LEARNED[0] else nan for name in LEARNED)
