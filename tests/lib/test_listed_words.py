"""The words of a list in a text: found in disguise, and nothing found that only looks alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.listed_words import ListedWords, key_of

LIST = [
    "idiot",
    "shit",
    "ass",
    "asshole",
    "Sackgesicht",
    "احمق",
    "حرام‌زاده",
    "کثافت",
    "go to hell",
    "moron*",
    "пидор",
    "сука",
]
WORDS = ListedWords((entry, entry) for entry in LIST)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.value) for each in WORDS.find(text)]


@pytest.mark.parametrize(
    ("written", "entry"),
    [
        ("idiot", "idiot"),
        ("IDIOT", "idiot"),
        ("Ídïöt", "idiot"),
        ("i\u0301d\u0323iot", "idiot"),
        ("id\u00adi\u200dot", "idiot"),
        ("idi\u200cot", "idiot"),
        ("i\u200bd\u200bi\u200bo\u200bt", "idiot"),
        ("ｉｄｉｏｔ", "idiot"),
        ("𝒾𝒹𝒾ℴ𝓉", "idiot"),
        ("id10t", "idiot"),
        ("1d1ot", "idiot"),
        ("!diot", "idiot"),
        ("idi0+", "idiot"),
        ("iiiidiooooot", "idiot"),
        ("i d i o t", "idiot"),
        ("i.d.i.o.t", "idiot"),
        ("I - D - I - O - T", "idiot"),
        ("i_d_1_o_t", "idiot"),
        ("іdіоt", "idiot"),  # Cyrillic і and о
        ("ιdιοt", "idiot"),  # Greek ι and ο
        ("sh1t", "shit"),
        ("$h!t", "shit"),
        ("аss", "ass"),  # Cyrillic а
        ("a$$hole", "asshole"),
        ("@sshole", "asshole"),
        ("SACKGESICHT", "Sackgesicht"),
        ("احمق", "احمق"),
        ("اَحمَق", "احمق"),
        ("احـمـق", "احمق"),
        ("ا ح م ق", "احمق"),
        ("كثافت", "کثافت"),
        ("حرامزاده", "حرام‌زاده"),
        ("حرام زاده", "حرام‌زاده"),
        ("حرام‌زاده", "حرام‌زاده"),
        ("Go  to HELL", "go to hell"),
        ("g0 to\nhell", "go to hell"),
        ("morons", "moron*"),
        ("m0ronic", "moron*"),
        ("СУКА", "сука"),
        ("пидop", "пидор"),  # Latin o and p
    ],
)
def test_a_listed_word_is_found_where_it_stands(written: str, entry: str) -> None:
    for text in (written, f"You, {written}, are wrong", f"شما «{written}» هستید"):
        assert (written.strip("!"), entry) in [(span.strip("!"), value) for span, value in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "An idiotic plan, a passive class, assess the mass, shiitake",
        "I am 1st in line and the U.S.A. is great, e.g. A B C",
        "go to the hell of a town",
        "all, lil, ail, 1,000 and 100% of $5 @ 3+3",
        "حماقت و حرام و زاده",
        "oxymoron",
        "Ass\u00edduo",
    ],
)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_word_in_a_longer_entry_is_found_as_both() -> None:
    words = ListedWords([("hell", 1), ("go to hell", 2)])
    assert [each.value for each in words.find("go to hell")] == [2, 1]


def test_an_empty_list_finds_nothing_and_says_so() -> None:
    assert not ListedWords()
    assert ListedWords().find("idiot") == []


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("Idiot", "idiot"),
        (" ÍDIOT! ", "idiot"),
        ("idiot *", "idiot*"),
        ("go  to Hell", "go to hell"),
        ("…", ""),
        ("*", ""),
    ],
)
def test_two_entries_that_find_the_same_are_one(entry: str, key: str) -> None:
    assert key_of(entry) == key


@given(st.one_of(st.text(), st.text(alphabet="ids ot.!1$@\u200c\u200b\u0301اсح*\n", max_size=80)))
def test_places_lie_in_the_text_and_are_in_order(text: str) -> None:
    places = [(each.start, each.end) for each in WORDS.find(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.text(), st.text())
def test_a_listed_word_is_found_between_any_words(before: str, after: str) -> None:
    assert "idiot" in [each.value for each in WORDS.find(f"{before} . idiot . {after}")]


def test_a_list_of_ten_thousand_reads_a_long_text_to_its_end() -> None:
    """A pattern for each entry is a quarter of an hour here. No clock is held, because machines differ."""
    many = ListedWords((f"word{number} of{number % 7} list", number) for number in range(10_000))
    text = "word7 of0 list, word1 of2 list and i d i o t " * 4_000
    assert len({each.value for each in many.find(text)}) == 1
    for piece in ("a ", "a.", "a\u200c", "$a", "aaa", "i1!"):
        assert many.find(piece * 60_000) == []
