"""The words asked for, marked where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.delivery.templatetags.marking import AROUND, marked, snippet
from dateline.stories.search.question import Question


def mark(text: str, question: str) -> str:
    return marked(text, Question.read(question))


def test_everything_else_is_escaped() -> None:
    assert mark('<b>Ferry & "tram"</b>', "ferry") == "&lt;b&gt;<mark>Ferry</mark> &amp; &quot;tram&quot;&lt;/b&gt;"
    assert mark("Plain", "") == "Plain"


@pytest.mark.parametrize(
    ("text", "question", "html"),
    [
        ("Night ferries by night", "night", "<mark>Night</mark> ferries by <mark>night</mark>"),
        ("The night ferry, by night", '"night ferry"', "The <mark>night ferry</mark>, by night"),
        ("Ferry strike", "ferry -strike", "<mark>Ferry</mark> strike"),
        ("Harbours", "harb", "<mark>Harbours</mark>"),
        ("Bus, buses", "bus", "<mark>Bus</mark>, buses"),
        ("کتاب‌های تازه", "كتابهاي", "<mark>کتاب‌های</mark> تازه"),
        ("دانش آموز", "دانش‌آموز", "<mark>دانش آموز</mark>"),
        ("۳٬۴۰۰ نفر", "3400 3,400", "<mark>۳٬۴۰۰</mark> نفر"),
        ("Café", "cafe", "<mark>Café</mark>"),
        ("a b a b a", '"a b a"', "<mark>a b a b a</mark>"),
    ],
)
def test_words_are_marked_as_they_were_written(text: str, question: str, html: str) -> None:
    assert mark(text, question) == html


def test_a_snippet_is_cut_at_words_round_the_first_match() -> None:
    text = "Long before. " * 60 + "A zeppelin landed. " + "Long after. " * 60
    shown = snippet(text, Question.read("zeppelin"))
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "A zeppelin landed." in shown
    assert len(shown) < 2 * AROUND + 60
    assert set(shown.strip("… ").replace(".", "").split()) <= set(text.replace(".", "").split())
    assert snippet(text, Question.read("balloon")) == ""


@given(st.text(alphabet="ab <&ی\u200c\"'é"), st.text(alphabet='ab ی\u200c-"é'))
def test_marks_are_balanced_and_take_nothing_away(text: str, question: str) -> None:
    html = mark(text, question)
    assert html.count("<mark>") == html.count("</mark>")
    assert html.replace("<mark>", "").replace("</mark>", "") == mark(text, "")
