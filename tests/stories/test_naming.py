"""Which names a text holds: pure, so it is tested on plain words."""

import pytest

from dateline.stories.naming import KnownName, first_words, key_of, named_in


def found(text: str, *names: str) -> list[str]:
    """The names found, in order; one that begins with a capital is a proper name."""
    known = [KnownName(key_of(name), number, name[:1].isupper()) for number, name in enumerate(names)]
    return [names[number] for number in named_in(text, known)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ferries left Port Ansel on Monday.", ["Port Ansel"]),
        ("Port Ansel’s harbour; PORT ANSEL, port ansel", ["Port Ansel"]),
        ("The portansel and the Port Anselmo", []),
        ("Fares in the port. Ansel said nothing.", []),
        ("“Port Ansel”, he said", ["Port Ansel"]),
        ("the Kessel-Sarn line, the Kessel–Sarn line", ["Kessel", "Sarn"]),
        ("Jean-Luc Brannick, or Jean Luc Brannick", ["Jean-Luc Brannick"]),
        ("In St. Ives, not in St Ives", ["St. Ives"]),
        ("Café Zürich and CAFE ZURICH", ["Café Zurich"]),
        ("O’Neil, O'Neil", ["O'Neil"]),
    ],
)
def test_whole_words_are_found_however_they_are_spelled(text: str, names: list[str]) -> None:
    every = ["Port Ansel", "Kessel", "Sarn", "Jean-Luc Brannick", "St. Ives", "Café Zurich", "O'Neil"]
    assert found(text, *every) == names


def test_names_come_in_the_order_of_the_text_and_once() -> None:
    assert found("Sarn, Kessel, Sarn", "Kessel", "Sarn") == ["Sarn", "Kessel"]


def test_the_longest_name_wins_and_those_within_it_do_not_count() -> None:
    names = ["Kessel", "Kessel Harbour", "Kessel Harbour Authority", "Harbour Authority"]
    assert found("The Kessel Harbour Authority met.", *names) == ["Kessel Harbour Authority"]
    assert found("The Kessel Harbour Board met.", *names) == ["Kessel Harbour"]
    assert found("Kessel: the Harbour Authority met.", *names) == ["Kessel", "Harbour Authority"]


def test_a_proper_name_is_written_with_a_capital_and_a_common_one_need_not_be() -> None:
    assert found("May fares rise? They may.", "May") == ["May"]
    assert found("Fares may rise, he said.", "May") == []
    assert found("The Weather, and the weather", "weather") == ["weather"]


def test_a_name_reaches_over_no_line() -> None:
    assert found("A storm hits Kessel\nHarbour Board meets", "Kessel Harbour") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وزیر در كسل گفت", ["کسل"]),
        ("سازمان‌بنادر و سازمان بنادر", ["سازمان بنادر"]),
        ("دادگاههای منطقه‌ای", ["دادگاه"]),
        ("دادگاه‌های منطقه‌ای", ["دادگاه"]),
        ("دادگاهها", ["دادگاه"]),
        ("ماهیگیران سارنی", ["سارن"]),
        ("کسلی بود", []),
        ("دریای شمال", ["دریا"]),
        ("جشنوارهٔ کرانه، جشنوارۀ کرانه", ["جشنوارهٔ کرانه"]),
        ("مُحَمّد آمد", ["محمد"]),
        ("سال ۱۴۰۴ و ١٤٠٤", ["سال 1404"]),
        ("سارنیان", []),
    ],
)
def test_persian_endings_and_spellings(text: str, names: list[str]) -> None:
    every = ["کسل", "سازمان بنادر", "دادگاه", "سارن", "دریا", "جشنوارهٔ کرانه", "محمد", "سال 1404"]
    assert found(text, *every) == names


def test_a_name_written_out_comes_before_one_with_an_ending() -> None:
    assert found("نوروزی گفت", "نوروز", "نوروزی") == ["نوروزی"]
    assert found("نوروزی گفت", "نوروز") == ["نوروز"]


def test_words_of_no_letters_are_no_name() -> None:
    assert key_of("–") == key_of("«»") == key_of("") == ""
    assert key_of("C++") == "c + +"
    assert found("Learn C++ or C", "C++", "C") == ["C++", "C"]


def test_every_name_found_begins_with_a_word_that_is_asked_for() -> None:
    text = "ماهیگیران سارنی در Port Ansel"
    assert {"سارن", "سارنی", "port", "ansel"} <= first_words(text)


def test_an_empty_text_names_nobody() -> None:
    assert named_in("", [KnownName("kessel", 1)]) == []
    assert named_in("Kessel", []) == []
