"""What a reader types is understood, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.stories.search.question import MOST_WORDS, Question


def asked(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [term.spellings for term in Question.read(text).asked]


def excluded(text: str) -> list[tuple[tuple[str, ...], ...]]:
    return [term.spellings for term in Question.read(text).excluded]


@pytest.mark.parametrize("text", ['"night ferry"', "“night ferry”", "«night ferry»", "„night ferry“", "night-ferry"])
def test_words_in_quotation_marks_stand_side_by_side(text: str) -> None:
    assert asked(text) == [(("night", "ferry"),)]


@pytest.mark.parametrize("text", ["ferry -strike", "ferry −strike", "-strike ferry", 'ferry -"strike"'])
def test_a_minus_leaves_a_word_out(text: str) -> None:
    assert asked(text) == [(("ferry",),)]
    assert excluded(text) == [(("strike",),)]


def test_a_minus_leaves_a_phrase_out_and_within_a_word_nothing() -> None:
    assert excluded('-"night ferry" co-operate') == [(("night", "ferry"),)]
    assert asked("co-operate - ferry --") == [(("co", "operate"),), (("ferry",),)]


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("می‌شود", [(("میشود",),)]),
        ("می شود", [(("میشود",),)]),
        ("میشود", [(("میشود",),)]),
        ("دانش‌آموز", [(("دانش", "اموز"), ("دانشاموز",))]),
        ("دانش آموز", [(("دانش",),), (("اموز",),)]),
        ("Khalidiya’s", [(("khalidiya",),)]),
        ("3,400", [(("3", "400"),)]),
        ('"unclosed phrase', [(("unclosed",),), (("phrase",),)]),
        ('a"b"c', [(("a",),), (("b",),), (("c",),)]),
        ('"" - «»', []),
    ],
)
def test_a_question_is_read(text: str, spellings: list[tuple[tuple[str, ...], ...]]) -> None:
    assert asked(text) == spellings


@pytest.mark.parametrize(
    ("text", "is_unfinished"),
    [("night ferr", True), ("bus", False), ("2026", False), ('"night ferr"', False), ("ferr -night", True)],
)
def test_the_last_word_may_be_unfinished(text: str, is_unfinished: bool) -> None:
    assert any(term.is_unfinished for term in Question.read(text).asked) is is_unfinished


def test_only_so_many_words_count() -> None:
    assert len(asked("word " * 50)) == MOST_WORDS
    assert asked(" ".join(["word"] * 10) + ' "three more words" last') == [(("word",),)] * 10


def test_a_word_is_replaced_where_it_stands() -> None:
    question = Question.read("-strike “Khalidya port”")
    word = question.asked[0].words[0]
    assert question.respelled({word: "Khalidiya"}).text == "-strike “Khalidiya port”"


@given(st.text() | st.text(alphabet="ab ی\u200c\"“”«»-−*()^:'’&|!<>"))
def test_any_text_is_a_question(text: str) -> None:
    question = Question.read(text)
    for term in (*question.asked, *question.excluded):
        assert all(term.spellings)
        assert all(0 <= word.start < word.end <= len(text) for word in term.words)
