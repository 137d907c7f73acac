"""Two texts word by word, in both directions of script, and within bounds."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.delivery.wording import LONGEST, NEW, OLD, SAME, Piece, aligned, compared

WORDS = st.lists(
    st.sampled_from(["ferry", "fares", " ", "\n", "3.20", "۳٫۲۰", "کشتی\u200cها", "بالا", ",", "<b>", "e\u0301"])
)
TEXTS = WORDS.map("".join)


def marked(before: str, after: str) -> str:
    signs = {SAME: "{}", OLD: "[-{}-]", NEW: "[+{}+]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in compared(before, after))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("A ward with 64 beds.", "A ward with 46 beds.", "A ward with [-64-][+46+] beds."),
        ("It costs 3.20 crests.", "It costs 3.40 crests.", "It costs [-3.20-][+3.40+] crests."),
        ("four or six boats", "five to eight boats", "[-four or six-][+five to eight+] boats"),
        ("کرایه ۳٫۲۰ کرست شد", "کرایه ۳٫۴۰ کرست شد", "کرایه [-۳٫۲۰-][+۳٫۴۰+] کرست شد"),
        ("کشتی\u200cها رفتند", "قایق\u200cها رفتند", "[-کشتی\u200cها-][+قایق\u200cها+] رفتند"),
        ("", "New.", "[+New.+]"),
        ("The same.", "The same.", "The same."),
    ],
)
def test_whole_words_and_numbers_are_compared(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


@given(TEXTS, TEXTS)
@settings(max_examples=int(os.environ.get("EXAMPLES", "60")), deadline=None)
def test_either_text_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = compared(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == before
    assert "".join(piece.text for piece in pieces if piece.kind != OLD) == after
    assert all(piece.text for piece in pieces)


def test_a_paragraph_that_was_put_in_moves_no_other() -> None:
    before = ["The first stays.", "The second is reworded here.", "The last stays."]
    after = ["The first stays.", "Entirely new.", "The second is reworded there.", "The last stays."]
    assert list(aligned(before, after)) == [(0, 0), (None, 1), (1, 2), (2, 3)]
    assert list(aligned(after, before)) == [(0, 0), (1, None), (2, 1), (3, 2)]


def test_a_text_that_is_too_long_is_shown_before_and_after() -> None:
    before, after = (" ".join(f"{word}{number}" for number in range(LONGEST)) for word in ("a", "b"))
    assert compared(before, after) == [Piece(OLD, before), Piece(NEW, after)]
