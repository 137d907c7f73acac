"""The captured page as a format: bytes in, facts out, and nothing but its own refusal."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.wire import formats
from dateline.wire.formats.page_parts import derive_headline
from dateline.wire.item import WireItem, WireRefused

TEHRAN = ZoneInfo("Asia/Tehran")
HEAD = "12 March 2019 - 08:15\nNews ID: 7\n"
LEAD = "The quay of Kessel is closed for a week, the port says."
FORM = """Send comment
Please type in your comments in English.
The comments that contain insults or libel to individuals will not be disclosed"""


def read(text: str) -> WireItem:
    return formats.read(text.encode(), zone=TEHRAN)


def caption_of(text: str) -> str:
    return "".join(caption.text for caption in read(HEAD + text).captions)


@pytest.mark.parametrize(
    "caption",
    [
        "Dana Osk (L) and Ines Tarn (R) at the quay.",
        "Dana Osk (second from left) at the quay.",
        "The quay of Kessel before the works. (File photo)",
        "Photo: the quay of Kessel at night",
    ],
)
def test_words_of_a_picture_make_a_caption_with_no_credit_line(caption) -> None:
    item = read(f"{HEAD}{LEAD}\n\n{caption}\n\nThe works began on Monday.\n\nThey end on Friday.")
    assert [each.text for each in item.captions] == [caption]
    assert item.paragraphs == ("The works began on Monday.", "They end on Friday.")
    assert item.credit == ""


@pytest.mark.parametrize(
    "caption", ["Divers at the quay of Kessel, March 11, 2019.", "Divers at the quay of Kessel, 11 March 2019"]
)
def test_a_day_at_the_end_makes_a_caption_only_right_under_the_lead(caption) -> None:
    assert caption_of(f"{LEAD}\n{caption}\n\nThe works began.") == caption
    assert caption_of(f"{LEAD}\n\n{caption}\n\nThe works began.") == ""
    assert caption_of(f"{LEAD}\n{caption}\nThe works began.") == ""


def test_the_line_before_the_credit_line_is_the_caption() -> None:
    item = read(f"{HEAD}{LEAD}\nDivers at the quay\n\nHNA - The works began.")
    assert [each.text for each in item.captions] == ["Divers at the quay"]
    assert (item.credit, item.paragraphs) == ("HNA", ("The works began.",))


def test_a_sentence_of_the_story_is_no_caption() -> None:
    item = read(f"{HEAD}{LEAD}\n\nThe works began on Monday.\n\nThe mayor (left out of the talks) was angry.")
    assert item.captions == ()
    assert len(item.paragraphs) == 2


def test_a_dash_later_in_the_story_is_no_credit_line() -> None:
    item = read(f"{HEAD}{LEAD}\n\nOne.\n\nTwo.\n\nKessel - The town has a quay.")
    assert item.credit == ""
    assert item.paragraphs == ("One.", "Two.", "Kessel - The town has a quay.")
    assert read(f"{HEAD}{LEAD}\n\nOsk - the harbour master - agreed.").credit == ""


def test_a_short_line_that_is_no_sentence_above_the_lead_is_the_headline() -> None:
    item = read(f"{HEAD}Quay of Kessel closed\n\nHalyard - {LEAD}\nDivers\n\nHNA - The works began.")
    assert (item.headline, item.headline_is_derived) == ("Quay of Kessel closed", False)
    assert (item.source, item.lead, item.credit) == ("Halyard", LEAD, "HNA")


def test_facts_are_found_wherever_they_stand() -> None:
    item = read(f"Halyard - {LEAD}\n\nHNA - The works began.\n\nNews ID: 7 | Date: Tuesday, 12 March 2019 - 08:15")
    assert (item.news_id, item.published_at) == (7, datetime(2019, 3, 12, 4, 45, tzinfo=UTC))
    assert read("News code: 7\n2019-03-12 08:15:30\nText.").published_at == item.published_at


@pytest.mark.parametrize(
    "line",
    [
        "۲۱ اسفند ۱۳۹۷ - ۰۸:۱۵",
        "سه‌شنبه ۲۱ اسفند ۱۳۹۷ ، ۰۸:۱۵",
        "تاریخ انتشار: ۲۱ اسفند ۱۳۹۷ - ۰۸:۱۵",
        "21 Esfand 1397 - 08:15",
    ],
)
def test_a_jalali_date_is_known_by_its_months_name(line) -> None:
    item = read(f"{line}\nکد خبر: ۷\nبادبان - اسکله بسته شد.")
    assert (item.news_id, item.published_at) == (7, datetime(2019, 3, 12, 4, 45, tzinfo=UTC))
    assert item.lead == "اسکله بسته شد."


def test_an_arabic_keyboards_letters_are_the_same_month() -> None:
    assert read("۱۵ شهريور ۱۳۹۵ - ۱۰:۳۲\nكد خبر: ۷\nمتن.").news_id == 7


def test_the_forms_words_in_the_midst_of_a_story_stay() -> None:
    item = read(f"{HEAD}{LEAD}\n\nSend comment\n\nThat was painted on the quay.\n\n{FORM}")
    assert item.paragraphs == ("Send comment", "That was painted on the quay.")
    assert len(item.house_rules) == 2


def test_a_derived_headline_is_cut_between_words() -> None:
    headline = derive_headline("word " * 40 + "end.")
    assert len(headline) <= 90
    assert headline.endswith("word…")


def read_or_refuse(data: bytes) -> WireItem | str:
    try:
        return formats.read(data, zone=TEHRAN)
    except WireRefused as refusal:
        return str(refusal)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: (HEAD + text).encode(errors="replace")))
def test_no_bytes_raise_anything_but_a_refusal(data) -> None:
    item = read_or_refuse(data)
    assert item.endswith(".") if isinstance(item, str) else item.lead and item.headline


NUMBER = st.integers(0, 99_999)


@given(NUMBER, st.integers(0, 99), st.sampled_from(["March", "مهر", "Smarch", "02"]), NUMBER, NUMBER, NUMBER)
def test_no_date_raises_anything_but_a_refusal(news_id, day, month, year, hour, minute) -> None:
    clock = f"{hour % 100:02}:{minute % 100:02}"
    for line in (f"{day} {month} {year:04} - {clock}", f"{year:04}-{month}-{day} {clock}"):
        item = read_or_refuse(f"{line}\nNews ID: {news_id}\nText.".encode())
        assert item.endswith(".") if isinstance(item, str) else item.published_at.tzinfo is UTC


@dataclass(frozen=True)
class Page:
    """The facts of a page, and the page as the agency's site shows it."""

    moment: datetime
    news_id: int
    headline: str
    source: str
    lead: str
    caption: str
    credit: str
    body: tuple[str, ...]

    def text(self) -> str:
        signed = f"{self.source} - {self.lead}" if self.source else self.lead
        body = [f"{self.credit} -\u00a0 {self.body[0]}", *self.body[1:]]
        top = [f"{self.moment:%d %B %Y - %H:%M}", f"News ID: {self.news_id}", *filter(None, [self.headline]), signed]
        return "\n".join([*top, *filter(None, [self.caption]), "", "\n\n\n".join(body), "", "", FORM])


WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéßあשبک’"), min_size=1, max_size=9)
PHRASE = st.lists(WORD, min_size=2, max_size=12).map(lambda words: "The " + " ".join(words))
SENTENCES = st.lists(PHRASE.map(lambda phrase: f"{phrase}."), min_size=1, max_size=3).map(" ".join)
NAME = st.sampled_from(["Halyard", "HNA", "Rasa", "Kessel Press", "بادبان"])
PAGES = st.builds(
    Page,
    moment=st.datetimes(datetime(1980, 1, 1), datetime(2025, 1, 1)).map(
        lambda moment: moment.replace(second=0, microsecond=0)
    ),
    news_id=st.integers(1, 10**12),
    headline=st.just("") | PHRASE,
    source=st.just("") | NAME,
    lead=SENTENCES,
    caption=st.just("") | SENTENCES,
    credit=NAME,
    body=st.lists(SENTENCES, min_size=1, max_size=6).map(tuple),
)


@given(PAGES)
def test_a_page_in_the_real_ones_layout_reads_back_to_its_facts(page) -> None:
    assume(len(page.headline) <= 160 and len(page.caption) <= 400)
    item = formats.read(page.text().encode(), zone=ZoneInfo("UTC"))
    assert (item.news_id, item.published_at) == (page.news_id, page.moment.replace(tzinfo=UTC))
    assert (item.source, item.lead, item.credit, item.paragraphs) == (page.source, page.lead, page.credit, page.body)
    assert [caption.text for caption in item.captions] == [*filter(None, [page.caption])]
    assert item.headline_is_derived is not bool(page.headline)
    assert item.headline == page.headline or item.headline_is_derived


@given(PAGES)
def test_the_comment_form_never_becomes_body(page) -> None:
    item = formats.read(page.text().encode(), zone=ZoneInfo("UTC"))
    words = "\n".join([item.headline, item.lead, *item.paragraphs, *(caption.text for caption in item.captions)])
    assert not any(line in words for line in FORM.splitlines())
    assert item.house_rules == tuple(FORM.splitlines()[1:])
