"""What one version of house rules changes against another, clause by clause. Plain values; the desk shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from dateline.moderation.models import Clause

Change = Literal["new", "changed", "dropped", "switched on", "switched off"]
"""The desk says each in its own language: `newsroom/house_rules.py` marks them."""

COMPARED = (
    "title",
    "text",
    "guidance",
    "kind",
    "reader_sentence",
    "decided_automatically",
    "attributes",
    "legal_ground",
    "statement_category",
    "statement_keyword",
)


@dataclass(frozen=True)
class ClauseChange:
    """How a clause differs, known by its code in both versions; `before` or `after` is None where it is missing."""

    change: Change
    title: str
    before: Clause | None
    after: Clause | None
    fields: tuple[str, ...] = ("text",)
    """Which of `COMPARED` differ; of a clause that is there once, what it says."""


def compare(before: Iterable[Clause], after: Iterable[Clause]) -> list[ClauseChange]:
    """Return the clauses that differ, in the order of `after`, the dropped ones last. Order alone is no change."""
    old = {clause.code: clause for clause in before}
    new = {clause.code: clause for clause in after}
    changes = [_change(old.get(code), clause) for code, clause in new.items()]
    changes += [ClauseChange("dropped", clause.title, clause, None) for code, clause in old.items() if code not in new]
    return [change for change in changes if change]


def _change(before: Clause | None, after: Clause) -> ClauseChange | None:
    if before is None:
        return ClauseChange("new", after.title, None, after)
    differing = tuple(name for name in COMPARED if getattr(before, name) != getattr(after, name))
    if before.enabled != after.enabled:
        switched: Change = "switched on" if after.enabled else "switched off"
        return ClauseChange(switched, after.title, before, after, differing or ("text",))
    return ClauseChange("changed", after.title, before, after, differing) if differing else None
