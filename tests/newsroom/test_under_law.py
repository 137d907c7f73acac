"""A refusal under a legal clause cites law and section, and is a desk chief's; a program never makes one."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation.models import Clause, ClauseKind, Decision, HouseRules
from dateline.people.models import User
from dateline.stories.models import Story

LAW = "Penal code, section 188"


@pytest.fixture
def libel(rules: HouseRules, chief: User) -> Clause:
    """The clause of a version in force that rests on the law."""
    draft = rules.draft_next()
    draft.change_notice = "Libel is named."
    made = Clause(rules=draft, code="libel", title="Libel", text="Do not libel.", kind=ClauseKind.LEGAL, sort_order=9)
    made.reader_sentence = "Your comment states as a fact what nobody has proved."
    made.save()
    draft.publish(by=chief)
    return made


@pytest.fixture
def comment(ferry: Story, comment_on: Any) -> Comment:
    made: Comment = comment_on(ferry, "The harbour master took a bribe.")
    return made


def refuse(desk: Client, comment: Comment, clause: Clause, **facts: str) -> Any:
    sent = {"verb": "refuse", "clause": clause.pk, "sentence": "", "law": "", **facts}
    return desk.post(f"/desk/comments/{comment.pk}/", sent)


def test_a_chief_refuses_under_the_law_that_is_cited(
    desk_of: Any, chief: User, comment: Comment, libel: Clause
) -> None:
    refuse(desk_of(chief), comment, libel, law=f"  {LAW} ")
    assert Decision.objects.get().law == LAW
    receipt = Client().get(f"/receipts/{comment.receipt_token}").content.decode()
    assert f"Ground in law: <bdi>{LAW}</bdi>" in receipt
    desk = desk_of(chief).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert f"<bdi>{LAW}</bdi>" in desk


def test_what_the_clause_cites_is_taken_where_nothing_is_given(
    desk_of: Any, chief: User, comment: Comment, libel: Clause
) -> None:
    Clause.objects.filter(pk=libel.pk).update(legal_ground=LAW)
    refuse(desk_of(chief), comment, libel)
    assert Decision.objects.get().law == LAW


def test_without_a_law_it_is_refused_and_nothing_typed_is_lost(
    desk_of: Any, chief: User, comment: Comment, libel: Clause
) -> None:
    answer = refuse(desk_of(chief), comment, libel, sentence="Nobody has proved it.")
    assert answer.status_code == 422
    assert "Give law and section." in answer.content.decode()
    assert "Nobody has proved it." in answer.content.decode()
    comment.refresh_from_db()
    assert comment.is_waiting


def test_a_moderator_without_that_right_is_told_whose_it_is(
    desk_of: Any, mara: User, comment: Comment, libel: Clause
) -> None:
    page = desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert 'disabled aria-describedby="not-under-law"' in page
    assert 'name="law"' not in page
    answer = refuse(desk_of(mara), comment, libel, law=LAW)
    assert answer.status_code == 422
    assert "Only a desk chief decides under a legal clause." in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_house_clause_rests_on_no_law(desk_of: Any, chief: User, comment: Comment, libel: Clause) -> None:
    insult = libel.rules.clauses.get(code="insult")
    answer = refuse(desk_of(chief), comment, insult, law=LAW)
    assert answer.status_code == 422
    assert "This clause rests on no law." in answer.content.decode()


@pytest.mark.parametrize("verb", ["show", "refuse"])
def test_what_was_refused_under_the_law_is_not_turned_by_who_may_not(
    desk_of: Any, chief: User, mara: User, comment: Comment, libel: Clause, verb: str
) -> None:
    refuse(desk_of(chief), comment, libel, law=LAW)
    other = libel.rules.clauses.get(code="insult")
    answer = refuse(desk_of(mara), comment, other, verb=verb)
    assert answer.status_code == 422
    assert "The comment was refused under the law." in answer.content.decode()
    assert refuse(desk_of(chief), comment, other, verb=verb).status_code == 302


def test_another_law_is_another_decision_and_the_same_is_none(
    desk_of: Any, chief: User, comment: Comment, libel: Clause
) -> None:
    desk = desk_of(chief)
    for law in (LAW, LAW, "Press law, section 3"):
        refuse(desk, comment, libel, law=law)
    assert list(Decision.objects.values_list("law", flat=True)) == [LAW, "Press law, section 3"]


def test_the_database_lets_no_program_cite_the_law(comment: Comment, libel: Clause) -> None:
    facts = {"comment": comment, "outcome": "refuse", "rules": libel.rules, "clause": libel, "law": LAW}
    with pytest.raises(IntegrityError):
        Decision.objects.bulk_create([Decision(**facts, automatic=True, program={}, decided_at=clock.now())])


def test_the_rules_say_whose_law_they_mean(client: Client, libel: Clause) -> None:
    page = client.get("/en/house-rules").content.decode()
    assert "they mean that of <bdi>Velmara</bdi>" in page
