"""The rows of moderation: published rules, their clauses, what checks said, decisions that cite clauses, appeals,
listed words, and the signs
by which comments are known again."""

from dateline.moderation.models.appeal import Appeal, AppealOutcome
from dateline.moderation.models.decision import Decision, Outcome
from dateline.moderation.models.house_rules import LONGEST_LAW, Clause, ClauseKind, HouseRules
from dateline.moderation.models.opinion import CheckOpinion
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
    "HouseRules",
    "ListedWord",
    "Outcome",
    "Sign",
    "WordList",
]
