"""The rows of moderation: rules and their clauses, what checks said, decisions that cite clauses, appeals, reports."""

from dateline.moderation.models.appeal import Appeal, AppealOutcome
from dateline.moderation.models.decision import Decision, Outcome
from dateline.moderation.models.house_rules import LONGEST_LAW, Clause, ClauseKind, HouseRules
from dateline.moderation.models.opinion import CheckOpinion
from dateline.moderation.models.report import LegalHold, Report, ReportKind, ReportOutcome

__all__ = [
    "LONGEST_LAW",
    "Appeal",
    "AppealOutcome",
    "CheckOpinion",
    "Clause",
    "ClauseKind",
    "Decision",
    "HouseRules",
    "LegalHold",
    "Outcome",
    "Report",
    "ReportKind",
    "ReportOutcome",
]
