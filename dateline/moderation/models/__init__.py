"""The rows of moderation: the published rules, their clauses, what checks said, and decisions that cite clauses."""

from dateline.moderation.models.decision import Decision, Outcome
from dateline.moderation.models.house_rules import LONGEST_LAW, Clause, ClauseKind, HouseRules
from dateline.moderation.models.opinion import CheckOpinion

__all__ = ["LONGEST_LAW", "CheckOpinion", "Clause", "ClauseKind", "Decision", "HouseRules", "Outcome"]
