"""A comment's writer changes it through the receipt: it waits again, what it said before is kept for the desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from dateline.comments.models import Comment, EarlierText
from dateline.comments.rewriting import MOST_CHANGES
from dateline.lib import clock
from dateline.moderation import appealing, judging
from dateline.moderation.models import AppealOutcome, HouseRules
from dateline.people.models import User
from dateline.stories.models import Story

BETTER = "The fares were low for many years."


@pytest.fixture
def comment(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules) -> Comment:
    return comment_on(ferry, "The fares were low. www.example.com")


@pytest.fixture
def refused(comment: Comment, rules: HouseRules, mara: User) -> Comment:
    judging.refuse(comment, clause=rules.clauses_in_force()[1], sentence="It mocks.", by=mara, now=clock.now())
    comment.refresh_from_db()
    return comment


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Move the clock on: `after(minutes=15)`."""
    began = clock.now()

    def _after(**passed: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: began + timedelta(**passed))

    return _after


def change(client: Client, comment: Comment, text: str = BETTER) -> Any:
    return client.post(f"/receipts/{comment.receipt_token}/text", {"text": text})


def receipt(client: Client, comment: Comment) -> str:
    return client.get(f"/receipts/{comment.receipt_token}").content.decode()


def test_a_refused_comment_is_changed_and_waits_again(client: Client, refused: Comment) -> None:
    first = refused.text
    assert first in receipt(client, refused)
    answer = change(client, refused, f" {BETTER}\x07")
    assert (answer.status_code, answer["Location"]) == (303, f"/receipts/{refused.receipt_token}")
    refused.refresh_from_db()
    assert (refused.text, refused.is_waiting, refused.decided_at) == (BETTER, True, None)
    kept = EarlierText.objects.get()
    assert (kept.text, kept.sent_at, kept.replaced_at) == (first, refused.created_at, refused.sent_at)
    page = receipt(client, refused)
    assert "We have your comment" in page
    assert "Changed" in page


def test_the_checks_read_the_new_text_and_what_they_said_of_the_old_is_gone(client: Client, ferry: Story) -> None:
    sent = {"name": "Tom", "text": "Look at www.example.com"}
    client.post(f"{ferry.get_absolute_url()}/comments", sent, headers={"Origin": "http://testserver"})
    comment = Comment.objects.get()
    assert comment.opinions.count() == 1
    change(client, comment, "Call 0912 345 6789.")
    (opinion,) = comment.opinions.all()
    assert opinion.word == "telephone number"
    change(client, comment, BETTER)
    assert not comment.opinions.exists()


def test_a_shown_comment_that_is_changed_is_hidden_until_it_is_read(
    client: Client, comment: Comment, mara: User
) -> None:
    judging.show(comment, by=mara, now=clock.now())
    change(client, comment)
    page = comment.story.get_absolute_url()
    assert BETTER not in client.get(page).content.decode()
    comment.refresh_from_db()
    judging.show(comment, by=mara, now=clock.now())
    shown = client.get(page).content.decode()
    assert BETTER in shown
    assert '<span class="zone">changed</span>' in shown


def test_one_that_waits_or_is_shown_is_changed_within_a_quarter_of_an_hour(
    client: Client, comment: Comment, after: Callable[..., None]
) -> None:
    after(minutes=14)
    assert 'id="text-form"' in receipt(client, comment)
    after(minutes=16)
    assert 'id="text-form"' not in receipt(client, comment)
    answer = change(client, comment)
    assert answer.status_code == 409
    assert "is over." in answer.content.decode()
    assert BETTER in answer.content.decode()


def test_a_refused_one_for_183_days(client: Client, refused: Comment, after: Callable[..., None]) -> None:
    after(days=182)
    assert 'id="text-form"' in receipt(client, refused)
    after(days=184)
    assert change(client, refused).status_code == 409


def test_not_while_comments_on_the_story_are_closed(client: Client, refused: Comment) -> None:
    Story.objects.filter(pk=refused.story_id).update(comments_door="closed")
    assert 'id="text-form"' not in receipt(client, refused)
    assert "Comments on this story are closed." in change(client, refused).content.decode()


def test_the_number_of_changes_is_told_and_limited(client: Client, refused: Comment) -> None:
    assert "5 more times" in receipt(client, refused)
    for number in range(MOST_CHANGES):
        assert change(client, refused, f"{BETTER} {number}").status_code == 303
    answer = change(client, refused)
    assert (answer.status_code, EarlierText.objects.count()) == (409, MOST_CHANGES)


def test_the_same_text_changes_nothing(client: Client, refused: Comment) -> None:
    assert change(client, refused, refused.text).status_code == 303
    refused.refresh_from_db()
    assert refused.is_refused
    assert not EarlierText.objects.exists()


@pytest.mark.parametrize("text", ["", " \u200b", "x" * 3001])
def test_a_fault_brings_the_form_back_with_what_was_written(client: Client, refused: Comment, text: str) -> None:
    answer = change(client, refused, text)
    assert answer.status_code == 422
    assert 'id="fault-new-text"' in answer.content.decode()
    assert text.strip(" \u200b") in answer.content.decode()


def test_while_an_appeal_waits_the_text_stays_and_after_its_answer_it_may_change(
    client: Client, refused: Comment, chief: User
) -> None:
    appeal = appealing.file(refused, text="Why?", now=clock.now())
    assert 'id="text-form"' not in receipt(client, refused)
    assert "Your appeal is being read." in change(client, refused).content.decode()
    appealing.answer(appeal, AppealOutcome.AFTER_EDIT, words="Leave the link out.", by=chief, now=clock.now())
    assert 'id="text-form"' in receipt(client, refused)
    assert change(client, refused).status_code == 303


def test_who_read_the_old_text_does_not_rule_on_the_new(client: Client, comment: Comment, mara: User) -> None:
    desk = Client()
    desk.force_login(mara)
    address = f"/desk/comments/{comment.pk}/"
    read = comment.sent_at.isoformat()
    assert f'name="read" value="{read}"' in desk.get(address).content.decode()
    change(client, comment)
    for sent in ({"verb": "show", "read": read}, {"verb": "show"}, {"verb": "show", "read": "yesterday"}):
        answer = desk.post(address, sent)
        assert answer.status_code == 422
        assert "The reader has changed the comment meanwhile." in answer.content.decode()
        assert BETTER in answer.content.decode()
    comment.refresh_from_db()
    assert comment.is_waiting
    assert f'value="{comment.sent_at.isoformat()}"' in answer.content.decode()
    assert desk.post(address, {"verb": "show", "read": comment.sent_at.isoformat()}).status_code == 302


def test_the_desk_sees_what_it_said_before_and_the_queue_that_it_was_changed(
    client: Client, comment: Comment, mara: User
) -> None:
    change(client, comment)
    desk = Client()
    desk.force_login(mara)
    assert "changed by its writer" in desk.get("/desk/comments/").content.decode()
    page = desk.get(f"/desk/comments/{comment.pk}/").content.decode()
    assert "What it said before" in page
    assert "www.example.com" in page


def test_a_ruling_in_code_is_of_the_text_that_was_read(client: Client, comment: Comment, mara: User) -> None:
    change(client, comment)
    with pytest.raises(ValidationError, match="meanwhile"):
        judging.show(comment, by=mara, now=clock.now())
