"""What came before a comment: budgets, the same text again, and what was refused to the same address."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import checking, judging, signs
from dateline.moderation.budgets import Budget, OverBudget
from dateline.moderation.models import CheckOpinion, HouseRules, Sign
from dateline.people.models import User
from dateline.stories.models import Story

LONG = "The harbour of the island was closed for years."


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def budgets(settings: Any) -> Callable[..., None]:
    """Set budgets: `budgets(address=2)`."""

    def _budgets(**most: int) -> None:
        settings.COMMENT_BUDGETS = settings.COMMENT_BUDGETS | most

    return _budgets


def send(story: Story, text: str, *, now: datetime, name: str = "Tom", address: str = "192.0.2.7") -> Comment:
    return checking.receive(story, Submission(name, text, "", address), now=now)


def words_on(comment: Comment) -> list[tuple[str, str, str]]:
    return list(comment.opinions.values_list("verdict", "word", "seen"))


def test_over_the_budget_of_an_address_nothing_is_stored_until_there_is_room(
    ferry: Story, budgets: Any, now: datetime
) -> None:
    budgets(address=2)
    for minute in (0, 3):
        send(ferry, f"Comment {minute}", now=now + timedelta(minutes=minute))
    with pytest.raises(OverBudget) as over:
        send(ferry, "One more", now=now + timedelta(minutes=4), name="Other")
    assert over.value.budget == Budget.ADDRESS
    assert 359 <= over.value.seconds_left(now=now + timedelta(minutes=4)) <= 361
    assert Comment.objects.count() == Sign.objects.count() == 2
    send(ferry, "From elsewhere", now=now + timedelta(minutes=4), address="198.51.100.9")
    send(ferry, "One more", now=now + timedelta(minutes=10, seconds=1))


def test_readers_of_one_household_share_a_budget_and_strangers_do_not(
    ferry: Story, budgets: Any, now: datetime
) -> None:
    budgets(address=1)
    send(ferry, "One", now=now, address="2001:db8::1")
    send(ferry, "Two", now=now, address="2001:db8:0:1::1")
    with pytest.raises(OverBudget):
        send(ferry, "Three", now=now, address="2001:db8::2")
    send(ferry, "No address", now=now, address="")
    send(ferry, "None either", now=now, address="")


def test_a_name_has_a_budget_however_it_is_written(ferry: Story, budgets: Any, now: datetime) -> None:
    budgets(name=1)
    send(ferry, "One", now=now, name="Zoë", address="192.0.2.1")
    with pytest.raises(OverBudget) as over:
        send(ferry, "Two", now=now, name="ZOE", address="192.0.2.2")
    assert over.value.budget == Budget.NAME


def test_the_site_has_a_budget(ferry: Story, budgets: Any, now: datetime) -> None:
    budgets(site=3)
    for number in range(3):
        send(ferry, f"Number {number}", now=now, name=f"N{number}", address=f"192.0.2.{number}")
    with pytest.raises(OverBudget) as over:
        send(ferry, "Number 4", now=now + timedelta(minutes=9), name="N4", address="192.0.2.4")
    assert over.value.budget == Budget.SITE
    assert over.value.seconds_left(now=now + timedelta(minutes=9)) <= 61
    send(ferry, "Number 4", now=now + timedelta(minutes=11), name="N4", address="192.0.2.4")


def test_the_same_comment_sent_again_is_the_earlier_one_also_over_the_budget(
    ferry: Story, budgets: Any, now: datetime
) -> None:
    budgets(address=1)
    first = send(ferry, "One", now=now)
    assert send(ferry, "One", now=now) == first
    assert Sign.objects.count() == 1


def test_a_text_that_came_before_is_a_doubt_under_another_story_and_from_another_sender(
    ferry: Story, publish: Callable[..., Story], now: datetime
) -> None:
    other = publish("Another story")
    first = send(ferry, LONG, now=now)
    again = send(other, "the HARBOUR, of the island: was closed for years", now=now, name="Ann", address="192.0.2.9")
    third = send(ferry, LONG, now=now, name="Bea", address="192.0.2.10")
    assert words_on(first) == []
    assert words_on(again) == [("doubt", "same text again", "1")]
    assert words_on(third) == [("doubt", "same text again", "2")]
    assert Sign.objects.values("text").distinct().count() == 1


def test_what_many_people_say_is_no_repeated_text(ferry: Story, now: datetime) -> None:
    for number, text in enumerate(["Well said", "I agree", "Rest in peace"] * 2):
        assert words_on(send(ferry, text, now=now, name=f"N{number}", address=f"192.0.2.{number}")) == []


def test_a_day_later_the_same_text_is_none(ferry: Story, now: datetime) -> None:
    send(ferry, LONG, now=now)
    assert words_on(send(ferry, LONG, now=now + timedelta(hours=25), name="Ann")) == []


def test_refusals_of_the_same_address_are_a_mark_and_no_doubt(
    ferry: Story, mara: User, rules: HouseRules, now: datetime
) -> None:
    clause = rules.clauses_in_force()[0]
    refused = send(ferry, "One", now=now)
    judging.refuse(refused, clause=clause, sentence="No.", by=mara, now=now)
    judging.show(send(ferry, "Two", now=now), by=mara, now=now)
    assert words_on(send(ferry, "Three", now=now, name="Ann")) == [("clean", "refused before", "1")]
    assert words_on(send(ferry, "Four", now=now, address="198.51.100.9")) == []


def test_a_changed_comment_is_known_by_its_new_text(ferry: Story, now: datetime) -> None:
    comment = send(ferry, LONG, now=now)
    checking.receive_again(comment, "Something else that is long enough to be known.", now=now + timedelta(minutes=1))
    assert words_on(send(ferry, LONG, now=now + timedelta(minutes=2), name="Ann")) == []
    known = send(ferry, "Something else that is long enough to be known!", now=now + timedelta(minutes=2), name="Bea")
    assert words_on(known) == [("doubt", "same text again", "1")]


def test_signs_hold_no_word_and_no_address_and_are_forgotten(ferry: Story, now: datetime) -> None:
    comment = send(ferry, LONG, now=now)
    sign = Sign.objects.get()
    assert not {"Tom", "tom", LONG, "192.0.2.7", ""} & {sign.name, sign.text, sign.address}
    signs.forget_old(now=now + signs.LIFE - timedelta(minutes=1))
    assert Sign.objects.exists()
    signs.forget_old(now=now + signs.LIFE + timedelta(minutes=1))
    assert not Sign.objects.exists()
    assert Comment.objects.get() == comment


def test_all_of_it_is_one_question_and_one_row(ferry: Story, now: datetime) -> None:
    send(ferry, LONG, now=now)
    own = signs.signs_of("Tom", LONG, sender="x" * 64)
    with CaptureQueriesContext(connection) as asked:
        signs.before(own, edition_id=ferry.edition_id, now=now)
    assert len(asked) == 1


def test_readers_are_told_when_to_send_it_again_and_keep_their_words(
    client: Client, ferry: Story, budgets: Any
) -> None:
    budgets(address=1)

    def post(text: str) -> Any:
        sent = {"name": "Tom", "text": text}
        return client.post(f"{ferry.get_absolute_url()}/comments", sent, headers={"Origin": "http://testserver"})

    assert post("One").status_code == 303
    answer = post("Kept <words>")
    assert answer.status_code == 429
    assert 590 <= int(answer.headers["Retry-After"]) <= 600
    page = answer.content.decode()
    assert "as many comments came from your network as we take from one." in page
    assert "please send it again in 10 minutes." in page
    assert "Kept &lt;words&gt;</textarea>" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert not CheckOpinion.objects.exists()
