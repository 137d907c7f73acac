"""Replies: two levels, shown under the comment that they answer, and only while readers see that one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dateline.comments.models import Comment, State
from dateline.delivery.views import story as story_view
from dateline.lib import clock
from dateline.moderation import checking, judging
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.models import Edition, Story

OWN = {"Origin": "http://testserver"}


@pytest.fixture
def show(mara: User, comment_on: Callable[..., Comment]) -> Callable[..., Comment]:
    """Send a comment and show it: `show(ferry, "I agree.", answers=first)`."""

    def _show(story: Story, text: str, **facts: Any) -> Comment:
        comment = comment_on(story, text, **facts)
        judging.show(comment, by=mara, now=clock.now())
        comment.refresh_from_db()
        return comment

    return _show


@pytest.fixture
def first(ferry: Story, rules: HouseRules, show: Callable[..., Comment]) -> Comment:
    return show(ferry, "The fares were low.")


def send(client: Client, story: Story, text: str, answers: object) -> Any:
    sent = {"name": "Ada", "text": text, "answers": str(answers)}
    return client.post(f"{story.get_absolute_url()}/comments", sent, headers=OWN)


def page_of(client: Client, story: Story) -> str:
    return client.get(story.get_absolute_url()).content.decode()


def texts(html: str) -> list[str]:
    return re.findall(r'class="comment-text" dir="auto"><p>(.*?)</p>', html)


def test_the_story_leads_to_a_page_with_the_comment_and_a_form_that_says_whom_it_answers(
    client: Client, ferry: Story, first: Comment
) -> None:
    address = f"{ferry.get_absolute_url()}/comments/{first.pk}"
    assert f'href="{address}#comment-form"' in page_of(client, ferry)
    page = client.get(address).content.decode()
    assert "Your answer to <bdi>Tom</bdi>" in page
    assert f'<input type="hidden" name="answers" value="{first.pk}">' in page
    assert texts(page) == ["The fares were low."]
    assert 'name="answers"' not in page_of(client, ferry)


def test_a_reply_waits_and_stands_under_the_comment_once_it_is_shown(
    client: Client, ferry: Story, first: Comment, show: Callable[..., Comment], mara: User
) -> None:
    show(ferry, "A second comment.")
    answer = send(client, ferry, "They were not.", first.pk)
    assert answer["Location"].startswith("/receipts/")
    assert "In answer to <bdi>Tom</bdi>" in client.get(answer["Location"]).content.decode()
    reply = Comment.objects.get(text="They were not.")
    assert (reply.state, reply.thread, reply.answers) == (State.WAITING, first, first)
    assert "They were not." not in page_of(client, ferry)
    judging.show(reply, by=mara, now=clock.now())
    html = page_of(client, ferry)
    assert texts(html) == ["The fares were low.", "They were not.", "A second comment."]
    assert re.search(rf'<ol class="replies">\s*<li id="comment-{reply.pk}">', html)
    assert 'class="answered"' not in html
    assert 'class="count">3<' in html


def test_a_reply_to_a_reply_stands_on_the_second_level_and_names_whom_it_answers(
    client: Client, ferry: Story, first: Comment, show: Callable[..., Comment]
) -> None:
    second = show(ferry, "They were not.", answers=first)
    third = show(ferry, "Yes, they were.", answers=second)
    assert (third.thread, third.answers) == (first, second)
    html = page_of(client, ferry)
    assert html.count('<ol class="replies">') == 1
    assert re.search(rf'to <a href="[^"]+/comments/{second.pk}"><bdi>Tom</bdi></a>', html)


def test_no_reply_is_seen_while_the_comment_above_it_is_not_and_all_are_back_with_it(
    client: Client, ferry: Story, first: Comment, show: Callable[..., Comment], rules: HouseRules, mara: User
) -> None:
    second = show(ferry, "They were not.", answers=first)
    clause = rules.clauses_in_force()[0]
    judging.refuse(first, clause=clause, sentence="No.", by=mara, now=clock.now())
    html = page_of(client, ferry)
    assert texts(html) == []
    assert 'class="count"' not in html
    assert client.get(f"{ferry.get_absolute_url()}/comments/{second.pk}").status_code == 404
    assert "Readers do not see it now" in client.get(f"/receipts/{second.receipt_token}").content.decode()
    judging.show(first, by=mara, now=clock.now())
    assert len(texts(page_of(client, ferry))) == 2


def test_a_reply_to_a_reply_that_is_refused_stays_and_names_nobody(
    client: Client, ferry: Story, first: Comment, show: Callable[..., Comment], rules: HouseRules, mara: User
) -> None:
    second = show(ferry, "They were not.", answers=first)
    show(ferry, "Yes, they were.", answers=second)
    judging.refuse(second, clause=rules.clauses_in_force()[0], sentence="No.", by=mara, now=clock.now())
    html = page_of(client, ferry)
    assert texts(html) == ["The fares were low.", "Yes, they were."]
    assert 'class="answered"' not in html


@pytest.mark.parametrize("what", ["waiting", "of another story", "unknown", "no number", "too large"])
def test_only_what_readers_see_under_the_story_is_answered_and_the_text_comes_back(
    client: Client, ferry: Story, first: Comment, comment_on: Callable[..., Comment], publish: Any, show: Any, what: str
) -> None:
    number = {
        "waiting": lambda: comment_on(ferry, "Waits.").pk,
        "of another story": lambda: show(publish("Another"), "There.").pk,
        "unknown": lambda: 999_999,
        "no number": lambda: "x",
        "too large": lambda: 2**70,
    }[what]()
    before = Comment.objects.count()
    answer = send(client, ferry, "They <were> not.", number)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "They &lt;were&gt; not." in page
    assert 'name="answers"' not in page  # the button sends it by itself
    assert Comment.objects.count() == before


def test_a_fault_elsewhere_keeps_whom_it_answers(client: Client, ferry: Story, first: Comment) -> None:
    sent = {"name": "", "text": "They were not.", "answers": str(first.pk)}
    page = client.post(f"{ferry.get_absolute_url()}/comments", sent, headers=OWN).content.decode()
    assert f'<input type="hidden" name="answers" value="{first.pk}">' in page


def test_the_same_words_to_another_are_another_comment(
    ferry: Story, first: Comment, show: Any, comment_on: Callable[..., Comment]
) -> None:
    other = show(ferry, "A second comment.")
    assert comment_on(ferry, "I agree.", answers=first) != comment_on(ferry, "I agree.", answers=other)
    assert comment_on(ferry, "I agree.", answers=first) == comment_on(ferry, "I agree.", answers=first)


def test_a_changed_reply_keeps_its_place(ferry: Story, first: Comment, comment_on: Callable[..., Comment]) -> None:
    reply = comment_on(ferry, "They were not.", answers=first)
    changed = checking.receive_again(reply, "No, they were not.", now=clock.now())
    assert (changed.thread, changed.answers) == (first, first)
    assert comment_on(ferry, "No, they were not.", answers=first) == changed


def test_pages_are_whole_threads_and_the_rest_of_one_comes_on_top_of_the_next(
    client: Client, ferry: Story, first: Comment, show: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_view, "COMMENTS_ON_A_PAGE", 3)
    monkeypatch.setattr("dateline.delivery.views.comments.COMMENTS_ON_A_PAGE", 3)
    show(ferry, "Second thread.")
    for number in range(4):
        show(ferry, f"Reply {number}.", answers=first)
    seen, html = [], page_of(client, ferry)
    assert 'class="count">6<' in html
    for _page in range(9):
        seen.append(texts(html))
        following = re.search(r'<a (?:rel="next" )?href="[^"]*\?after=([0-9]+-[0-9]+)"', html)
        if not following:
            break
        html = client.get(f"{ferry.get_absolute_url()}/comments?after={following[1]}").content.decode()
    assert seen == [
        ["The fares were low.", "Reply 0.", "Reply 1."],
        ["Reply 2.", "Reply 3.", "Second thread."],
    ]
    assert "Further answers to" in html


def test_no_link_to_answer_where_comments_are_closed(client: Client, ferry: Story, first: Comment) -> None:
    Story.objects.filter(pk=ferry.pk).update(comments_door="closed")
    assert "#comment-form" not in page_of(client, ferry)
    page = client.get(f"{ferry.get_absolute_url()}/comments/{first.pk}").content.decode()
    assert "<form" not in page.partition('class="comments"')[2]
    assert send(client, ferry, "They were not.", first.pk).status_code == 403


def test_the_address_in_another_edition_leads_to_the_story_s_own(
    client: Client, ferry: Story, first: Comment, fa: Edition
) -> None:
    address = f"{ferry.get_absolute_url()}/comments/{first.pk}"
    assert client.get(address.replace("/en/", "/fa/", 1))["Location"] == address
    assert client.get(f"{ferry.get_absolute_url()}/comments/{2**70}").status_code == 404


def test_the_desk_shows_what_is_answered(
    client: Client, mara: User, ferry: Story, first: Comment, comment_on: Callable[..., Comment]
) -> None:
    reply = comment_on(ferry, "They were not.", answers=first)
    client.force_login(mara)
    assert "answers a comment" in client.get("/desk/comments/").content.decode()
    page = client.get(f"/desk/comments/{reply.pk}/").content.decode()
    assert "In answer to <bdi>Tom</bdi>:" in page
    assert page.index("The fares were low.") < page.index("They were not.")


def test_threads_take_no_further_query(client: Client, ferry: Story, first: Comment, show: Any) -> None:
    page_of(client, ferry)
    with CaptureQueriesContext(connection) as before:
        page_of(client, ferry)
    second = show(ferry, "They were not.", answers=first)
    for number in range(3):
        show(ferry, f"They were {number}.", answers=second)
    with CaptureQueriesContext(connection) as after:
        page_of(client, ferry)
    assert len(after) == len(before)


def test_threads_are_read_by_their_index(ferry: Story) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes another way through few rows.")
    found = Comment.objects.shown_under(ferry).in_threads().filter(place__gte=5)
    plan = found.explain()
    assert "comments_in_threads" in plan
    assert "TEMP B-TREE" not in plan
