"""What the desk shows of the checks: words in the queue, sentences beside the comment, marks in its text."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.users.models import UserProfile

from dateline.comments.models import Comment
from dateline.comments.receiving import Submission
from dateline.lib import clock
from dateline.moderation import checking
from dateline.moderation.drafting import draft_shipped
from dateline.moderation.models import CheckOpinion
from dateline.newsroom.opinions import marked
from dateline.people.models import User
from dateline.stories.models import Edition, Story

Desk = Callable[[User], Client]


@pytest.fixture
def checked(db: None) -> Callable[..., Comment]:
    """Send a comment through the checks: `checked(ferry, "www.example.com")`."""

    def _checked(story: Story, text: str) -> Comment:
        submission = Submission(name="Tom", text=text, email="", address="192.0.2.7")
        return checking.receive(story, submission, now=clock.now())

    return _checked


def pane(page: str) -> str:
    """The comment's own text at the desk, as HTML."""
    return page.split('<blockquote class="desk-words" dir="auto">')[1].split("</blockquote>")[0]


def unmarked(html: str) -> str:
    return re.sub(r'</?mark>|<span class="w-sr-only" dir="auto">.*?</span>', "", html)


def marks(html: str) -> list[str]:
    return [unescape(unmarked(mark)) for mark in re.findall(r"<mark>.*?</mark>", html)]


def test_the_queue_has_a_word_for_each_opinion(mara: User, desk_of: Desk, ferry: Story, checked: Any) -> None:
    checked(ferry, "Look at www.example.com")
    checked(ferry, "The fares were low for years.")
    page = desk_of(mara).get("/desk/comments/").content.decode()
    assert re.findall(r'<span class="desk-word desk-word--(\w+)" dir="auto">(.*?)</span>', page) == [("doubt", "link")]


def test_the_queue_says_that_a_check_was_unavailable(
    mara: User, desk_of: Desk, ferry: Story, checked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.moderation.checks.contacts.check", lambda words: 1 / 0)
    comment = checked(ferry, "Look at www.example.com")
    assert "check unavailable</span>" in desk_of(mara).get("/desk/comments/").content.decode()
    page = desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert "This check could not read the comment." in page
    assert "<bdi>contacts</bdi>" in page


def test_the_comment_has_the_sentence_the_clause_by_its_number_and_the_words_marked(
    mara: User, desk_of: Desk, en: Edition, ferry: Story, checked: Any
) -> None:
    draft_shipped(en).publish(by=mara)
    comment = checked(ferry, "Ask him: 0912 345 6789.")
    page = desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert "It holds a telephone number. If it is not the writer’s own" in page
    assert "It may be about clause 5: <bdi>Nothing against the law</bdi>" in page
    assert marks(pane(page)) == ["0912 345 6789"]
    assert "[marked: telephone number] </span>0912" in page


def test_a_clause_that_is_not_in_force_is_not_named(
    mara: User, desk_of: Desk, rules: Any, ferry: Story, checked: Any
) -> None:
    page = desk_of(mara).get(f"/desk/comments/{checked(ferry, '0912 345 6789').pk}/").content.decode()
    assert "It holds a telephone number." in page
    assert "It may be about clause" not in page


def test_a_comment_that_no_check_doubts_stands_as_before(mara: User, desk_of: Desk, ferry: Story, checked: Any) -> None:
    page = desk_of(mara).get(f"/desk/comments/{checked(ferry, 'One.').pk}/").content.decode()
    assert pane(page) == "<p>One.</p>"
    assert "What the checks say" not in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<script>alert(1)</script> www.example.com <script>", ["www.example.com"]),
        ("<mark>www.example.com/?a='1'&b=2</mark>", ["www.example.com/?a='1'&b=2"]),
        ('"><img src=x onerror=alert(1)> 0912 345 6789', ["0912 345 6789"]),
        ("</blockquote><form>\n\n0912 345 6789", ["0912 345 6789"]),
    ],
)
def test_a_hostile_text_is_text(
    mara: User, desk_of: Desk, ferry: Story, checked: Any, text: str, found: list[str]
) -> None:
    comment = checked(ferry, text)
    html = pane(desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode())
    assert set(re.findall(r"<(/?\w+)", html)) <= {"p", "/p", "br", "mark", "/mark", "span", "/span"}
    assert marks(html) == found
    assert re.sub(r"<[^>]*>", "", unescape(unmarked(html).replace("</p>\n\n<p>", "\n\n"))) == re.sub(
        r"<[^>]*>", "", text
    )


