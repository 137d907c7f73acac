"""What is mostly one character or one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.moderation.checks import repetition
from dateline.moderation.checks.opinion import CLEAN, Verdict, Words


def found(text: str) -> list[str]:
    opinion = repetition.check(Words("Tom", text, "en"))
    assert opinion == CLEAN or (opinion.verdict, opinion.word) == (Verdict.DOUBT, "repetition")
    return [text[start:end] for start, end in opinion.spans]


@pytest.mark.parametrize(
    ("text", "noise"),
    [
        ("Nooooooooooooo", ["ooooooooooooo"]),
        ("!!!!!!!!!!!!", ["!!!!!!!!!!!!"]),
        ("ههههههههههه", ["ههههههههههه"]),
        ("Resign RESIGN, resign: resign resign", ["Resign RESIGN, resign: resign resign"]),
        ("استعفا استعفا استعفا وزیر استعفا استعفا", ["استعفا استعفا استعفا", "استعفا استعفا"]),
    ],
)
def test_noise_is_found_in_both_scripts(text: str, noise: list[str]) -> None:
    assert found(text) == noise


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No, no, no!",
        "نه، نه، نه!",
        "The harbour of the island of the ferry of the night is not the harbour of the town.",
        "It was soooooooooo long, and then I waited another hour for the ferry.",
        "کتاب‌های کتابخانه را کتاب‌به‌کتاب خواندیم.",
    ],
)
def test_people_who_only_speak_with_weight_are_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.one_of(st.text(), st.text(alphabet="ab !\n", max_size=80)))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    assert repetition.check(Words("", text, "")).fits(text)
