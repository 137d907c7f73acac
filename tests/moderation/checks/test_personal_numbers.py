"""Cards, accounts and national IDs in a comment, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.moderation.checks import personal_numbers
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words


def opinion_on(text: str, *, name: str = "Tom") -> Opinion:
    return personal_numbers.check(Words(name, text, "en"))


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("card number", "4111 1111 1111 1111"),
        ("card number", "4111-1111-1111-1111"),
        ("card number", "6037991234567893"),
        ("card number", "۶۰۳۷ ۹۹۱۲ ۳۴۵۶ ۷۸۹۳"),
        ("card number", "3782 822463 10005"),
        ("bank account", "DE89 3704 0044 0532 0130 00"),
        ("bank account", "gb29NWBK60161331926819"),
        ("bank account", "IR580540105180021273113007"),
        ("bank account", "IR۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷"),
        ("bank account", "۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷"),
        ("national ID", "10000000146"),
        ("national ID", "44051401359"),
        ("national ID", "12345678-Z"),
    ],
)
def test_a_number_is_found_where_it_stands(word: str, number: str) -> None:
    text = f"His is {number}, ask Ali"
    opinion = opinion_on(text)
    assert (opinion.verdict, opinion.word, opinion.clause) == (Verdict.DOUBT, word, "law")
    assert [text[start:end] for start, end in opinion.spans] == [number]


def test_a_card_with_its_expiry_behind_it_is_found() -> None:
    text = "4111 1111 1111 1111 12 28"
    assert opinion_on(text).spans == ((0, 19),)


@pytest.mark.parametrize("number", ["۰۴۹۹۳۷۰۸۹۹", "0499370899", "049-937089-9"])
def test_an_iranian_id_is_looked_for_where_persian_is_written(number: str) -> None:
    text = f"کد ملی او {number} است"
    opinion = opinion_on(text)
    assert opinion.word == "national ID"
    assert [text[start:end] for start, end in opinion.spans] == [number]
    assert opinion_on("News 0499370899 of the day") == CLEAN


def test_several_kinds_are_told_in_one_opinion() -> None:
    opinion = opinion_on("4111111111111111 and DE89370400440532013000")
    assert (opinion.word, len(opinion.spans)) == ("personal numbers", 2)


def test_a_number_in_the_name_is_told_without_a_place() -> None:
    assert opinion_on("Good.", name="4111111111111111").spans == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4111 1111 1111 1112",
        "1 000 000 000 000 000",
        "2016-11-25 12:30, 1,250,000 and 0912 345 6789",
        "IR12 and DE89 are codes, so is AB123456789012345",
        "123456789012345678901234",
        "کشتی ۱۲۳۴۵۶۷۸۹۰ تن",
        "12345678 A plan, 10000000147",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert opinion_on(text) == CLEAN


@given(st.text(alphabet="0123456789۰۱ -DEIRZ.\nخ", max_size=120), st.text(max_size=40))
def test_spans_fit_the_text(text: str, name: str) -> None:
    assert opinion_on(text, name=name).fits(text)


@pytest.mark.parametrize("piece", ["1", "1 ", "4111 ", "IR12", "IR12 ", "DE89 3704 ", "12345678-"])
def test_a_text_made_to_be_slow_is_read_to_its_end(piece: str) -> None:
    assert opinion_on(piece * (100_000 // len(piece))).fits(piece * 100_000)
