"""Cutting a text into words: the same for the index and the question, and each word known by its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.text import fold
from dateline.lib.words import LONGEST, Tie, compounds, runs, words_of


def texts(text: str) -> list[str]:
    return [word.text for word in words_of(text)]


def joined(text: str) -> list[str]:
    return [word.text for word in compounds(text, words_of(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The harbour’s 3,400 guests", ["the", "harbour", "s", "3", "400", "guests"]),
        ("snake_case co-operate", ["snake", "case", "co", "operate"]),
        ("کشتی‌های ۶٫۲", ["کشتی", "های", "6", "2"]),
        ("हिन्दी भाषा", ["हिनदी", "भाषा"]),
        ("ﷺ", ["صلی", "الله", "علیه", "وسلم"]),
        ("… – «»", []),
        ("ـ", []),
    ],
)
def test_a_text_is_cut_at_what_is_no_letter(text: str, words: list[str]) -> None:
    assert texts(text) == words


@pytest.mark.parametrize("written", ["می‌شود", "می شود"])
def test_a_persian_word_in_parts_is_one_besides(written: str) -> None:
    assert joined(f"گفت {written}.") == ["میشود"]
    assert texts(written) == ["می", "شود"]


@pytest.mark.parametrize(
    ("text", "compound"),
    [
        ("دانش‌آموز", ["دانشاموز"]),
        ("دانش آموز", []),
        ("کتاب ها", ["کتابها"]),
        ("نمی‌خواسته‌اند", ["نمیخواستهاند"]),
        ("کتاب‌ها/دفترها", ["کتابها"]),
        ("می\nشود", []),
        ("night ferry", []),
    ],
)
def test_what_makes_a_compound(text: str, compound: list[str]) -> None:
    assert joined(text) == compound


def test_words_hang_together_over_a_mark_without_a_space() -> None:
    text = "3,400 guests co-operate"
    found = [([word.text for word in run], ties) for run, ties in runs(text, words_of(text), apart=(Tie.NONE,))]
    assert found == [(["3", "400"], {Tie.MARKED}), (["guests"], set()), (["co", "operate"], {Tie.MARKED})]


@given(st.text())
def test_every_word_stands_where_it_says_and_is_folded(text: str) -> None:
    last = 0
    for word in words_of(text):
        assert last <= word.start < word.end <= len(text)
        assert word.text in fold(text[word.start : word.end])
        assert 0 < len(word.text) <= LONGEST
        last = word.start
    compounds(text, words_of(text))
