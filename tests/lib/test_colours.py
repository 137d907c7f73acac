"""Contrast as the guidelines define it, and the nearest shade that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.colours import contrast, readable

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0b4f5c", "#0b4f5c", 1.0)],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


@given(HEX, st.sampled_from(["#fdfcf9", "#15181a"]))
def test_a_readable_shade_is_readable_and_a_readable_colour_is_kept(colour: str, ground: str) -> None:
    shade = readable(colour, on=ground, ratio=4.5)
    assert contrast(shade, ground) >= 4.5
    assert (shade == colour) == (contrast(colour, ground) >= 4.5)
