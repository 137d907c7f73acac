"""The rows of moderation: the published rules, their clauses, and decisions that cite them."""

from dateline.moderation.models.decision import Decision, Outcome
from dateline.moderation.models.house_rules import Clause, ClauseKind, HouseRules

__all__ = ["Clause", "ClauseKind", "Decision", "HouseRules", "Outcome"]
