"""The pages of a real archive, each in its own way: whole sample pages, and every form of date that they may bear."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lib.text import plain
from dateline.stories.models import Story
from dateline.wire import formats
from dateline.wire.item import WireItem, WireRefused

SAMPLES = Path(__file__).parent / "samples"
TEHRAN = ZoneInfo("Asia/Tehran")
EVENING = datetime(2016, 9, 5, 19, 7, tzinfo=UTC)
MORNING = datetime(2016, 9, 5, 7, 7, tzinfo=UTC)


def read(text: str, **options) -> WireItem:
    return formats.read(text.encode(), zone=TEHRAN, **options)


@pytest.mark.parametrize(
    ("name", "moment", "news_id", "opening", "has_headline", "signed", "captions", "paragraphs", "left_out", "rules"),
    [
        ("ferry_en", EVENING, 5131, "The night ferry", True, ("", ""), 0, 3, 12, 0),
        ("market_en", EVENING, 5132, "Traders of the fish", False, ("Halyard", "HNA"), 1, 3, 2, 0),
        ("lighthouse_en", EVENING, None, "The lighthouse on", False, ("Halyard", "HNA"), 0, 1, 4, 0),
        ("bridge_en", EVENING, 5134, "The swing bridge", False, ("Halyard", "HNA"), 0, 1, 3, 0),
        ("chapel_en", EVENING, None, "The “old” chapel of Tarn –", False, ("Halyard", "HNA"), 0, 1, 2, 0),
        ("quay_fa", EVENING, 5135, "ادارهٔ بندر کسل", True, ("بادبان", "خبب"), 0, 2, 10, 1),
        ("weather_fa", EVENING, 5136, "هواشناسی ولمارا", False, ("بادبان", "خبب"), 0, 1, 1, 0),
        ("school_fa", EVENING, 5137, "دبستان تازه كسل", False, ("بادبان", "خبب"), 0, 1, 4, 1),
        ("orchard_fa", MORNING, None, "باغداران تارن می‌گویند", True, ("", ""), 0, 1, 1, 0),
    ],
)
def test_each_sample_page_is_read_whole(
    name, moment, news_id, opening, has_headline, signed, captions, paragraphs, left_out, rules
) -> None:
    item = formats.read((SAMPLES / f"{name}.txt").read_bytes(), zone=TEHRAN, dates="day-first")
    assert (item.published_at, item.news_id) == (moment, news_id)
    assert item.lead.startswith(opening)
    assert item.headline_is_derived is not has_headline
    assert (item.source, item.credit) == signed
    assert (len(item.captions), len(item.paragraphs)) == (captions, paragraphs)
    assert (len(item.left_out), len(item.house_rules)) == (left_out, rules)


def test_words_of_the_form_in_a_paragraph_stay_in_the_body() -> None:
    ferry = formats.read((SAMPLES / "ferry_en.txt").read_bytes(), zone=TEHRAN)
    assert ferry.paragraphs[1].startswith("“Send comment or come by,”")
    assert ferry.paragraphs[2].endswith("Tags: the word stood on every crate that was shipped.")
    market = formats.read((SAMPLES / "market_en.txt").read_bytes(), zone=TEHRAN)
    assert market.paragraphs[1].startswith("Comments on the letter will not be published")


@pytest.mark.parametrize(
    "last",
    [
        "Comments on the draft law will not be published.",
        "Copyright law changes in May, the minister said.",
        "“Please keep your comments to yourself,” he said.",
        "Print is dead, the editor said.",
        "Related news reached Kessel at night.",
        "نظر شهردار این است که پل می‌ماند.",
        "نظرها دربارهٔ این قانون منتشر نمی‌شود.",
        "لطفاً نظر خود را دربارهٔ این پل که از سال گذشته بسته است و همه از آن سخن می‌گویند بنویسید",
        "کلیه حقوق کارگران محفوظ خواهد ماند",
    ],
)
@pytest.mark.parametrize("end", ["", "\n\nSend comment\nPlease type in your comments in English."])
def test_a_last_paragraph_that_speaks_of_such_things_stays(last, end) -> None:
    item = read(f"12 March 2019 - 08:15\nThe lead says it.\n\nThe text.\n\n{last}{end}")
    assert item.paragraphs == ("The text.", last)


DATES = [
    "05 September 2016 - 23:37",
    "5 Sep 2016, 11:37 p.m.",
    "Sept. 5, 2016 at 11:37PM",
    "Monday, September 5th, 2016 | 23:37:12",
    "Posted on 5th of September 2016, 23:37",
    "05-Sep-2016 23:37",
    "23:37 - 05 September 2016",
    "11:37 PM, Sep 5, 2016",
    "2016-09-05 23:37",
    "2016-09-05T23:37:00+04:30",
    "2016-09-05T19:07:00.000Z",
    "05 September 2016 - 19:07 GMT",
    "2016/09/05 22:37 (UTC+3:30)",
    "05 September 2016 - 23:37 local time",
    "Published: 05 September 2016 - 23:37 | Updated: 06 September 2016 - 10:00",
    "Last updated on Sep 6, 2016 at 10:00 | Published: 05 September 2016 - 23:37",
    "Date: 05 September 2016\nTime: 23:37",
    "Date:\n05 September 2016 - 23:37",
    "۱۵ شهریور ۱۳۹۵ ساعت ۱۱:۳۷ ب.ظ",
    "۱۵ شهريور ۱۳۹۵ - ۱۱:۳۷ بعد از ظهر",
    "تاریخ انتشار : دوشنبه ۱۵ شهریور ۱۳۹۵ - ۲۳:۳۷",
    "\u200f۱۳۹۵/۰۶/۱۵\u200f - ۲۳:۳۷",
    "1395/06/15 - 11:37 ب ظ",
    "15/06/1395 23:37",
    "15 Shahrivar 1395 - 23:37",
    "۱۵ شهریور ۱۳۹۵ - ۲۳:۳۷ - 05 September 2016",
]


@pytest.mark.parametrize("line", DATES)
@pytest.mark.parametrize("page", ["{date}\nNews ID: 7\n", "کد خبر: ۷\n{date}\n", "Lead first.\n\n{date}\nCode: 7\n"])
def test_a_date_is_read_however_it_is_written(line, page) -> None:
    item = read(f"{page.format(date=line)}The quay is closed.\n\nThe works began.")
    assert (item.published_at, item.news_id) == (EVENING, 7)
    assert "2016" not in item.lead + "".join(item.paragraphs)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("05 September 2016 - 13:37 AM", "does not exist"),
        ("05 September 2016 - 0:37 PM", "does not exist"),
        ("05 September 2016 - 24:00", "does not exist"),
        ("31/31/2016 - 10:00", "does not exist"),
        ("1395/07/31 - 10:00", "does not exist"),
        ("05 Marvellous 2016 - 10:00", "does not exist"),
        ("05 September 2016", "no date line"),
        ("Updated: 05 September 2016 - 10:00", "no date line"),
    ],
)
def test_a_moment_that_is_none_is_refused(line, sentence) -> None:
    with pytest.raises(WireRefused, match=sentence):
        read(f"{line}\nThe quay is closed.")


def test_numbers_that_may_be_read_two_ways_are_refused_with_both_readings(ingest) -> None:
    page = "05/09/2016 - 23:37\nThe quay is closed."
    printed, status = ingest(page)
    assert status == 1
    assert "is 5 September 2016 or 9 May 2016; say which by --dates day-first or --dates month-first." in printed
    with pytest.raises(WireRefused, match="5 Shahrivar 1395 or 6 Mordad 1395"):
        read("۰۵/۰۶/۱۳۹۵ - ۲۳:۳۷\nاسکله بسته است.")
    ingest(page, "--dates", "month-first")
    assert Story.objects.get().first_published_at.date().isoformat() == "2016-05-09"


def test_numbers_that_can_be_read_one_way_need_no_option() -> None:
    for line in ("25/09/2016 - 10:00", "09.25.2016 - 10:00"):
        assert read(f"{line}\nThe quay is closed.").published_at.date().isoformat() == "2016-09-25"
    assert read("05-05-2016 - 10:00\nThe quay is closed.").published_at.date().isoformat() == "2016-05-05"


def test_an_option_that_does_not_fit_the_page_is_said() -> None:
    with pytest.raises(WireRefused, match="cannot be read month-first, as --dates asks"):
        read("25/09/2016 - 10:00\nThe quay is closed.", dates="month-first")


def test_another_code_page_is_refused_and_not_read_as_gibberish() -> None:
    for text, encoding in (("Größe der Fähre in Tarn", "windows-1252"), ("Новый мост в Тарне", "windows-1251")):
        with pytest.raises(WireRefused, match="in another encoding"):
            formats.read(f"12 March 2019 - 08:15\n{text}.".encode(encoding), zone=TEHRAN)


def test_a_file_of_very_many_lines_is_refused() -> None:
    with pytest.raises(WireRefused, match="more than 10,000 lines"):
        read("12 March 2019 - 08:15\n" + "The quay is closed.\n" * 10_000)


def test_an_update_far_below_is_no_publication() -> None:
    item = read(
        "Updated: 06 September 2016 - 10:00\n05 September 2016 - 23:37\nThe quay is closed.\n\nThe works began."
    )
    assert item.published_at == EVENING


LINES = st.lists(
    st.sampled_from(
        [
            *("Halyard - The quay is closed.", "HNA - It opens on Friday.", "Divers (L) at the quay, March 11, 2019."),
            *("Quay of Kessel closed", "The works began.", "News ID: 7", "News ID: 5 was painted on it.", "Time:"),
            *("Tags: quay, crane", "Print", "Share | Print", "Send comment", "Comments will not be published."),
            *("Please type in your comments in English.", "Updated: 2019-03-13 10:00", "کد خبر:", "۵۱۳۸", "---"),
            *("ارسال نظر", "انتهای پیام/", "نظرهایی که حاوی توهین باشد منتشر نمی‌شود", "13 March 2019 - 09:00", ""),
        ]
    )
    | st.text(max_size=80),
    max_size=14,
)


@given(LINES, LINES)
def test_nothing_of_a_page_is_lost(above, below) -> None:
    """Every line is in exactly one of headline, lead, caption, body, rules, or is known to be no part of the story."""
    text = "\n".join([*above, "12 March 2019 - 08:15", *below])
    try:
        item = read(text)
    except WireRefused:
        return
    lines = [" ".join(line.split()) for line in plain(text).splitlines() if line.strip()]
    said = Counter([*item.left_out, *item.house_rules, *(caption.text for caption in item.captions)])
    if not item.headline_is_derived:
        said[item.headline] += 1
    for name, words in ((item.source, item.lead), (item.credit, "".join(item.paragraphs[:1]))):
        said[line_that_says(name, words, lines)] += 1 if words else 0
    said.update(item.paragraphs[1:])
    assert +said == Counter(lines)


def line_that_says(name: str, words: str, lines: list[str]) -> str:
    """The line whose opening name was taken apart from its words: “HNA - It opens”."""
    return next((line for line in lines if name and line.startswith(name) and line.endswith(words)), words)
