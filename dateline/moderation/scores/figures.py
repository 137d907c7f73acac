"""How the scores fare against what people ruled: plain sums on rows, without a query. `figures_reading` reads the rows.

What a ruling says of an attribute: a comment that is shown has none; one refused under a clause that names attributes
has these, and TOXICITY; of the others nothing is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.scoring.learning.budget import Point, Ruled, budget_curve, wilson

TOXICITY = "TOXICITY"
ENOUGH = 50
"""Rulings on an attribute from which its figures say something."""
SHARES = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75)
"""Of the comments, read first: where the curve has a row."""


@dataclass(frozen=True)
class Ruling:
    """A scored comment and what a person ruled on it last. `named` are the attributes of the clause it rests on."""

    comment: int
    scores: Mapping[str, float]
    is_blind: bool
    is_refused: bool = False
    clause: str = ""
    named: frozenset[str] = frozenset()

    def has(self, attribute: str) -> bool | None:
        """Whether the comment has the attribute by this ruling; None where the ruling does not say."""
        if not self.is_refused:
            return False
        if attribute in self.named or (attribute == TOXICITY and self.named):
            return True
        return None


@dataclass(frozen=True)
class Part:
    """So many of so many, and between which shares the true one lies (Wilson's interval, 95 in 100)."""

    found: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.found / self.of if self.of else 0.0


@dataclass(frozen=True)
class Fared:
    """How a threshold fared: of what it raised how much people refused, and of what they refused how much it raised."""

    rulings: int
    right: Part
    caught: Part

    @property
    def is_enough(self) -> bool:
        return self.rulings >= ENOUGH


@dataclass(frozen=True)
class Agreement:
    """How often an attribute that a clause names was at its threshold in comments refused under it."""

    clause: str
    agreed: Part


def part(found: int, of: int) -> Part:
    """Return a share with Wilson's interval, which holds for few rows and near none or all too."""
    if not of:
        return Part(0, 0, 0.0, 1.0)
    return Part(found, of, *wilson(found / of, of))


def fared(rulings: Iterable[Ruling], attribute: str, threshold: float) -> Fared:
    """Return how a threshold fared against the rulings that say something of its attribute."""
    rows = [(row.scores[attribute] >= threshold, row.has(attribute)) for row in rulings if attribute in row.scores]
    said = [(raised, has) for raised, has in rows if has is not None]
    raised = [has for is_raised, has in said if is_raised]
    breaches = sum(1 for _raised, has in said if has)
    return Fared(len(said), part(sum(map(bool, raised)), len(raised)), part(sum(map(bool, raised)), breaches))


def raised_share(scores: Sequence[Mapping[str, float]], attribute: str, threshold: float) -> Part:
    """Return how many comments a threshold raises a doubt about, of all that came."""
    return part(sum(each.get(attribute, 0.0) >= threshold for each in scores), len(scores))


def budget(rulings: Iterable[Ruling], attribute: str) -> list[Point]:
    """Return what is found by reading the highest scores first; nothing where people refused none for the attribute."""
    rows = [(row.scores[attribute], row.has(attribute)) for row in rulings if attribute in row.scores]
    return budget_curve([Ruled(score, has) for score, has in rows if has is not None], SHARES)


def agreement(rulings: Iterable[Ruling], thresholds: Mapping[str, float]) -> list[Agreement]:
    """Return for each clause that names attributes how far the scores agreed with its refusals, the most first."""
    refused: dict[str, list[bool]] = defaultdict(list)
    for row in rulings:
        if row.is_refused and row.named:
            refused[row.clause].append(any(row.scores.get(name, 0.0) >= thresholds[name] for name in row.named))
    found = [Agreement(clause, part(sum(agreed), len(agreed))) for clause, agreed in refused.items()]
    return sorted(found, key=lambda each: (-each.agreed.of, each.clause))
