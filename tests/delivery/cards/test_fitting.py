"""Words into lines: never wider or more than there is room for, and nothing lost without an ellipsis."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.delivery.cards.fitting import MOST_LINES, Fitted, Room, fit, shortened
from dateline.delivery.cards.letters import BOLD, SERIF, Hand

ROOM = Room(width=648, height=328, leading=1.16, smallest=36)
LATIN, PERSIAN = Hand((SERIF, BOLD), 60), Hand((BOLD, SERIF), 60)
LONG = "The Harbour Authority raises the fees of all nine harbours by four per cent, its board decided. " * 4


def fits(fitted: Fitted, direction: str) -> None:
    assert len(fitted.lines) <= MOST_LINES
    assert len(fitted.lines) * fitted.hand.size * ROOM.leading <= ROOM.height
    assert ROOM.smallest <= fitted.hand.size <= 60
    for line in fitted.lines:
        assert fitted.hand.width(line, direction) <= ROOM.width


words = st.text("abcdefghijKLMWß–’", min_size=1, max_size=40) | st.text("ابپسشکلهی", min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=24).map(" ".join), st.sampled_from(["ltr", "rtl"]))
def test_any_words_fit(text: str, direction: str) -> None:
    fitted = fit(text, PERSIAN if direction == "rtl" else LATIN, ROOM, direction)
    fits(fitted, direction)
    shown = "".join(fitted.lines).replace(" ", "")
    whole = text.replace(" ", "")
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown[:-1]))


def test_few_words_are_as_large_as_asked() -> None:
    assert fit("Ferry fares rise", LATIN, ROOM, "ltr") == Fitted(["Ferry fares rise"], LATIN)


def test_lines_are_of_like_length() -> None:
    fitted = fit("Ferries halted as the gale warning is red", LATIN, ROOM, "ltr")
    assert fitted.lines == ["Ferries halted as the", "gale warning is red"]


def test_what_is_too_long_even_small_ends_in_an_ellipsis_after_a_whole_word() -> None:
    fitted = fit(LONG.strip(), LATIN, ROOM, "ltr")
    assert fitted.hand.size == ROOM.smallest
    assert len(fitted.lines) == MOST_LINES
    assert fitted.lines[-1].endswith("…")
    assert fitted.lines[-1].removesuffix("…").split()[-1] in LONG.replace(",", "").replace(".", "").split()
    fits(fitted, "ltr")


def test_a_word_wider_than_the_room_is_broken() -> None:
    fitted = fit("Donaudampfschifffahrtsgesellschaftskapitänswitwenversorgung", LATIN, ROOM, "ltr")
    fits(fitted, "ltr")
    assert "".join(fitted.lines) == "Donaudampfschifffahrtsgesellschaftskapitänswitwenversorgung"


@pytest.mark.parametrize("text", ["", "Photo: Lena Kos / HNA"])
def test_one_line_that_fits_stays_as_it_is(text: str) -> None:
    assert shortened(text, LATIN, 648, "ltr") == text
