"""The receipt: only its reader's, true at every step, silent towards everybody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.models import Story


@pytest.fixture
def comment(ferry: Story, comment_on: Callable[..., Comment]) -> Comment:
    return comment_on(ferry, "The <fares> were low.")


def test_a_waiting_comment_has_a_receipt_with_its_words(client: Client, comment: Comment) -> None:
    page = client.get(f"/receipts/{comment.receipt_token}")
    text = page.content.decode()
    assert page.status_code == 200
    assert "We have your comment" in text
    assert "The &lt;fares&gt; were low." in text
    assert "not yet" in text
    assert 'aria-current="step"' in text


def test_a_refusal_names_clause_version_sentence_and_that_a_person_decided(
    client: Client, comment: Comment, rules: HouseRules, mara: User
) -> None:
    clause = rules.clauses_in_force()[1]
    judging.refuse(comment, clause=clause, sentence="It mocks a person.", by=mara, now=clock.now())
    text = client.get(f"/receipts/{comment.receipt_token}").content.decode()
    assert "Your comment is not shown" in text
    assert "Clause 2: Insult" in text
    assert "The rule on insult." in text
    assert "It mocks a person." in text
    assert 'href="/en/house-rules/1#clause-2"' in text
    assert "decided by a person" in text
    assert 'href="#text-form"' in text
    assert mara.username not in text.lower()


def test_a_shown_comment_leads_to_its_place(client: Client, comment: Comment, rules: HouseRules, mara: User) -> None:
    judging.show(comment, by=mara, now=clock.now())
    text = client.get(f"/receipts/{comment.receipt_token}").content.decode()
    assert "Your comment is shown" in text
    assert f'href="{comment.story.get_absolute_url()}#comments"' in text


def test_a_receipt_is_kept_out_of_stores_engines_and_referrers(client: Client, comment: Comment) -> None:
    page = client.get(f"/receipts/{comment.receipt_token}")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex, nofollow"' in page.content.decode()
    assert not page.cookies


def test_a_story_held_since_is_named_by_its_number_alone(client: Client, comment: Comment) -> None:
    Story.objects.filter(pk=comment.story_id).update(pub_status="withheld")
    text = client.get(f"/receipts/{comment.receipt_token}").content.decode()
    assert comment.story.headline not in text
    assert comment.story.slug not in text
    assert f"number {comment.story.news_id}" in text


@pytest.mark.parametrize("token", ["x", "a" * 32, "%00", "%ff", "x" * 3000])
def test_an_unknown_token_is_not_found_and_no_word_for_a_search(client: Client, comment: Comment, token: str) -> None:
    page = client.get(f"/receipts/{token}")
    assert page.status_code == 404
    assert 'id="search-words" type="search" name="q" value=""' in page.content.decode()


def test_a_receipt_is_read_only(client: Client, comment: Comment) -> None:
    assert client.post(f"/receipts/{comment.receipt_token}").status_code == 405
