"""The comments of the sample newsroom, received, checked and judged as readers' own. Called by `load`."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.comments.taking_back import take_back
from dateline.moderation import answering, appealing, banning, checking, judging, passing, reporting, threats
from dateline.moderation.banning import Days
from dateline.moderation.models import AppealOutcome, BanKind, HouseRules, PassKind, ReportKind
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.site.sample.plan import CommentPlan
from dateline.site.sample.stories import Written

REPORTED_AFTER = timedelta(minutes=50)
"""How long after it came somebody said that it is untrue."""
READ_WITHIN = timedelta(minutes=20)
"""How long after a comment came its moderator ruled."""
APPEALED_AFTER, ANSWERED_AFTER = timedelta(hours=3), timedelta(hours=14)
"""How long after it came its writer appealed, and how long after that the chief answered."""


def receive(planned: Iterable[CommentPlan], written: Written, *, moderator: User, chief: User, now: datetime) -> None:
    """Store the comments, the oldest first, and rule on those that do not wait, under the law as the chief."""
    for each in sorted(planned, key=lambda comment: -comment.age):
        sent = now - timedelta(hours=each.age)
        story = written[each.edition, each.story]
        answers = Comment.objects.get(story=story, name=each.answers) if each.answers else None
        if each.by_newsroom:
            answering.write_as_newsroom(story, name=each.name, text=each.text, answers=answers, by=moderator, now=sent)
            continue
        submission = Submission(name=each.name, text=each.text, email="", address="", answers=answers)
        comment = checking.receive(story, submission, now=sent)
        _judge(comment, each, by=chief if each.law else moderator, now=min(now, sent + READ_WITHIN))
        if each.appeal:
            _appeal(comment, each, by=chief, now=now)
        if each.untrue:
            comment.refresh_from_db()
            libel = Reported(ReportKind.LIBEL, each.untrue_because, each.untrue, each.untrue_of)
            reporting.file(comment, libel, now=min(now, sent + REPORTED_AFTER))
        _lay_before_others(comment, each, by=moderator, now=min(now, sent + READ_WITHIN))


def _judge(comment: Comment, planned: CommentPlan, *, by: User, now: datetime) -> None:
    if planned.state == "shown":
        judging.show(comment, by=by, now=now)
    elif planned.state == "taken":
        take_back(comment, now=now)
    elif planned.state == "refused":
        rules = HouseRules.objects.in_force(comment.story.edition)
        assert rules is not None, "An edition of the sample has house rules."
        clause = rules.clauses.get(code=planned.clause)
        sentence = planned.sentence or clause.reader_sentence
        judging.refuse(comment, clause=clause, sentence=sentence, law=planned.law, by=by, now=now)


def _lay_before_others(comment: Comment, planned: CommentPlan, *, by: User, now: datetime) -> None:
    if planned.passed:
        passing.pass_on(comment, PassKind.LEGAL, note=planned.passed, by=by, now=now)
    if planned.threat:
        threats.raise_threat(comment, note=planned.threat, by=by, now=now)
    if planned.banned:
        banning.ban(comment, BanKind.NAME, days=Days.WEEK, reason=planned.banned, everywhere=False, by=by, now=now)


def _appeal(comment: Comment, planned: CommentPlan, *, by: User, now: datetime) -> None:
    filed = comment.created_at + APPEALED_AFTER
    appeal = appealing.file(comment, text=planned.appeal, now=min(now, filed))
    if planned.outcome:
        answered = min(now, filed + ANSWERED_AFTER)
        appealing.answer(appeal, AppealOutcome(planned.outcome), words=planned.answer, by=by, now=answered)
