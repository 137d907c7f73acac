"""The rows of moderation: rules, word lists, what checks said, the queue, decisions, appeals, reports, signs.

Beside them scores, who was asked for advice, threats to life, and bans.
"""

from dateline.moderation.models.appeal import Appeal, AppealOutcome
from dateline.moderation.models.ban import Ban, BanKind
from dateline.moderation.models.decision import Decision, Outcome
from dateline.moderation.models.engine_question import EngineQuestion
from dateline.moderation.models.house_rules import LONGEST_LAW, Clause, ClauseKind, HouseRules
from dateline.moderation.models.late_mail import LateMail
from dateline.moderation.models.layer import LayerInUse, Learning, LearningOutcome
from dateline.moderation.models.lease import Lease
from dateline.moderation.models.month import MonthOfComments
from dateline.moderation.models.opinion import CheckOpinion
from dateline.moderation.models.passed import Pass, PassKind
from dateline.moderation.models.queued import Queued, QueuedKind
from dateline.moderation.models.reader_request import FoundBy, ReaderRequest, RequestKind
from dateline.moderation.models.report import LegalHold, Report, ReportKind, ReportOutcome
from dateline.moderation.models.score import ONE_HALF, CommentScore, Threshold
from dateline.moderation.models.sign import Sign
from dateline.moderation.models.threat import AuthorityTold, Threat
from dateline.moderation.models.word_list import Does, ListedWord, WordList

__all__ = [
    "LONGEST_LAW",
    "ONE_HALF",
    "Appeal",
    "AppealOutcome",
    "AuthorityTold",
    "Ban",
    "BanKind",
    "CheckOpinion",
    "Clause",
    "ClauseKind",
    "CommentScore",
    "Decision",
    "Does",
    "EngineQuestion",
    "FoundBy",
    "HouseRules",
    "LateMail",
    "LayerInUse",
    "Learning",
    "LearningOutcome",
    "Lease",
    "LegalHold",
    "ListedWord",
    "MonthOfComments",
    "Outcome",
    "Pass",
    "PassKind",
    "Queued",
    "QueuedKind",
    "ReaderRequest",
    "Report",
    "ReportKind",
    "ReportOutcome",
    "RequestKind",
    "Sign",
    "Threat",
    "Threshold",
    "WordList",
]
