"""The archive by year, month and day: on the edition's clocks and calendar, at Gregorian addresses."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from dateline.delivery import archive
from dateline.lib import clock
from dateline.lib.periods import month_of
from dateline.stories.models import Edition, Story

SUMMER = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_summer(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of 15 June 2026, in Persian 25 Khordad 1405."""
    monkeypatch.setattr(clock, "now", lambda: SUMMER)


@pytest.fixture
def on(publish: Callable[..., Story]) -> Callable[..., Story]:
    """Publish a story of a moment: `on(2026, 3, 1, 20, 29)`, in UTC."""

    def _on(*moment: int, **facts: object) -> Story:
        return publish("Story of {}-{}-{}".format(*moment), first_published_at=datetime(*moment, tzinfo=UTC), **facts)

    return _on


@pytest.fixture
def hijri(fa: Edition) -> Edition:
    """The Persian edition, were it an Arabic one."""
    Edition.objects.filter(pk=fa.pk).update(code="ar", language="ar", calendar="hijri", digits="arab")
    return Edition.objects.get(pk=fa.pk)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def links(text: str) -> dict[str, str]:
    """Where the links of the page's middle lead, under their words."""
    middle = text[text.index("<main") : text.index("</main>")]
    return {
        " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split()): address
        for address, words in re.findall(r'(?s)<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', middle)
    }


def table(text: str) -> list[list[str]]:
    """The month's table, cell by cell, its head first; what only listeners get is left out."""
    seen = re.sub(r'<span class="unseen">.*?</span>', "", text)
    return [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"(?s)<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"(?s)<tr>(.*?)</tr>", seen)
    ]


def test_the_years_that_have_stories_are_listed_the_newest_first(client: Client, on: Callable[..., Story]) -> None:
    for year in (2009, 2024, 2026):
        on(year, 5, 1, 12)
    held = on(2015, 5, 1, 12)
    Story.objects.filter(pk=held.pk).update(pub_status="withheld")
    text = page(client, "/en/archive")
    assert links(text) == {
        "2026": "/en/archive/2026",
        "2024": "/en/archive/2024",
        "2009": "/en/archive/2009",
    }
    assert '>2009</a> <span class="small">1 story</span>' in text


def test_a_year_s_count_is_the_sum_of_its_months(client: Client, fa: Edition, on: Callable[..., Story]) -> None:
    for day in (20, 21, 22):
        on(2025, 3, day, 12, edition=fa)
    on(1970, 1, 1, 0, edition=fa)
    assert '>۱۴۰۴</a> <span class="small">۲ خبر</span>' in page(client, "/fa/archive")
    for span in archive.years(fa, SUMMER):
        within = [each.count for each in archive.months(fa, SUMMER) if each.period.first in span.period.days]
        assert sum(within) == span.count
        assert archive.year_overview(fa, span.period, SUMMER).count == span.count
    months = [f"{each.period.month:%Y-%m}" for each in archive.months(fa, SUMMER)]
    assert months == ["1970-01", "2025-03", "2025-04"]


def test_a_year_lists_its_months_with_counts_and_the_years_beside_it(client: Client, on: Callable[..., Story]) -> None:
    for month, day in ((1, 1), (1, 31), (12, 31)):
        on(2024, month, day, 12)
    on(2019, 5, 1, 12)
    on(2026, 5, 1, 12)
    text = page(client, "/en/archive/2024")
    assert "3 stories" in text
    assert links(text) == {
        "Archive": "/en/archive",
        "January 2024": "/en/archive/2024/1",
        "December 2024": "/en/archive/2024/12",
        "Before: 2019": "/en/archive/2019",
        "After: 2026": "/en/archive/2026",
    }
    assert '>January 2024</a> <span class="small">2 stories</span>' in text
    assert '<span class="none">February 2024</span>' in text


def test_a_year_that_is_not_over_lists_the_months_that_have_begun(client: Client, on: Callable[..., Story]) -> None:
    on(2026, 6, 1, 12)
    text = page(client, "/en/archive/2026")
    assert "June 2026" in text
    assert "July 2026" not in text


def test_a_month_is_a_table_of_its_days_with_counts(client: Client, on: Callable[..., Story]) -> None:
    for day, hour in ((1, 12), (1, 13), (31, 12)):
        on(2026, 3, day, hour)
    on(2026, 1, 5, 12)
    on(2026, 5, 5, 12)
    text = page(client, "/en/archive/2026/3")
    rows = table(text)
    assert rows[0] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert rows[1] == ["", "", "", "", "", "", "1 2"]
    assert rows[-1] == ["30", "31 1", "", "", "", "", ""]
    assert re.search(
        r'<th scope="col"><span aria-hidden="true">Mon</span><span class="unseen">Monday</span></th>', text
    )
    assert links(text) == {
        "Archive": "/en/archive",
        "2026": "/en/archive/2026",
        "1 2 2 stories": "/en/archive/2026/3/1",
        "31 1 1 story": "/en/archive/2026/3/31",
        "Before: January 2026": "/en/archive/2026/1",
        "After: May 2026": "/en/archive/2026/5",
    }


