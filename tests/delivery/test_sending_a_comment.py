"""The door for comments: what comes in, what is refused, and that nothing is lost or shown."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.moderation import judging
from dateline.moderation.models import HouseRules
from dateline.people.models import User
from dateline.stories.models import Edition, Story

OURS = {"Origin": "http://testserver"}
WORDS = {"name": "Tom", "text": "The fares were low for years.", "email": ""}


def send(client: Client, story: Story, words: dict[str, Any] | None = None, **options: Any) -> Any:
    headers = options.pop("headers", OURS)
    return client.post(f"{story.get_absolute_url()}/comments", WORDS | (words or {}), headers=headers, **options)


def test_the_page_has_a_form_with_language_rule_and_clauses(client: Client, ferry: Story, rules: HouseRules) -> None:
    text = client.get(ferry.get_absolute_url()).content.decode()
    form = text[text.index("<form class=") and text.index('class="comment-form"') :]
    assert f'action="{ferry.get_absolute_url()}/comments"' in form
    assert "Please write your comment in English." in form
    assert "The house rules: 2 clauses" in form
    assert 'href="/en/house-rules#clause-2"' in form
    assert "Religion" not in form


def test_a_comment_waits_and_its_writer_gets_a_receipt(client: Client, ferry: Story) -> None:
    answer = send(client, ferry, REMOTE_ADDR="192.0.2.7")
    comment = Comment.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/receipts/{comment.receipt_token}")
    assert comment.is_waiting
    assert (comment.name, comment.text, comment.story) == ("Tom", WORDS["text"], ferry)
    assert comment.address_hash
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_the_form_has_a_field_that_nobody_sees_and_the_time_at_which_the_page_was_made(
    client: Client, ferry: Story
) -> None:
    text = client.get(ferry.get_absolute_url()).content.decode()
    unseen = text.split('<p class="never-seen">')[1].split("</p>")[0]
    assert 'name="website" type="text" value="" autocomplete="off" tabindex="-1"' in unseen
    style = (Path(__file__).parents[2] / "dateline/delivery/static/delivery/reader.css").read_text()
    assert ".never-seen { display: none; }" in style  # neither seen, nor read out, nor reached by a key
    (made_at,) = re.findall(r'type="hidden" name="made_at" value="(\d+)"', text)
    assert int(made_at) == int(ferry.version_created.timestamp())


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"website": "http://spam.example"}, ["hidden field"]),
        ({"website": "x\x00" * 9_000}, ["hidden field"]),
        ({"made_at": "{now}"}, ["too quick"]),
        ({"made_at": "{now}", "website": "x"}, ["hidden field", "too quick"]),
        ({"made_at": "1"}, []),
        ({"made_at": "99999999999"}, []),  # another server's clock
        ({"made_at": "9" * 400}, []),
        ({"made_at": "<b>"}, []),
        ({"made_at": "۱۲"}, []),
        ({"website": "", "made_at": ""}, []),
    ],
)
def test_what_is_sent_as_programs_send_is_received_with_a_doubt(
    client: Client, ferry: Story, sent: dict[str, str], words: list[str]
) -> None:
    now = str(int(clock.now().timestamp()))
    answer = send(client, ferry, {name: value.replace("{now}", now) for name, value in sent.items()})
    assert answer.status_code == 303
    opinions = Comment.objects.get().opinions
    assert list(opinions.values_list("word", flat=True)) == words
    assert {opinion.verdict for opinion in opinions.all()} <= {"doubt"}


def test_a_form_that_came_back_keeps_its_first_time_and_not_what_programs_wrote(client: Client, ferry: Story) -> None:
    text = send(client, ferry, {"name": "", "made_at": "1700000000", "website": "spam"}).content.decode()
    assert 'type="hidden" name="made_at" value="1700000000"' in text
    assert "spam" not in text


def test_the_same_words_sent_twice_are_one_comment_with_one_receipt(client: Client, ferry: Story) -> None:
    first, second = send(client, ferry), send(client, ferry, {"text": WORDS["text"] + " \r\n"})
    assert first.headers["Location"] == second.headers["Location"]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "​‏"}, "Enter a name."),
        ({"name": "n" * 61}, "It has 61 characters; 60 fit."),
        ({"text": "  \r\n "}, "Write your comment."),
        ({"text": "x" * 3001}, "It has 3001 characters; 3000 fit."),
        ({"text": "x" * 200_000}, "It has 200000 characters; 3000 fit."),
        ({"email": "no address"}, "Enter an e-mail address such as"),
        ({"email": "a@" + "b" * 300 + ".example"}, "Enter an e-mail address such as"),
    ],
)
def test_a_fault_brings_the_form_back_with_the_words_kept(
    client: Client, ferry: Story, words: dict[str, str], sentence: str
) -> None:
    answer = send(client, ferry, {"text": "Kept <words> & “quotes”."} | words)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count(sentence) == 2  # in the summary and at the field
    assert 'role="alert" tabindex="-1"' in text
    assert f'href="#comment-{next(iter(words))}"' in text
    if "text" not in words:
        assert "Kept &lt;words&gt; &amp; “quotes”." in text
    assert not Comment.objects.exists()


def test_line_ends_as_browsers_send_them_count_once(client: Client, ferry: Story) -> None:
    lines = "\r\n".join(["x" * 9] * 300)
    assert send(client, ferry, {"text": lines}).status_code == 303
    assert Comment.objects.get().text.count("\n") == 299


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_what_does_not_come_from_our_page_is_refused_with_the_words_kept(
    client: Client, ferry: Story, headers: dict[str, str]
) -> None:
    answer = send(client, ferry, headers=headers)
    assert answer.status_code == 403
    assert WORDS["text"] in answer.content.decode()
    assert not Comment.objects.exists()


def test_no_token_or_cookie_is_asked_for(ferry: Story) -> None:
    client = Client(enforce_csrf_checks=True)
    assert send(client, ferry, headers={"Sec-Fetch-Site": "same-origin", "Origin": "null"}).status_code == 303


def test_a_closed_story_takes_no_comment_but_gives_the_words_back(
    client: Client, publish: Callable[..., Story]
) -> None:
    story = publish("Closed story", comments_door="closed")
    assert "<textarea" not in client.get(story.get_absolute_url()).content.decode()
    answer = send(client, story)
    assert answer.status_code == 403
    assert "Comments on this story are closed." in answer.content.decode()
    assert WORDS["text"] in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_story_nobody_may_see_takes_no_comment(client: Client, write: Callable[..., Story]) -> None:
    draft = write("Draft")
    assert send(client, draft).status_code == 404
    assert client.get(f"{draft.get_absolute_url()}/comments").status_code == 404


def test_what_is_far_too_large_is_refused_without_an_error(client: Client, ferry: Story) -> None:
    answer = client.post(
        f"{ferry.get_absolute_url()}/comments",
        "text=" + "x" * 3_000_000,
        content_type="application/x-www-form-urlencoded",
        headers=OURS,
    )
    assert answer.status_code == 413
    many = "&".join(f"f{number}=1" for number in range(2000))
    answer = client.post(
        f"{ferry.get_absolute_url()}/comments", many, content_type="application/x-www-form-urlencoded", headers=OURS
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"--y\r\nbroken"),
        ("multipart/form-data", b"no boundary"),
        ("application/json", b"{"),
        ("application/x-www-form-urlencoded", b"text=%ff%fe%00&name=\xed\xa0\x80"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"text=a&name=b"),
    ],
)
def test_a_broken_body_is_never_an_error_of_ours(client: Client, ferry: Story, kind: str, body: bytes) -> None:
    address = f"{ferry.get_absolute_url()}/comments"
    assert client.generic("POST", address, body, content_type=kind, headers=OURS).status_code < 500


def test_later_comments_are_on_their_own_pages_and_only_the_shown_ones(
    client: Client, ferry: Story, comment_on: Callable[..., Comment], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(53):
        comment_on(ferry, f"Comment number {number:02}.")
    Comment.objects.update(state="shown")
    comment_on(ferry, "Waiting words.")
    text = client.get(ferry.get_absolute_url()).content.decode()
    assert text.count("Comment number") == 50
    assert "53 comments" in text
    later = text.split("/comments?after=")[1].split('"')[0]
    further = client.get(f"{ferry.get_absolute_url()}/comments", {"after": later}).content.decode()
    assert [f"Comment number {number}." in further for number in (49, 50, 51, 52)] == [False, True, True, True]
    assert "Waiting words" not in further


def test_faults_are_told_in_the_edition_s_language_and_digits(
    client: Client, fa: Edition, publish: Callable[..., Story]
) -> None:
    story = publish("کرایهٔ کشتی", edition=fa)
    text = send(client, story, {"text": "x" * 3001}).content.decode()
    assert "متن شما ۳۰۰۱ نویسه دارد؛ حداکثر ۳۰۰۰ نویسه پذیرفته است." in text


def test_who_repeats_what_is_shown_gets_nobody_s_receipt(
    client: Client, ferry: Story, comment_on: Callable[..., Comment], mara: User
) -> None:
    sent = {"name": "Tom", "text": "The fares were low for years."}
    address = f"{ferry.get_absolute_url()}/comments"
    from_here = {"headers": {"Origin": "http://testserver"}, "REMOTE_ADDR": "192.0.2.7"}
    comment = comment_on(ferry)
    waiting = client.post(address, sent, **from_here)
    assert waiting["Location"] == f"/receipts/{comment.receipt_token}"
    judging.show(comment, by=mara, now=clock.now())
    again = client.post(address, sent, **from_here)
    assert again["Location"] == f"{ferry.get_absolute_url()}#comment-{comment.pk}"
    assert Comment.objects.count() == 1
