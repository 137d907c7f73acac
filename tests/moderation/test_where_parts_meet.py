"""What one part of moderation does while another has its hand on the same comment."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from dateline.comments.models import Comment, State
from dateline.lib import clock
from dateline.moderation import (
    answering,
    appealing,
    deciding,
    erasing,
    figures,
    forgetting,
    judging,
    passing,
    reader_record,
    reporting,
    threats,
    undoing,
)
from dateline.moderation.models import (
    AppealOutcome,
    Clause,
    Decision,
    HouseRules,
    MonthOfComments,
    Pass,
    PassKind,
    Report,
    ReportKind,
)
from dateline.moderation.reporting import Reported
from dateline.people.models import User
from dateline.stories.models import Story

REASON = {"sentence": "“Barnacle” is an insult."}


@pytest.fixture
def comment(ferry: Story, comment_on: Any, rules: HouseRules) -> Comment:
    return comment_on(ferry, "A barnacle of a mayor.")  # type: ignore[no-any-return]


@pytest.fixture
def insult(rules: HouseRules) -> Clause:
    return rules.clauses_in_force()[1]


def fresh(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def refuse(comment: Comment, clause: Clause, by: User) -> Decision:
    return judging.refuse(fresh(comment), clause=clause, by=by, now=clock.now(), **REASON)


def pass_on(comment: Comment, to: User, *, by: User) -> Pass:
    return passing.pass_on(comment, PassKind.COLLEAGUE, to=to, note="Is barnacle one?", by=by, now=clock.now())


def test_no_undo_brings_a_comment_under_threat_back_to_the_page(
    comment: Comment, insult: Clause, mara: User, chief: User
) -> None:
    judging.show(comment, by=mara, now=clock.now())
    refusal = refuse(comment, insult, mara)
    threats.raise_threat(fresh(comment), note="He names her street.", by=chief, now=clock.now())
    with pytest.raises(PermissionDenied, match="threaten"):
        undoing.undo(refusal, by=mara, now=clock.now())
    assert fresh(comment).state == State.REFUSED


def test_what_the_chiefs_were_told_of_nobody_else_takes_away(comment: Comment, mara: User, chief: User) -> None:
    threats.raise_threat(comment, note="He names her street.", by=mara, now=clock.now())
    with pytest.raises(ValidationError, match="threaten"):
        pass_on(comment, chief, by=mara)
    assert not passing.may_give_back(Pass.objects.standing().get(comment=comment), mara)
    assert fresh(comment) in passing.left_to(chief, Comment.objects.all())


def test_a_program_leaves_alone_what_was_passed_on(comment: Comment, mara: User, chief: User) -> None:
    assert not deciding.is_left_to_persons(comment)
    pass_on(comment, chief, by=mara)
    assert deciding.is_left_to_persons(comment)


def test_a_pass_ends_with_the_answer_to_an_appeal_and_with_saying_it_once_more(
    comment: Comment, insult: Clause, mara: User, chief: User
) -> None:
    refuse(comment, insult, mara)
    appeal = appealing.file(fresh(comment), text="Why?", now=clock.now())
    pass_on(comment, chief, by=mara)
    appealing.answer(appeal, AppealOutcome.OVERTURNED, words="It is none.", by=chief, now=clock.now())
    assert not Pass.objects.standing().exists()
    pass_on(comment, chief, by=mara)
    judging.show(fresh(comment), by=chief, now=clock.now())
    assert not Pass.objects.standing().exists()


def test_a_colleague_who_has_left_keeps_nothing_from_the_others(comment: Comment, mara: User, chief: User) -> None:
    pass_on(comment, chief, by=mara)
    assert not passing.left_to(mara, Comment.objects.all()).exists()
    User.objects.filter(pk=chief.pk).update(is_active=False)
    assert passing.left_to(mara, Comment.objects.all()).exists()


def test_with_a_comment_its_writer_deletes_what_the_desk_wrote_of_it(
    comment: Comment, insult: Clause, mara: User, chief: User
) -> None:
    pass_on(comment, chief, by=mara)
    decision = refuse(comment, insult, mara)
    erasing.erase(fresh(comment), now=clock.now())
    decision.refresh_from_db()
    assert ("arnacle" in Pass.objects.get().note, decision.sentence) == (False, "")


def test_an_empty_address_is_nobody_s(comment: Comment) -> None:
    assert comment.email == ""
    assert reader_record.of_address(" ") == reader_record.Reader()


def test_a_report_is_kept_as_long_as_an_appeal_against_its_answer_waits(
    comment: Comment, insult: Clause, mara: User
) -> None:
    long_ago, now = clock.now() - timedelta(days=184), clock.now()
    judging.show(comment, by=mara, now=long_ago)
    reporting.file(fresh(comment), Reported(ReportKind.RULES, "It is foul."), now=long_ago)
    reporting.refuse(fresh(comment), clause=insult, words="You are right.", by=mara, now=long_ago, **REASON)
    appealing.file(fresh(comment), text="Why?", now=long_ago + timedelta(days=1))
    assert forgetting.forget_reports(now=now) == 0
    assert Report.objects.get().explanation == "It is foul."


def test_a_month_is_counted_to_its_end_when_no_decision_of_it_can_be_undone(
    comment: Comment, insult: Clause, mara: User
) -> None:
    end = clock.now().replace(year=2031, month=3, day=1, hour=0, minute=0, second=0, microsecond=0)
    refusal = judging.refuse(comment, clause=insult, by=mara, now=end - timedelta(minutes=1), **REASON)
    figures.count(now=end + timedelta(minutes=1))
    undoing.undo(refusal, by=mara, now=end + timedelta(minutes=5))
    figures.count(now=end + timedelta(minutes=20))
    assert MonthOfComments.objects.get(first="2031-02-01").refused == 0


def test_the_newsroom_s_own_comments_are_no_decisions_on_readers_ones(client: Any, ferry: Story, mara: User) -> None:
    answering.write_as_newsroom(ferry, name="The desk", text="Thank you all.", by=mara, now=clock.now())
    assert "Ferry fares rise" not in client.get("/en/moderation-log").text
