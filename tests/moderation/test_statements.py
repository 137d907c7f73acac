"""Statements of reasons: one for each refusal, in the Commission's words, with nobody's own."""

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import appealing, checking, erasing, judging, reporting
from dateline.moderation.models import AppealOutcome, Clause, Decision, HouseRules, ReportKind
from dateline.moderation.reporting import Reported
from dateline.moderation.statements import FIELDS
from dateline.people.models import User
from dateline.stories.models import Story, Version, chain


@pytest.fixture
def refused(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Comment:
    comment = comment_on(ferry, "He is an ass.")
    judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="It mocks Tom.", by=mara, now=clock.now())
    return comment


def printed(*words: str) -> str:
    out = StringIO()
    call_command("statements", *words, stdout=out)
    return out.getvalue()


def stated(*words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(printed(*words))["statements"]
    return found


def test_a_refusal_is_stated_with_its_clause_and_nobody_s_words(refused: Comment, settings: Any) -> None:
    (said,) = stated()
    assert said["decision_ground"] == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert said["incompatible_content_ground"] == "House rules, version 1, clause 2: Insult"
    assert said["incompatible_content_explanation"] == "The rule on insult."
    assert said["decision_ground_reference_url"] == f"{settings.BASE_URL}/en/house-rules/1#clause-2"
    assert said["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert (said["automated_detection"], said["automated_decision"]) == ("No", "AUTOMATED_DECISION_NOT_AUTOMATED")
    assert said["source_type"] == "SOURCE_VOLUNTARY"
    assert said["content_language"] == "EN"
    assert not any(word in json.dumps(said) for word in ("ass", "mocks", "Tom", "Mara"))


def test_one_that_follows_a_report_says_so(
    ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User
) -> None:
    comment = comment_on(ferry)
    judging.show(comment, by=mara, now=clock.now())
    comment.refresh_from_db()
    reporting.file(comment, Reported(ReportKind.RULES, "Why?"), now=clock.now())
    clause = rules.clauses_in_force()[1]
    reporting.refuse(comment, words="Yes.", clause=clause, sentence="It mocks.", by=mara, now=clock.now())
    (said,) = stated()
    assert said["source_type"] == "SOURCE_ARTICLE_16"
    assert said["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]


def test_under_a_legal_clause_it_cites_the_law(
    ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, ada: User, chief: User
) -> None:
    draft = rules.draft_next()
    draft.change_notice = "The law."
    clause = draft.clauses.get(code="insult")
    Clause.objects.filter(pk=clause.pk).update(kind="legal", statement_keyword="KEYWORD_DEFAMATION")
    draft.publish(by=ada)
    clause.refresh_from_db()
    judging.refuse(comment_on(ferry), clause=clause, sentence="No.", law="Section 1", by=chief, now=clock.now())
    (said,) = stated()
    assert said["decision_ground"] == "DECISION_GROUND_ILLEGAL_CONTENT"
    assert said["illegal_content_legal_ground"] == "Section 1"
    assert said["category_specification"] == ["KEYWORD_DEFAMATION"]


def test_an_appeal_that_is_upheld_is_no_statement_of_its_own(refused: Comment, chief: User) -> None:
    appeal = appealing.file(refused, text="Why?", now=clock.now())
    appealing.answer(appeal, AppealOutcome.UPHELD, words="It does.", by=chief, now=clock.now())
    assert len(stated()) == 1


def test_since_a_day(refused: Comment) -> None:
    today = clock.now().date()
    assert len(stated("--since", f"{today}")) == 1
    assert stated("--since", f"{today + timedelta(days=1)}") == []
    with pytest.raises(CommandError, match="is no day"):
        printed("--since", "yesterday")


def test_a_table_opens_in_a_spreadsheet_without_reckoning(refused: Comment, rules: HouseRules) -> None:
    Clause.objects.filter(code="insult").update(text="=1+1")
    header, row = csv.reader(StringIO(printed("--format", "csv")))
    assert tuple(header) == FIELDS
    said = dict(zip(header, row, strict=True))
    assert said["incompatible_content_explanation"] == "'=1+1"
    assert said["decision_visibility"] == "DECISION_VISIBILITY_CONTENT_DISABLED"


def test_that_a_check_had_found_something_is_said_after_the_words_are_gone(
    ferry: Story, rules: HouseRules, mara: User
) -> None:
    sent = Submission("Tom", "Call me on +44 20 7946 0958 about the ferry and its fares.", "", "192.0.2.7")
    comment = checking.receive(ferry, sent, now=clock.now())
    judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="No.", by=mara, now=clock.now())
    assert [said["automated_detection"] for said in stated()] == ["Yes"]
    erasing.erase(comment, now=clock.now())
    assert not comment.opinions.exists()
    assert [said["automated_detection"] for said in stated()] == ["Yes"]
    assert not chain.verify({"version": Version, "decision": Decision}).breaks
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Decision.objects.update(found=False)
