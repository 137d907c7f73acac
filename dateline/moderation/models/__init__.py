"""The rows of moderation: rules and their clauses, word lists, what checks said, decisions, appeals, reports, signs."""

from dateline.moderation.models.appeal import Appeal, AppealOutcome
from dateline.moderation.models.decision import Decision, Outcome
from dateline.moderation.models.engine_question import EngineQuestion
from dateline.moderation.models.house_rules import LONGEST_LAW, Clause, ClauseKind, HouseRules
from dateline.moderation.models.opinion import CheckOpinion
from dateline.moderation.models.report import LegalHold, Report, ReportKind, ReportOutcome
from dateline.moderation.models.sign import Sign
from dateline.moderation.models.word_list import Does, ListedWord, WordList

__all__ = [
    "LONGEST_LAW",
    "Appeal",
    "AppealOutcome",
    "CheckOpinion",
    "Clause",
    "ClauseKind",
    "Decision",
    "Does",
    "EngineQuestion",
    "HouseRules",
    "LegalHold",
    "ListedWord",
    "Outcome",
    "Report",
    "ReportKind",
    "ReportOutcome",
    "Sign",
    "WordList",
]
