"""A reader appeals through the receipt: once against each refusal, for 183 days, and reads the answer there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import appealing, judging
from dateline.moderation.models import Appeal, AppealOutcome, HouseRules
from dateline.people.models import User
from dateline.stories.models import Story

WHY = "I wrote of the fares, not of a person."


@pytest.fixture
def refused(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Comment:
    comment = comment_on(ferry)
    judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="It mocks.", by=mara, now=clock.now())
    return comment


def receipt(client: Client, comment: Comment) -> str:
    return client.get(f"/receipts/{comment.receipt_token}").content.decode()


def appeal(client: Client, comment: Comment, text: str = WHY) -> Any:
    return client.post(f"/receipts/{comment.receipt_token}/appeal", {"text": text})


def test_an_appeal_is_filed_and_stands_on_the_receipt(client: Client, refused: Comment) -> None:
    assert 'id="appeal-form"' in receipt(client, refused)
    answer = appeal(client, refused, f"  {WHY}\x07 ")
    assert (answer.status_code, answer["Location"]) == (303, f"/receipts/{refused.receipt_token}")
    assert answer["Cache-Control"] == "no-store"
    assert Appeal.objects.get().text == WHY
    page = receipt(client, refused)
    assert WHY in page
    assert "Somebody who did not decide before reads it." in page
    assert 'id="appeal-form"' not in page


def test_sent_twice_it_is_one_appeal_and_the_first_words_stay(client: Client, refused: Comment) -> None:
    appeal(client, refused)
    assert appeal(client, refused, "Again.").status_code == 303
    assert Appeal.objects.get().text == WHY


@pytest.mark.parametrize("text", ["", " \u200b\n", "x" * 3001])
def test_a_fault_brings_the_form_back_with_what_was_written(client: Client, refused: Comment, text: str) -> None:
    answer = appeal(client, refused, text)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert text.strip(" \u200b\n") in answer.content.decode()
    assert not Appeal.objects.exists()


def test_nothing_is_appealed_against_before_a_refusal(
    client: Client, ferry: Story, comment_on: Callable[..., Comment]
) -> None:
    waiting = comment_on(ferry)
    assert 'id="appeal-form"' not in receipt(client, waiting)
    answer = appeal(client, waiting)
    assert answer.status_code == 409
    assert "There is no refusal that you can appeal against." in answer.content.decode()
    assert WHY in answer.content.decode()


def test_after_183_days_it_is_too_late(client: Client, refused: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=182))
    assert 'id="appeal-form"' in receipt(client, refused)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=183))
    assert 'id="appeal-form"' not in receipt(client, refused)
    assert appeal(client, refused).status_code == 409


@pytest.mark.parametrize(
    ("outcome", "title", "says"),
    [
        (AppealOutcome.UPHELD, "Your comment is not shown", "The decision is upheld"),
        (AppealOutcome.AFTER_EDIT, "Your comment is not shown", "It can be shown after an edit"),
        (AppealOutcome.OVERTURNED, "Your comment is shown", "You were right: the decision is overturned"),
    ],
)
def test_the_answer_stands_on_the_receipt_in_words_and_ends_the_matter(
    client: Client, refused: Comment, chief: User, outcome: AppealOutcome, title: str, says: str
) -> None:
    appeal(client, refused)
    appealing.answer(Appeal.objects.get(), outcome, words="We read it again.", by=chief, now=clock.now())
    page = receipt(client, refused)
    assert title in page
    assert says in page
    assert "We read it again." in page
    assert ("It mocks." in page) == (outcome != AppealOutcome.OVERTURNED)
    assert 'id="appeal-form"' not in page
    assert chief.username not in page.lower()
    assert appeal(client, refused).status_code == 409


def test_the_address_of_the_form_leads_back_and_an_unknown_one_nowhere(client: Client, refused: Comment) -> None:
    assert client.get(f"/receipts/{refused.receipt_token}/appeal")["Location"] == f"/receipts/{refused.receipt_token}"
    assert client.post("/receipts/nobody-s/appeal", {"text": WHY}).status_code == 404