def test_a_jalali_month_stands_at_the_first_of_the_gregorian_month_in_it(
    client: Client, fa: Edition, on: Callable[..., Story]
) -> None:
    # Esfand 1404 runs from 20 February to 20 March 2026; Tehran is three and a half hours ahead.
    on(2026, 2, 19, 20, 29, edition=fa)
    on(2026, 2, 19, 20, 30, edition=fa)
    on(2026, 3, 20, 20, 29, edition=fa)
    on(2026, 3, 20, 20, 30, edition=fa)
    text = page(client, "/fa/archive/2026/3")
    assert "<h1>اسفند ۱۴۰۴</h1>" in text
    assert table(text)[0] == ["ش", "ی", "د", "س", "چ", "پ", "ج"]
    assert table(text)[1] == ["", "", "", "", "", "", "۱ ۱"]
    assert table(text)[-1] == ["۲۳", "۲۴", "۲۵", "۲۶", "۲۷", "۲۸", "۲۹ ۱"]
    assert links(text) == {
        "بایگانی": "/fa/archive",
        "۱۴۰۴": "/fa/archive/2026",
        "۱ ۱ ۱ خبر": "/fa/archive/2026/2/20",
        "۲۹ ۱ ۱ خبر": "/fa/archive/2026/3/20",
        "پیش از آن: بهمن ۱۴۰۴": "/fa/archive/2026/2",
        "پس از آن: فروردین ۱۴۰۵": "/fa/archive/2026/4",
    }


def test_a_jalali_year_stands_at_the_january_in_it(client: Client, fa: Edition, on: Callable[..., Story]) -> None:
    on(2025, 3, 21, 12, edition=fa)
    on(2026, 3, 20, 12, edition=fa)
    on(2026, 3, 21, 12, edition=fa)
    assert links(page(client, "/fa/archive")) == {"۱۴۰۵": "/fa/archive/2027", "۱۴۰۴": "/fa/archive/2026"}
    text = page(client, "/fa/archive/2026")
    assert "<h1>۱۴۰۴</h1>" in text
    assert links(text) == {
        "بایگانی": "/fa/archive",
        "فروردین ۱۴۰۴": "/fa/archive/2025/4",
        "اسفند ۱۴۰۴": "/fa/archive/2026/3",
        "پس از آن: ۱۴۰۵": "/fa/archive/2027",
    }
    assert "<h1>۱۴۰۵</h1>" in page(client, "/fa/archive/2027"), "a year that has begun is not to come"


def test_a_hijri_edition_has_gregorian_months_under_both_names(
    client: Client, hijri: Edition, on: Callable[..., Story]
) -> None:
    on(2026, 3, 1, 12, edition=hijri)
    month, year = page(client, "/ar/archive/2026/3"), page(client, "/ar/archive/2026")
    assert "<h1>مارس ٢٠٢٦ (رمضان – شوال ١٤٤٧)</h1>" in month
    assert "<h1>٢٠٢٦ (١٤٤٧ – ١٤٤٨)</h1>" in year
    assert links(month)["١ ١ ١ story"] == "/ar/archive/2026/3/1"


@pytest.mark.parametrize("address", ["2026", "2026/3", "2026/03", "2026/3/1", "2026/03/01", "2026/3/01"])
def test_leading_zeros_are_allowed_and_each_page_has_one_name(
    client: Client, on: Callable[..., Story], address: str
) -> None:
    on(2026, 3, 1, 12)
    canonical = "/".join(str(int(number)) for number in address.split("/"))
    text = page(client, f"/en/archive/{address}")
    assert f'rel="canonical" href="http://127.0.0.1:8000/en/archive/{canonical}"' in text
    assert 'name="robots"' not in text


@pytest.mark.parametrize("code", ["en", "fa"])
@pytest.mark.parametrize("address", ["2028", "2026/8", "2026/6/17"])
def test_the_future_is_not_found(client: Client, en: Edition, fa: Edition, code: str, address: str) -> None:
    assert client.get(f"/{code}/archive/{address}").status_code == 404


def test_a_month_or_day_that_is_not_over_answers(client: Client, fa: Edition, on: Callable[..., Story]) -> None:
    on(2026, 6, 14, 12, edition=fa)
    for address in ("2027", "2026/6", "2026/6/15"):
        assert client.get(f"/fa/archive/{address}").status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        *("2026/2/30", "2026/13/1", "0/1/1", "9999/12/31", "1/1/1", "2026/0/0", "99999999/1/1"),
        *("0", "9999", "1599", "2026/0", "2026/13", "99999999/1"),
    ],
)
def test_what_never_was_is_not_found(client: Client, en: Edition, asked: str) -> None:
    assert client.get(f"/en/archive/{asked}").status_code == 404


