"""The letters of a card: every one in a font that has it, joined and in the order in which it is read."""

import unicodedata
from functools import lru_cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from dateline.delivery.cards import letters
from dateline.delivery.cards.letters import BOLD, MEDIUM, SERIF, Hand, in_drawing_order
from dateline.site.sample import plan

LATIN, PERSIAN = Hand((SERIF, BOLD), 40), Hand((BOLD, SERIF), 40)


@lru_cache
def characters_of(font: str) -> set[int]:
    return set(TTFont(font).getBestCmap())


def boxes(hand: Hand, text: str, direction: str) -> list[str]:
    """Characters that would be drawn as the box of a missing letter, by the tables of the fonts themselves."""
    return [
        character
        for piece in hand.pieces(text, direction)
        for character in piece.text
        if ord(character) not in characters_of(str(piece.font.path))
    ]


@pytest.mark.parametrize(("code", "hand", "direction"), [("en", LATIN, "ltr"), ("fa", PERSIAN, "rtl")])
def test_the_sample_s_headlines_are_written_without_a_box(code: str, hand: Hand, direction: str) -> None:
    for story in plan.stories(code):
        for text in (story.headline, story.kicker, story.byline):
            assert hand.lacks(text) == []
            assert hand.known(text).replace("\u06c0", "ه\u0654") == " ".join(text.split())
            assert boxes(hand, hand.known(text), direction) == []


@given(st.text(max_size=40), st.sampled_from(["ltr", "rtl"]))
def test_no_text_at_all_is_written_with_a_box(text: str, direction: str) -> None:
    hand = PERSIAN if direction == "rtl" else LATIN
    assert boxes(hand, hand.known(text), direction) == []


def test_what_no_font_has_is_left_out_and_letters_of_other_scripts_are_told() -> None:
    assert LATIN.known("Ferry\u00a0🛳️ fares\u200b  rise\u202e") == "Ferry fares rise"
    assert LATIN.lacks("Ferry 🛳️ – “fares” 4 % €") == []
    assert LATIN.lacks("運賃 up") == ["運", "賃"]
    assert LATIN.lacks("Ναύλα, Тарифы, giá vé, نرخ") == []


def test_persian_is_joined_and_runs_from_the_right() -> None:
    drawn = in_drawing_order("کشتی\u200cها", "rtl")
    assert [unicodedata.name(character).removeprefix("ARABIC LETTER ") for character in drawn] == [
        "ALEF FINAL FORM",
        "HEH INITIAL FORM",
        "FARSI YEH FINAL FORM",
        "TEH MEDIAL FORM",
        "SHEEN MEDIAL FORM",
        "KEHEH INITIAL FORM",
    ]


def test_numbers_and_latin_words_keep_their_direction_and_brackets_are_mirrored() -> None:
    assert in_drawing_order("(۴۲ درصد) «HNA»", "rtl").startswith("«HNA» (")
    assert in_drawing_order("(۴۲ درصد)", "rtl").endswith("۴۲)")
    assert in_drawing_order("News (“fares”)", "ltr") == "News (“fares”)"


def test_lam_and_alef_are_one_and_the_ezafe_stays_on_its_letter() -> None:
    assert in_drawing_order("بالا", "rtl") == "ﻻﺎﺑ"
    assert PERSIAN.known("کرایه\u0654") == "کرای\u06c0"
    assert boxes(PERSIAN, "ر\u06c0", "rtl") == []  # the form that stands alone is in no font


def test_pairs_of_letters_move_together() -> None:
    alone = LATIN.width("T", "ltr") + LATIN.width("o", "ltr")
    assert LATIN.width("To", "ltr") < alone - 1
    assert LATIN.width("Tö", "ltr") == pytest.approx(LATIN.width("To", "ltr"), abs=1)
    assert [piece.text for piece in LATIN.pieces("To nn", "ltr")] == ["T", "o nn"]


@pytest.mark.parametrize("name", [SERIF, BOLD, MEDIUM])
def test_layout_never_depends_on_what_the_system_has(name: str) -> None:
    assert letters._font(name, 20).layout_engine == ImageFont.Layout.BASIC


def test_the_fonts_are_small_and_their_licences_lie_beside_them() -> None:
    files = list(Path(letters.FONTS).iterdir())
    assert sum(file.stat().st_size for file in files) < 600_000
    for family in {file.name.split("-")[0] for file in files}:
        licence = (Path(letters.FONTS) / f"{family}-OFL.txt").read_text()
        assert "SIL Open Font License" in licence
    for font in Path(letters.FONTS).glob("*.ttf"):
        names = {str(record) for record in TTFont(font)["name"].names if record.nameID in (1, 4, 6)}
        reserved = "Reserved Font Name ‘Source’" in str(TTFont(font)["name"].getDebugName(0))
        assert not reserved or not any("Source" in name for name in names)
