"""A reader reports a shown comment, and follows by the receipt what comes of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging, reporting
from dateline.moderation.models import HouseRules, Report
from dateline.people.models import User
from dateline.stories.models import Story

WELL = {"kind": "rules", "explanation": "It mocks <b>a</b> person.", "good_faith": "on"}
LIBEL = WELL | {
    "kind": "libel",
    "explanation": "I was abroad.",
    "statement": "He sold the pier.",
    "claimant": "Tom Reed",
    "name": "A. Reed",
    "email": "reed@reader.example",
}


@pytest.fixture
def shown(ferry: Story, comment_on: Callable[..., Comment], rules: HouseRules, mara: User) -> Comment:
    comment = comment_on(ferry, "He sold the pier.")
    judging.show(comment, by=mara, now=clock.now())
    return comment


@pytest.fixture
def address(shown: Comment) -> str:
    return f"{shown.story.get_absolute_url()}/comments/{shown.pk}/report"


def send(client: Client, address: str, given: dict[str, str], **headers: str) -> Any:
    return client.post(address, given, headers={"Sec-Fetch-Site": "same-origin"} | headers)


def test_each_comment_leads_to_the_form_against_it(client: Client, shown: Comment, address: str) -> None:
    assert f'href="{address}"' in client.get(shown.story.get_absolute_url()).content.decode()
    page = client.get(address)
    assert page.status_code == 200
    assert "He sold the pier." in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"


def test_a_report_gets_a_receipt_with_its_words(client: Client, address: str) -> None:
    answer = send(client, address, WELL)
    assert answer.status_code == 303
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    page = client.get(answer["Location"])
    text = page.content.decode()
    assert "We have your report" in text
    assert "It mocks &lt;b&gt;a&lt;/b&gt; person." in text
    assert page.headers["Cache-Control"] == "no-store"
    assert "right of reply" not in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Choose what is wrong with it."),
        ({"explanation": " \u200b"}, "Explain it"),
        ({"explanation": "x" * 3001}, "Shorten the explanation. It has 3001 characters; 3000 fit."),
        ({"good_faith": ""}, "Confirm that you believe in good faith"),
        ({"kind": "libel"}, "Copy the words here that are untrue."),
        ({"kind": "libel"}, "Say of whom the words speak"),
        ({"email": "nobody"}, "Enter an e-mail address such as"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, address: str, wrong: dict[str, str], sentence: str
) -> None:
    answer = send(client, address, WELL | {"name": "A. <Reed>"} | wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert "A. &lt;Reed&gt;" in text
    assert not Report.objects.exists()


def test_a_form_from_elsewhere_comes_back_with_the_words(client: Client, address: str) -> None:
    answer = send(client, address, WELL, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "It mocks &lt;b&gt;a&lt;/b&gt; person." in answer.content.decode()
    assert not Report.objects.exists()


def test_too_many_are_refused_with_the_words_kept(
    client: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_A_DAY", 0)
    answer = send(client, address, WELL)
    assert answer.status_code == 429
    assert "tomorrow" in answer.content.decode()
    assert "It mocks &lt;b&gt;a&lt;/b&gt; person." in answer.content.decode()


def test_what_is_not_shown_has_no_form(
    client: Client, ferry: Story, comment_on: Callable[..., Comment], address: str
) -> None:
    waiting = comment_on(ferry)
    assert client.get(f"{ferry.get_absolute_url()}/comments/{waiting.pk}/report").status_code == 404
    assert client.get(f"{ferry.get_absolute_url()}/comments/{2**70}/report").status_code == 404


def test_of_a_held_story_nothing_is_reported(client: Client, shown: Comment, address: str, chief: User) -> None:
    shown.story.hold(by=chief, reason="We check it.", ground="error")
    assert "report-form" not in client.get(address).content.decode()
    assert send(client, address, WELL).status_code == 403
    assert not Report.objects.exists()


def test_the_receipt_tells_the_decision_its_clause_and_no_name(
    client: Client, shown: Comment, address: str, rules: HouseRules, mara: User
) -> None:
    there = send(client, address, WELL)["Location"]
    read, clause = Comment.objects.get(pk=shown.pk), rules.clauses_in_force()[1]
    words = {"words": "You are right.", "sentence": "It mocks."}
    reporting.refuse(read, **words, clause=clause, by=mara, now=clock.now())
    text = client.get(there).content.decode()
    assert "The comment is off the page" in text
    assert "You are right." in text
    assert "Clause 2: Insult" in text
    assert "decided by a person" in text
    assert "Mara" not in text


def test_libel_its_writer_learns_what_is_said_and_not_by_whom(client: Client, shown: Comment, address: str) -> None:
    send(client, address, LIBEL)
    receipt = f"/receipts/{shown.receipt_token}"
    text = client.get(receipt).content.decode()
    assert "I was abroad." in text
    assert "Reed" not in text
    answer = client.post(f"{receipt}/answer", {"text": "He did, in May."})
    assert answer.status_code == 303
    assert "He did, in May." in client.get(receipt).content.decode()
    again = client.post(f"{receipt}/answer", {"text": "Or in June."})
    assert again.status_code == 409
    assert "Nothing waits for your answer." in again.content.decode()
    assert "Or in June." not in Report.objects.get().writer_answer


def test_libel_whom_it_speaks_of_has_a_right_of_reply(client: Client, shown: Comment, address: str) -> None:
    there = send(client, address, LIBEL)["Location"]
    text = client.get(there).content.decode()
    assert "Your right of reply" in text
    assert "A person answers it before" in text
    empty = client.post(f"{there}/reply", {"text": ""})
    assert empty.status_code == 422
    assert client.post(f"{there}/reply", {"text": "I never owned it."}).status_code == 303
    reply = Comment.objects.get(text="I never owned it.")
    assert (reply.name, reply.state, reply.story) == ("Tom Reed", "waiting", shown.story)
    assert f"/receipts/{reply.receipt_token}" in client.get(there).content.decode()
    again = client.post(f"{there}/reply", {"text": "And the pier is not mine."})
    assert again.status_code == 409
    assert "And the pier is not mine." in again.content.decode()


def test_nobody_opens_a_receipt_without_its_address(client: Client, shown: Comment) -> None:
    assert client.get("/receipts/reports/nobody-s").status_code == 404
    assert client.get(f"/receipts/reports/{shown.receipt_token}").status_code == 404
