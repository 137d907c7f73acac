"""Numbers by their check digits. All are made up or published as examples."""

from collections.abc import Callable

import pytest

from dateline.lib.check_digits import is_card, is_dni, is_iban, is_iranian_id, is_pesel, is_turkish_id


@pytest.mark.parametrize(
    ("is_it", "number"),
    [
        (is_card, "4111111111111111"),
        (is_card, "5555555555554444"),
        (is_card, "378282246310005"),
        (is_card, "6037991234567893"),
        (is_iban, "DE89370400440532013000"),
        (is_iban, "GB29NWBK60161331926819"),
        (is_iban, "IR580540105180021273113007"),
        (is_iranian_id, "0499370899"),
        (is_iranian_id, "1234567891"),
        (is_turkish_id, "10000000146"),
        (is_pesel, "44051401359"),
        (is_dni, "12345678Z"),
    ],
)
def test_a_number_is_known_and_one_digit_off_it_is_not(is_it: Callable[[str], bool], number: str) -> None:
    assert is_it(number)
    place = 4
    other = number[:place] + ("7" if number[place] != "7" else "3") + number[place + 1 :]
    assert not any(map(is_it, [other, number[:-1], f"{number}0", ""]))


@pytest.mark.parametrize("number", ["0000000000000000", "4444444444444444", "1111111111", "0000000000"])
def test_one_digit_again_and_again_is_nobody_s(number: str) -> None:
    assert not is_card(number)
    assert not is_iranian_id(number)