def test_a_persian_comment_at_a_persian_desk(
    mara: User, desk_of: Desk, fa: Edition, publish: Callable[..., Story], checked: Any
) -> None:
    profile = UserProfile.get_for_user(mara)
    profile.preferred_language = "fa"
    profile.save()
    comment = checked(publish("کرایه", edition=fa), "با من تماس بگیرید: ۰۹۱۲ ۳۴۵ ۶۷۸۹ رضا")
    page = desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert marks(pane(page)) == ["۰۹۱۲ ۳۴۵ ۶۷۸۹"]
    assert "در آن شمارهٔ تلفنی هست." in page
    assert "[نشان‌دار: شمارهٔ تلفن] </span>۰۹۱۲" in page
    assert ">شمارهٔ تلفن</span>" in desk_of(mara).get("/desk/comments/").content.decode()


def test_a_language_that_was_seen_is_named_in_the_language_of_the_desk(
    mara: User, desk_of: Desk, en: Edition, ferry: Story, checked: Any
) -> None:
    draft_shipped(en).publish(by=mara)
    comment = checked(ferry, "Die Fähre ist wieder zu spät gekommen und niemand hat etwas gesagt.")
    page = desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert 'that comments are asked to be in. <bdi class="desk-seen">German</bdi>' in page
    assert "It may be about clause 1: <bdi>Write in English</bdi>" in page
    assert marks(pane(page)) == []
    profile = UserProfile.get_for_user(mara)
    profile.preferred_language = "fa"
    profile.save()
    page = desk_of(mara).get(f"/desk/comments/{comment.pk}/").content.decode()
    assert '<bdi class="desk-seen">آلمانی</bdi>' in page


def test_places_of_several_checks_that_overlap_are_marked_once_as_both() -> None:
    opinions = [
        CheckOpinion(word="link", sentence="A link.", spans=[[0, 5], [8, 9]]),
        CheckOpinion(word="foul", sentence="Foul.", spans=[[3, 7]]),
    ]
    html = marked("abcdefghij", opinions)
    assert marks(html) == ["abcdefg", "i"]
    assert "marked: link, foul" in html


def test_a_mark_ends_with_its_line() -> None:
    html = marked("one\ntwo\n\nthree", [CheckOpinion(word="noise", sentence="Noise.", spans=[[1, 12]])])
    assert unmarked(html) == "<p>one<br>two</p>\n\n<p>three</p>"
    assert marks(html) == ["ne", "two", "thr"]


@given(
    st.text(alphabet="a<&\"'\n>ی"),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=5),
)
def test_marks_take_nothing_away_whatever_the_row_holds(text: str, spans: list[list[int]]) -> None:
    html = marked(text, [CheckOpinion(word="w", sentence="S.", spans=spans)])
    assert html.count("<mark>") == html.count("</mark>")
    assert unmarked(html) == marked(text, [])


def test_the_queue_asks_no_more_for_many_comments_than_for_one(
    mara: User, desk_of: Desk, ferry: Story, checked: Any, django_assert_num_queries: Any
) -> None:
    desk = desk_of(mara)
    checked(ferry, "www.example.com 1")
    desk.get("/desk/comments/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        desk.get("/desk/comments/")
    for number in range(2, 6):
        checked(ferry, f"www.example.com {number}")
    with django_assert_num_queries(len(one)):
        desk.get("/desk/comments/")