def test_an_empty_part_says_since_when(client: Client, en: Edition, on: Callable[..., Story]) -> None:
    for address in ("", "/2024", "/2024/5"):
        assert "No story has been published here yet." in page(client, f"/en/archive{address}")
    on(2020, 3, 5, 12)
    on(2024, 3, 5, 12)
    for address, sentence in {
        "2018": "The archive begins on 5 March 2020.",
        "2022": "No story was published between 5 March 2020 and 5 March 2024.",
        "2024/2": "No story was published between 5 March 2020 and 5 March 2024.",
        "2024/4": "No story has been published since 5 March 2024.",
        "2026/6": "No story has been published since 5 March 2024.",
    }.items():
        text = page(client, f"/en/archive/{address}")
        assert sentence in text, address
        assert 'name="robots" content="noindex"' in text
        assert "<table" not in text


def test_a_hidden_story_is_neither_counted_nor_a_neighbour(client: Client, on: Callable[..., Story]) -> None:
    on(2026, 3, 5, 12)
    before = [client.get(f"/en/archive{address}").content for address in ("", "/2026", "/2026/3", "/2026/3/5")]
    hidden = [on(2026, 3, 5, 13), on(2026, 4, 5, 12), on(2025, 1, 1, 12)]
    for facts in ({"pub_status": "withheld"}, {"embargoed_until": SUMMER + timedelta(1)}, {"live": False}):
        Story.objects.filter(pk__in=[story.pk for story in hidden]).update(**facts)
        after = [client.get(f"/en/archive{address}").content for address in ("", "/2026", "/2026/3", "/2026/3/5")]
        assert after == before


@pytest.mark.parametrize(
    ("zone", "month", "moments"),
    [
        # 00:59 at the end of the first of two midnights and 00:01 in the second are one day; so is 23:59 before.
        (
            "Atlantic/Azores",
            date(2025, 10, 1),
            {25: ["2025-10-25T23:59"], 26: ["2025-10-26T00:30", "2025-10-26T01:30"]},
        ),
        # The clocks went forward over midnight of 22 March.
        ("Asia/Tehran", date(2021, 3, 1), {21: ["2021-03-21T20:29"], 22: ["2021-03-21T20:30"]}),
    ],
)
def test_days_are_right_where_clocks_change(
    en: Edition, on: Callable[..., Story], zone: str, month: date, moments: dict[int, list[str]]
) -> None:
    Edition.objects.filter(pk=en.pk).update(time_zone=zone)
    en.refresh_from_db()
    for each in [moment for day in moments.values() for moment in day]:
        on(*datetime.fromisoformat(each).timetuple()[:5])
    overview = archive.month_overview(en, month_of(month, "gregorian"), SUMMER)
    assert {part.period.first.day: part.count for part in overview.parts if part.count} == {
        day: len(times) for day, times in moments.items()
    }
    for part in overview.parts:
        stories = Story.objects.public(SUMMER).on_day(part.period.first, en.zone)
        assert stories.count() == part.count
        assert all(story.first_published_at.astimezone(en.zone).date() == part.period.first for story in stories)


def test_a_day_names_its_month_and_year_and_lists_from_midnight_to_midnight(
    client: Client, fa: Edition, on: Callable[..., Story]
) -> None:
    # 20:29 UTC is 23:59 in Tehran, one minute before the next day.
    before, after = on(2026, 3, 1, 20, 29, edition=fa), on(2026, 3, 1, 20, 30, edition=fa)
    first, second = page(client, "/fa/archive/2026/3/1"), page(client, "/fa/archive/2026/3/2")
    assert f'href="{before.get_absolute_url()}"' in first
    assert f'href="{after.get_absolute_url()}"' not in first
    assert f'href="{after.get_absolute_url()}"' in second
    assert "یکشنبه ۱۰ اسفند ۱۴۰۴" in first
    assert 'rel="next" href="/fa/archive/2026/3/2"' in first
    assert 'rel="prev" href="/fa/archive/2026/3/1"' in second
    assert links(first)["اسفند ۱۴۰۴"] == "/fa/archive/2026/3"
    assert links(first)["۱۴۰۴"] == "/fa/archive/2026"


def test_days_before_and_after_are_those_that_have_stories(client: Client, on: Callable[..., Story]) -> None:
    for day in (1, 5, 20):
        on(2026, 3, day, 12)
    text = page(client, "/en/archive/2026/3/5")
    assert 'rel="prev" href="/en/archive/2026/3/1"' in text
    assert 'rel="next" href="/en/archive/2026/3/20"' in text
    empty = page(client, "/en/archive/2026/3/6")
    assert "No story was published on this day." in empty
    assert 'name="robots" content="noindex"' in empty


def test_more_stories_and_more_years_cost_no_more_queries(
    client: Client, on: Callable[..., Story], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for year in range(1999, 2026):
        on(year, 3, 1, 12)
        on(year, 3, 2, 12)
    for address, most in (("", 6), ("/2024", 6), ("/2024/3", 6), ("/2024/3/1", 6)):
        with django_assert_max_num_queries(most):  # type: ignore[attr-defined]
            assert client.get(f"/en/archive{address}").status_code == 200
