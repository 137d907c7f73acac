"""Words that are nearly the same."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.lib.spelling import SHORTEST, changes, changes_allowed, thirds_near, thirds_of


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("khalidiya", "khalidiya", 0),
        ("khalidya", "khalidiya", 1),
        ("khaldiiya", "khalidiya", 1),
        ("kalidya", "khalidiya", 2),
        ("بندز", "بندر", 1),
        ("ferry", "budget", 3),
        ("a", "abcd", 3),
    ],
)
def test_changes_are_counted_up_to_two(one: str, other: str, number: int) -> None:
    assert changes(one, other, most=2) == number == changes(other, one, most=2)


def test_a_short_word_may_be_off_by_less() -> None:
    assert [changes_allowed(word) for word in ("ab", "abc", "abcd", "abcde")] == [0, 1, 1, 2]


letters = st.text(alphabet="abcش", min_size=SHORTEST, max_size=12)


@given(letters, st.lists(st.tuples(st.sampled_from(["out", "in", "other"]), st.integers(0, 11)), max_size=2))
def test_a_word_is_met_by_every_word_two_letters_off(word: str, slips: list[tuple[str, int]]) -> None:
    typed = list(word)
    for slip, place in slips:
        place %= len(typed)
        typed[place : place + 1] = {"out": [], "in": ["b", typed[place]], "other": ["c"]}[slip]
        assume(typed)
    assume(len(typed) >= SHORTEST)
    near = thirds_near("".join(typed))
    assert any(key in keys for key, keys in zip(thirds_of(word), near, strict=True))
    assert changes("".join(typed), word, most=2) <= len(slips)
