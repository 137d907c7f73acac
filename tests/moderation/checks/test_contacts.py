"""What reads as a way to reach somebody, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.moderation.checks import contacts
from dateline.moderation.checks.opinion import CLEAN, Opinion, Verdict, Words


def opinion_on(text: str, *, name: str = "Tom") -> Opinion:
    return contacts.check(Words(name, text, "en"))


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in opinion_on(text).spans]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See www.wind-truth.example. Share!", "www.wind-truth.example"),
        ("(https://example.com/a(b)?x=1), then", "https://example.com/a(b)?x=1"),
        ("HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM"),
        ("join t.me/harbour now", "t.me/harbour"),
        ("Go to example.com.Then write", "example.com"),
        ("see...example.org!", "example.org"),
        ("«https://example.ir/خبر/۱»", "https://example.ir/خبر/۱"),
        ("سایتwww.example.ir، همین", "www.example.ir"),
    ],
)
def test_a_link_is_found_without_what_stands_round_it(text: str, link: str) -> None:
    assert found(text) == [link]
    assert (opinion_on(text).word, opinion_on(text).clause) == ("link", "")


@pytest.mark.parametrize("address", ["tom@example.com", "john.de+news@mail.example.co.uk", "A_B%c@X-Y.IR"])
def test_an_e_mail_address_is_one_and_not_the_link_in_it(address: str) -> None:
    assert found(f"Write to {address}.") == [address]
    assert (opinion_on(address).word, opinion_on(address).clause) == ("e-mail address", "law")


@pytest.mark.parametrize(
    "number",
    [
        "+98 912 345 6789",
        "+44 (0)20 7946 0958",
        "00351 210 000 000",
        "0912 345 6789",
        "020-7946-0958",
        "021.88776655",
        "(555) 010-0199",
        "555-010-0199",
        "۰۹۱۲۳۴۵۶۷۸۹",
        "۰۹۱۲ ۳۴۵ ۶۷۸۹",
        "۰۲۱-۸۸۷۷۶۶۵۵",
        "+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹",
        "٠٥٠ ١٢٣ ٤٥٦٧",
    ],
)
def test_a_telephone_number_is_found_in_digits_of_three_scripts(number: str) -> None:
    assert found(f"In room 12 of 2019: {number}, ask for Ali") == [number]
    assert found(f"تلفن:{number}") == [number]
    assert (opinion_on(number).word, opinion_on(number).clause) == ("telephone number", "law")


def test_a_number_copied_with_its_marks_of_direction_is_found() -> None:
    assert found("\u202a+98\u00a0912 345\u200e6789\u202c") == ["+98\u00a0912 345\u200e6789"]


def test_two_numbers_side_by_side_are_two() -> None:
    assert found("۰۹۱۲۳۴۵۶۷۸۹/۰۹۱۳۳۴۵۶۷۸۹") == ["۰۹۱۲۳۴۵۶۷۸۹", "۰۹۱۳۳۴۵۶۷۸۹"]
    assert found("0912 345 6789 0913 345 6789") == ["0912 345 6789", "0913 345 6789"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-25",
        "25/11/2026",
        "05-09-2016 08:30",
        "05.09.2016-07.09.2016",
        "۱۴۰۵/۰۹/۰۴ ساعت ۱۲:۳۰",
        "12:30:45",
        "08.30-10.45, 09.30-11.45",
        "09.2016 10.2016 11.2016",
        "1,250,000",
        "1 250 000 000",
        "1.250.000,00 €",
        "۱٬۲۵۰٬۰۰۰٬۰۰۰ تومان",
        "0.99",
        "0.123456789",
        "3.0912345678",
        "423254",
        "news 4232541",
        "news/423254",
        "3-2",
        "۳-۲",
        "5-0 2-1 0-3 1-1 0-0 2-2",
        "2019-2024",
        "2019 2020 2021 2022",
        "978-0-306-40615-7",
        "192.168.10.25",
        "118 km/h, 3.5% and/or 5/12",
        "000 000 000 000",
        "late.Shops were shut. End.Then it rained, e.g. at 10.30am in the U.S./EU",
        "Mr.Smith/Mrs.Jones",
        "@tom, a@b, Node.js, v2.0.1",
        "",
    ],
)
def test_dates_times_prices_scores_and_numbers_of_stories_are_none(text: str) -> None:
    assert opinion_on(text) == CLEAN


def test_several_kinds_are_told_in_one_opinion_in_their_order() -> None:
    text = "0912 345 6789 or tom@example.com or www.example.com"
    opinion = opinion_on(text)
    assert (opinion.verdict, opinion.word) == (Verdict.DOUBT, "contacts")
    assert [text[start:end] for start, end in opinion.spans] == text.split(" or ")


def test_a_link_in_the_name_is_a_doubt_without_a_place_in_the_text() -> None:
    opinion = opinion_on("Good.", name="www.example.com")
    assert (opinion.word, opinion.spans) == ("link", ())


# Text out of the very characters that the patterns are made of, so that near misses are tried, and any text besides.
NEAR = st.text(alphabet="ab0۰٠19+(). -/@:w\n\u200e\u200cخ", max_size=200)
PIECES = st.lists(
    st.sampled_from(["www.", "http://", "0912", "+98 ", "tom@", "x.com", "/", ".", "00", "2019-", "۰۹", " "])
).map("".join)


@given(st.one_of(st.text(), NEAR, PIECES), st.text(max_size=60))
def test_no_text_makes_it_fail_and_spans_lie_in_the_text_in_order(text: str, name: str) -> None:
    opinion = opinion_on(text, name=name)
    assert opinion.fits(text)
    assert all(start < end for start, end in opinion.spans)
    assert opinion == CLEAN or opinion.verdict == Verdict.DOUBT


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a@", "a.b@", "@", "www.", "http://", "x.com ", "0 ", "01-", "1.1.", "+", "(", "012 ", "%-"]
)
def test_a_text_made_to_be_slow_is_read_to_its_end(piece: str) -> None:
    """A pattern that gives back what it took never ends here: it looks at a run again from each of its characters.

    No clock is held, because machines differ: quadratic is an hour for this length, linear a second.
    """
    assert opinion_on(piece * (300_000 // len(piece))).fits(piece * 300_000)
