"""What strangers write: lines stay their own, letters as high as scripts need, and nobody's script is harmed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.taming import MOST_HIGH, MOST_MARKS, tamed
from dateline.lib.text import plain

WILD = st.text(
    alphabet="ab1 \n\r\t"
    "\u0301\u0327\u0338\u0489\u0e49\u0e47\u064b\u0651\u093c\u200b\u200c\u200d\u200e\u202a\u202b\u202c"
    "\u202d\u202e\u2066\u2067\u2068\u2069\ufe0f\u20e3\U0001f3f4\U000e0067\U000e007f\U0001f600یکक\u1100\u1161\u09c7\u09be",
    max_size=60,
)


@pytest.mark.parametrize(
    "text",
    [
        "می‌شود، کتاب‌هایِ خانهٔ ما را بِخوانید؛ مُؤَدَّب باشید.",
        "بِسۡمِ ٱللَّهِ ٱلرَّحۡمَـٰنِ ٱلرَّحِیمِ",
        "क्षत्रिय श्री हिन्दी में टिप्पणी, ज़िंदगी र्‍य क्‍ष",
        "শ্রীমতী কৌশল্যা ক্‌ষ",
        "น้ำ ที่ เรื่อง กำลัง ผู้ใหญ่",
        "ကြွေးကြော်သံ မြွှာ",
        "བསྒྲུབས་ཧཱུྃ",
        "בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים",
        "Tiếng Việt rất khó, Łódź, naïve, ɔ̃́ː",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3 \U0001f1ee\U0001f1f7",
        "\U0001f44d\U0001f3fd \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "He said \u2067سلام\u2069 to us.",
        "\u202aTel. +98\u202c تهران \u200f(۲۰۱۶)\u200e",
    ],
)
def test_every_script_and_emoji_stays_as_it_is_written(text: str) -> None:
    assert tamed(text) == plain(text)


@pytest.mark.parametrize(
    ("written", "stays"),
    [
        ("pay \u202etxt.exe", "pay txt.exe"),
        ("pay \u202etxt\u202c now", "pay txt now"),
        ("\u202dab\u202c", "ab"),
        ("\u2067open", "open"),
        ("closed\u2069 \u202c", "closed"),
        ("\u2067one\ntwo\u2069", "one\ntwo"),
        ("\u202b\u202eab\u202c\u202c", "\u202bab\u202c"),
        ("\u2067a\u202bb\u2069c\u202c", "a\u202bbc\u202c"),
        ("a\U000e0068\U000e0069b", "ab"),
        ("\U0001f3f4\U000e0067 flag", "\U0001f3f4 flag"),
    ],
)
def test_what_turns_the_line_or_is_seen_by_nobody_goes(written: str, stays: str) -> None:
    assert tamed(written) == stays


def test_a_stack_of_marks_ends_where_scripts_end() -> None:
    pile = "".join(chr(0x300 + number) for number in range(100))
    assert len(tamed(f"x{pile}y")) <= 2 + MOST_HIGH + 1
    assert tamed("ก" + "็" * 300) == "ก็็"
    assert tamed("س" + "\u064b" * 300) == "س\u064b\u064b"


def test_a_stack_does_not_grow_through_joiners() -> None:
    assert tamed("x" + "\u0338\u200d\u0301\u200c" * 100).count("\u0301") <= 2


def test_a_million_marks_are_read_to_their_end() -> None:
    """Quadratic is an hour for this length. No clock is held, because machines differ."""
    assert len(tamed("x" + "\u0301\u0302\u0303\u0304\u0305" * 200_000)) <= 2 + MOST_MARKS
    assert tamed("x\u0301" + "\u200d" * 500_000 + "\u0301" * 500_000).count("\u0301") == 2
    assert tamed("\u2067" * 500_000 + "\u202c" * 500_000) == ""


@given(st.one_of(st.text(), WILD))
def test_what_is_tamed_stays_so_and_is_plain(text: str) -> None:
    once = tamed(text)
    assert tamed(once) == once == plain(once)
    assert unicodedata.is_normalized("NFC", once)


@given(st.one_of(st.text(), WILD))
def test_on_every_line_what_opens_is_closed_and_nothing_is_overridden(text: str) -> None:
    for line in tamed(text).split("\n"):
        open_ones: list[str] = []
        for sign in line:
            assert sign not in "\u202d\u202e"
            if sign in "\u202a\u202b":
                open_ones.append("\u202c")
            elif sign in "\u2066\u2067\u2068":
                open_ones.append("\u2069")
            elif sign in "\u202c\u2069":
                assert open_ones.pop() == sign
        assert not open_ones


@given(st.one_of(st.text(), WILD))
def test_no_letter_is_lost(text: str) -> None:
    def letters(written: str) -> list[str]:
        taken_apart = unicodedata.normalize("NFD", written)
        return [sign for sign in taken_apart if unicodedata.category(sign)[0] in "LNPS"]

    assert letters(tamed(text)) == letters(plain(text))
