"""Folding: what a reader holds for the same is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.text import fold


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("كتابي", "کتابی"),
        ("رئیس", "رییس"),
        ("ﻋﻠﻲ", "علی"),
        ("خانهٔ", "خانه"),
        ("خانۀ", "خانه"),
        ("مدرسة", "مدرسه"),
        ("ہوا ھوا", "هوا هوا"),
        ("آن", "ان"),
        ("ٱلله", "الله"),
        ("مؤمن", "مومن"),
        ("سَلام", "سلام"),
        ("ســلام", "سلام"),
        ("می\u200cشود", "می شود"),
        ("کتاب\u200fها", "کتابها"),
        ("۱۳۹۵ ٢٠١٦", "1395 2016"),
        ("Łódź", "lodz"),
        ("Ærø", "AERO"),
        ("Straße", "STRASSE"),
        ("İzmir Iğdır", "izmir igdir"),
        ("co\u00adoperate", "cooperate"),
        ("cafe\u0301", "café"),
        ("  two\n words ", "two words"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(written: str, typed: str) -> None:
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(("one", "other"), [("شیر", "شر"), ("ferry", "fery"), ("۱", "۲"), ("بار", "پار")])
def test_words_that_differ_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_what_is_folded_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)
