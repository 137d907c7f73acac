"""Appeals at the desk: another person than who decided answers, once, in words, by a decision of its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import appealing, checking, judging
from dateline.moderation.models import Appeal, AppealOutcome, Clause, Decision, HouseRules
from dateline.people.models import User
from dateline.stories.models import ChainLink, Edition, Limit, Story


@pytest.fixture
def refused(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Comment:
    comment = comment_on(ferry)
    judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="It mocks.", by=mara, now=clock.now())
    return comment


@pytest.fixture
def appeal(refused: Comment) -> Appeal:
    return appealing.file(refused, text="I mock nobody.", now=clock.now())


def answer(desk: Client, appeal: Appeal, outcome: str = "upheld", words: str = "We read it again.") -> Any:
    return desk.post(f"/desk/comments/appeals/{appeal.pk}/", {"outcome": outcome, "words": words})


def test_an_appeal_waits_on_the_list_in_the_queue_and_on_the_front_page(
    desk_of: Any, chief: User, appeal: Appeal
) -> None:
    desk = desk_of(chief)
    assert "I mock nobody." in desk.get("/desk/comments/appeals/").content.decode()
    assert "appeals wait" in desk.get("/desk/").content.decode()
    page = desk.get(f"/desk/comments/appeals/{appeal.pk}/").content.decode()
    assert "Refused by Mara" in page
    assert "It mocks." in page
    assert "Appeals <strong>1</strong>" in desk.get("/desk/comments/").content.decode()


def test_overturned_the_comment_is_shown_and_both_decisions_are_kept(
    desk_of: Any, chief: User, appeal: Appeal, refused: Comment
) -> None:
    assert answer(desk_of(chief), appeal, "overturned").status_code == 302
    assert refused.text in Client().get(refused.story.get_absolute_url()).content.decode()
    appeal.refresh_from_db()
    ruling = appeal.ruling
    assert ruling is not None
    assert (ruling.outcome, ruling.sentence, ruling.decided_by) == ("show", "We read it again.", chief)
    assert (appeal.outcome, appeal.answered_by) == ("overturned", chief)
    assert list(refused.decisions.values_list("outcome", flat=True)) == ["refuse", "show"]
    assert ChainLink.objects.filter(kind="decision", row=ruling.pk).exists()


@pytest.mark.parametrize("outcome", ["upheld", "after edit"])
def test_upheld_it_stays_refused_under_the_clause_and_version_that_were_cited(
    desk_of: Any, chief: User, appeal: Appeal, refused: Comment, rules: HouseRules, outcome: str
) -> None:
    rules.draft_next().publish(by=chief)
    answer(desk_of(chief), appeal, outcome)
    refused.refresh_from_db()
    assert refused.is_refused
    first, second = refused.decisions.all()
    assert (second.clause, second.rules, second.clause_number) == (first.clause, rules, 2)
    assert second.sentence == "We read it again."


def test_who_made_the_decision_does_not_answer(desk_of: Any, mara: User, appeal: Appeal) -> None:
    desk = desk_of(mara)
    assert "Somebody else answers the appeal." in desk.get(f"/desk/comments/appeals/{appeal.pk}/").content.decode()
    assert "appeals wait" not in desk.get("/desk/").content.decode()
    refusal = answer(desk, appeal, "overturned")
    assert refusal.status_code == 422
    assert "You have decided on this comment before." in refusal.content.decode()
    appeal.refresh_from_db()
    assert appeal.is_waiting


def test_who_decided_on_the_comment_at_any_time_does_not_answer(
    chief: User, mara: User, ada: User, refused: Comment, rules: HouseRules
) -> None:
    clause = rules.clauses_in_force()[0]
    judging.refuse(refused, clause=clause, sentence="Another clause.", by=chief, now=clock.now())
    filed = appealing.file(refused, text="Why?", now=clock.now())
    with pytest.raises(PermissionDenied, match="before"):
        appealing.answer(filed, AppealOutcome.UPHELD, words="No.", by=mara, now=clock.now())
    assert [list(Appeal.objects.answerable_by(each)) for each in (mara, chief, ada)] == [[], [], [filed]]


def test_an_answer_gives_time_to_change_the_comment_and_the_record_keeps_the_words_that_were_refused(
    desk_of: Any, chief: User, appeal: Appeal, refused: Comment
) -> None:
    later = clock.now() + timedelta(days=185)
    appealing.answer(appeal, AppealOutcome.AFTER_EDIT, words="Leave it out.", by=chief, now=later)
    first = refused.text
    checking.receive_again(refused, "Better words.", now=later + timedelta(days=1))
    page = desk_of(chief).get(f"/desk/comments/appeals/{appeal.pk}/").content.decode()
    assert first in page
    assert "Better words." not in page


def test_it_is_answered_once(chief: User, ada: User, appeal: Appeal) -> None:
    appealing.answer(appeal, AppealOutcome.UPHELD, words="No.", by=chief, now=clock.now())
    with pytest.raises(PermissionDenied, match="answered already"):
        appealing.answer(appeal, AppealOutcome.OVERTURNED, words="Yes.", by=ada, now=clock.now())
    assert Decision.objects.count() == 2


@pytest.mark.parametrize("facts", [{"outcome": ""}, {"words": " "}, {"outcome": "lost"}])
def test_an_answer_that_lacks_something_comes_back_with_what_was_written(
    desk_of: Any, chief: User, appeal: Appeal, facts: dict[str, str]
) -> None:
    refusal = answer(desk_of(chief), appeal, **facts)
    assert refusal.status_code == 422
    assert ("We read it again." in refusal.content.decode()) == ("words" not in facts)
    appeal.refresh_from_db()
    assert appeal.is_waiting


@pytest.mark.parametrize("verb", ["show", "refuse"])
def test_while_an_appeal_waits_nothing_else_rules_on_the_comment(
    desk_of: Any, mara: User, appeal: Appeal, refused: Comment, rules: HouseRules, verb: str
) -> None:
    clause = rules.clauses_in_force()[0]
    desk = desk_of(mara)
    again = desk.post(f"/desk/comments/{refused.pk}/", {"verb": verb, "clause": clause.pk, "sentence": "No."})
    assert again.status_code == 422
    assert "The reader has appealed." in again.content.decode()
    with pytest.raises(ValidationError, match="The reader has appealed"):
        judging.show(refused, by=mara, now=clock.now())


def test_a_decision_under_the_law_is_looked_at_by_who_may_decide_under_it(
    desk_of: Any, chief: User, mara: User, ada: User, ferry: Story, comment_on: Any, rules: HouseRules
) -> None:
    draft = rules.draft_next()
    draft.change_notice = "The law."
    clause = draft.clauses.get(code="insult")
    Clause.objects.filter(pk=clause.pk).update(kind="legal")
    draft.publish(by=ada)
    comment = comment_on(ferry, "Under the law.")
    clause.refresh_from_db()
    judging.refuse(comment, clause=clause, sentence="No.", law="Section 1", by=chief, now=clock.now())
    filed = appealing.file(comment, text="Why?", now=clock.now())
    assert "A desk chief answers the appeal." in answer(desk_of(mara), filed).content.decode()
    assert "appeals wait" not in desk_of(mara).get("/desk/").content.decode()
    assert not Appeal.objects.answerable_by(mara).exists()
    assert answer(desk_of(ada), filed).status_code == 302
    assert comment.decisions.latest("pk").law == "Section 1"


def test_after_a_new_decision_there_is_a_new_appeal(refused: Comment, appeal: Appeal, chief: User, mara: User) -> None:
    appealing.answer(appeal, AppealOutcome.OVERTURNED, words="Yes.", by=chief, now=clock.now())
    clause = Clause.objects.get(code="insult")
    judging.refuse(refused, clause=clause, sentence="It does mock.", by=mara, now=clock.now())
    refused.refresh_from_db()
    assert appealing.file(refused, text="Again.", now=clock.now()).pk != appeal.pk


def test_appeals_of_another_edition_are_not_found(desk_of: Any, mara: User, fa: Edition, appeal: Appeal) -> None:
    Limit.objects.create(user=mara, role=mara.groups.get(), edition=fa)
    assert "I mock nobody." not in desk_of(mara).get("/desk/comments/appeals/").content.decode()
    assert answer(desk_of(mara), appeal).status_code == 403
    appeal.refresh_from_db()
    assert appeal.is_waiting


def test_the_list_asks_the_same_questions_however_long_it_is(
    desk_of: Any, chief: User, mara: User, ferry: Story, comment_on: Any, rules: HouseRules, appeal: Appeal
) -> None:
    desk = desk_of(chief)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get("/desk/comments/appeals/")
        return len(asked)

    questions()
    before = questions()
    for number in range(3):
        comment = comment_on(ferry, f"Comment {number}.")
        judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="No.", by=mara, now=clock.now())
        appealing.file(comment, text="Why?", now=clock.now())
    assert questions() == before
