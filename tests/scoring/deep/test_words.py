"""What the transformer reads of a comment."""

import pytest

from dateline.scoring.deep.words import GROUP, Words
from dateline.scoring.engine import Engine


@pytest.fixture(scope="module")
def words(engine: Engine) -> Words:
    return Words(engine.model)


def test_a_denial_is_read_in_full(words: Words) -> None:
    assert words.of("They don't; I can’t.") == ["they", "do", "not", ";", "i", "can", "not", "."]


def test_every_group_of_people_is_one_word(words: Words) -> None:
    assert words.of("Muslims are people") == words.of("WOMEN are people") == [GROUP, "are", "people"]


def test_disguises_are_seen_through(words: Words) -> None:
    plain = words.of("you are an idiot")
    for written in ("you are an 1d10t", "you are an i d i o t", "y0u are an іdіоt", "you are an idi ot"):
        assert words.of(written) == plain, written
    assert words.of("youareanidiot") == plain


def test_an_emoji_is_read_by_its_name(words: Words) -> None:
    assert words.of("you \U0001f437") == ["you", "pig", "face"]
    assert words.of("a\n\nb") == ["a", "b"]
