"""What persons ruled, as labels: only what is final, and only of what a clause names."""

from collections.abc import Callable
from datetime import timedelta
from math import isnan

import pytest

from dateline.comments.models import Comment
from dateline.comments.taking_back import take_back
from dateline.lib import clock
from dateline.moderation import appealing, erasing, judging, reporting, undoing
from dateline.moderation.answering import write_as_newsroom
from dateline.moderation.models import AppealOutcome, Clause, CommentScore, Decision, Outcome, ReportKind
from dateline.moderation.scores.rulings import rulings_of
from dateline.people.models import User
from dateline.scoring.attributes import LEARNED
from dateline.stories.models import Edition, Story

pytestmark = pytest.mark.django_db
BEFORE, LATER = clock.now() - timedelta(hours=2), clock.now() + timedelta(hours=1)
SHOWN = dict.fromkeys(LEARNED, 0.0)
INSULTING = {"TOXICITY": 1.0, "INSULT": 1.0}


@pytest.fixture
def comment(ferry: Story, comment_on: Callable[..., Comment]) -> Comment:
    return comment_on(ferry, "You are no minister", now=BEFORE)


def labels(en: Edition) -> dict[str, dict[str, float]]:
    """What is known of each text."""
    found = rulings_of(en, now=LATER).rulings
    return {
        each.text: {name: label for name, label in zip(LEARNED, each.labels, strict=True) if not isnan(label)}
        for each in found
    }


def refuse(comment: Comment, clause: Clause, by: User) -> Decision:
    return judging.refuse(comment, clause=clause, sentence="It insults.", by=by, now=clock.now())


def test_a_refusal_is_of_what_its_clause_names_and_a_showing_of_nothing(
    en: Edition, comment: Comment, insult: Clause, mara: User, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    refuse(comment, insult, mara)
    judging.show(comment_on(ferry, "Well said", now=BEFORE), by=mara, now=clock.now())
    advertising = insult.rules.clauses_in_force()[1]
    refuse(comment_on(ferry, "Buy watches", now=BEFORE), advertising, mara)
    assert labels(en) == {"You are no minister": INSULTING, "Well said": SHOWN}


def test_the_last_word_counts_also_where_the_comment_stays_refused(
    en: Edition, comment: Comment, insult: Clause, mara: User
) -> None:
    refuse(comment, insult, mara)
    comment.refresh_from_db()
    refuse(comment, insult.rules.clauses_in_force()[1], mara)
    assert labels(en) == {}


def test_a_ruling_of_a_moment_ago_may_be_undone_and_is_not_learned_from(
    en: Edition, comment: Comment, insult: Clause, mara: User
) -> None:
    decision = refuse(comment, insult, mara)
    assert rulings_of(en, now=clock.now()).rulings == []
    undoing.undo(decision, by=mara, now=clock.now())
    assert labels(en) == {}


def test_an_appeal_holds_a_refusal_back_and_its_answer_overrules_it(
    en: Edition, comment: Comment, insult: Clause, mara: User, chief: User
) -> None:
    refuse(comment, insult, mara)
    comment.refresh_from_db()
    appeal = appealing.file(comment, text="I mean it kindly.", now=clock.now())
    assert labels(en) == {}
    appealing.answer(appeal, AppealOutcome.OVERTURNED, words="It is kind.", by=chief, now=clock.now())
    assert labels(en) == {"You are no minister": SHOWN}


def test_what_a_program_decided_teaches_nothing(en: Edition, comment: Comment, insult: Clause) -> None:
    Decision.objects.create(
        comment=comment,
        outcome=Outcome.SHOW,
        automatic=True,
        program={"mode": "clean first"},
        decided_at=clock.now(),
        rules=insult.rules,
    )
    Comment.objects.update(state="shown", decided_at=clock.now())
    assert labels(en) == {}


def test_a_comment_of_the_newsroom_teaches_nothing(en: Edition, insult: Clause, ferry: Story, mara: User) -> None:
    write_as_newsroom(ferry, name="The desk", text="Thank you all", by=mara, now=BEFORE)
    assert Decision.objects.count() == 1
    assert labels(en) == {}


def test_what_is_erased_taken_back_or_reported_teaches_nothing(
    en: Edition, comment: Comment, insult: Clause, mara: User, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    others = [comment_on(ferry, text, now=BEFORE) for text in ("Erased", "Reported")]
    for each in (comment, *others):
        judging.show(each, by=mara, now=clock.now())
        each.refresh_from_db()
    assert len(labels(en)) == 3
    take_back(comment, now=clock.now())
    erasing.erase(others[0], now=clock.now())
    reporting.file(others[1], reporting.Reported(ReportKind.RULES, "It insults me."), now=clock.now())
    assert labels(en) == {}


def test_a_text_that_was_changed_since_teaches_nothing(
    en: Edition, comment: Comment, insult: Clause, mara: User
) -> None:
    judging.show(comment, by=mara, now=clock.now())
    Comment.objects.update(sent_at=clock.now() + timedelta(minutes=1))
    assert labels(en) == {}


def test_the_clause_in_force_says_what_its_code_names_for_older_refusals_too(
    en: Edition, comment: Comment, insult: Clause, mara: User
) -> None:
    refuse(comment, insult, mara)
    draft = insult.rules.draft_next()
    draft.clauses.filter(code="insult").update(attributes=["THREAT"])
    draft.change_notice = "Threats."
    draft.publish(by=mara, now=clock.now())
    assert labels(en) == {"You are no minister": {"TOXICITY": 1.0, "THREAT": 1.0}}


def test_what_was_ruled_on_before_it_had_scores_was_read_blind(
    en: Edition, comment: Comment, insult: Clause, mara: User
) -> None:
    judging.show(comment, by=mara, now=clock.now())
    assert rulings_of(en, now=LATER).rulings[0].is_blind
    row = CommentScore.objects.create(comment=comment, engine="en-1", scored_at=BEFORE)
    assert not rulings_of(en, now=LATER).rulings[0].is_blind
    CommentScore.objects.filter(pk=row.pk).update(is_blind=True)
    assert rulings_of(en, now=LATER).rulings[0].is_blind


def test_who_rules_once_more_has_seen_the_scores(en: Edition, comment: Comment, insult: Clause, mara: User) -> None:
    CommentScore.objects.create(comment=comment, engine="en-1", is_blind=True, scored_at=BEFORE)
    first = judging.show(comment, by=mara, now=clock.now())
    assert rulings_of(en, now=LATER).rulings[0].is_blind
    undoing.undo(first, by=mara, now=clock.now())
    comment.refresh_from_db()
    refuse(comment, insult, mara)
    assert [each.is_blind for each in rulings_of(en, now=LATER).rulings] == [False]


def test_only_the_newest_are_read_the_oldest_first(
    en: Edition, ruled: Callable[..., list[Comment]], django_assert_num_queries: Callable[..., object]
) -> None:
    made = ruled(10)
    with django_assert_num_queries(3):
        found = rulings_of(en, now=LATER, most=4)
    assert [each.text for each in found.rulings] == [each.text for each in made[-4:]]
    assert found.until == made[-1].decided_at
