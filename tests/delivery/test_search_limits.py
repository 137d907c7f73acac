"""Search within a section, a kind and some days; the form keeps what was asked, and the addresses stay Gregorian."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from dateline.stories.models import Edition, Section, Story


def found(page: str) -> list[str]:
    return [row.split('"')[0] for row in page.split('<h2><a href="')[1:]]


@pytest.fixture
def ask(client: Client) -> Callable[..., str]:
    def _ask(edition: str = "en", **parts: str) -> str:
        page = client.get(f"/{edition}/search", parts)
        assert page.status_code == 200
        return page.content.decode()

    return _ask


def test_only_stories_of_a_section_are_found(ask: Any, publish: Callable[..., Story], harbour: Section) -> None:
    story = publish("Ferry fares", section=harbour)
    publish("Ferry crew")
    page = ask(q="ferry", section="economy")
    assert found(page) == [story.get_absolute_url()]
    assert '<option value="economy" selected>Economy</option>' in page
    assert '<details class="limits" open>' in page


def test_only_stories_of_a_kind_are_found(ask: Any, publish: Callable[..., Story]) -> None:
    story = publish("Ferry for all", genre="Opinion")
    publish("Ferry crew")
    page = ask(q="ferry", kind="Opinion")
    assert found(page) == [story.get_absolute_url()]
    assert '<option value="Opinion" selected>Opinion</option>' in page


def test_a_story_that_changes_section_and_kind_is_found_in_the_new_ones(
    ask: Any, publish: Callable[..., Story], harbour: Section, en: Edition, ines: Any
) -> None:
    story = publish("Ferry fares", section=harbour)
    story.section, story.genre = Section.objects.create(edition=en, slug="courts", name="Courts"), "Analysis"
    story.publish(story.save_revision(user=ines), user=ines)
    assert found(ask(q="ferry", section="economy")) == []
    assert found(ask(q="ferry", kind="Current")) == []
    assert found(ask(q="ferry", section="courts", kind="Analysis")) == [story.get_absolute_url()]


def test_both_days_count_whole_on_the_edition_s_clock(ask: Any, publish: Callable[..., Story], en: Edition) -> None:
    en.time_zone = "America/New_York"
    en.save()
    moments = {
        "before": datetime(2016, 9, 5, 3, 59, 59, tzinfo=UTC),
        "first": datetime(2016, 9, 5, 4, 0, tzinfo=UTC),
        "last": datetime(2016, 9, 7, 3, 59, 59, tzinfo=UTC),
        "after": datetime(2016, 9, 7, 4, 0, tzinfo=UTC),
    }
    stories = {name: publish("Ferry", first_published_at=moment, edition=en) for name, moment in moments.items()}
    assert found(ask(q="ferry", **{"from": "2016-09-05", "to": "2016-09-06"})) == [
        stories[name].get_absolute_url() for name in ("last", "first")
    ]
    assert len(found(ask(q="ferry", **{"from": "2016-09-05"}))) == 3
    assert len(found(ask(q="ferry", to="2016-09-06"))) == 3


@pytest.mark.parametrize("year", [1, 1599, 1899, 1969, 2399, 9999])
def test_very_old_stories_are_found_too(ask: Any, publish: Callable[..., Story], year: int) -> None:
    story = publish("Ferry", first_published_at=datetime(year, 6, 5, 12, tzinfo=UTC))
    assert found(ask(q="ferry")) == [story.get_absolute_url()]


def test_without_a_word_the_limits_alone_are_searched(ask: Any, publish: Callable[..., Story]) -> None:
    story = publish("Ferry for all", genre="Opinion", lead="A lead.")
    publish("Ferry crew")
    page = ask(kind="Opinion", sort="relevance")
    assert found(page) == [story.get_absolute_url()]
    assert "A lead." in page
    assert "No story was found within these limits." in ask(kind="Review")


@pytest.mark.parametrize(
    ("since", "until"), [("2016-09-05", "2016-09-06"), ("۱۳۹۵/۶/۱۵", "۱۳۹۵-۰۶-۱۶"), ("1395-06-16", "1395/6/15")]
)
def test_a_persian_edition_takes_days_in_its_calendar_and_keeps_gregorian_addresses(
    ask: Any, fa: Edition, publish: Callable[..., Story], since: str, until: str
) -> None:
    for hour in range(24):
        publish("کشتی", edition=fa, first_published_at=datetime(2016, 9, 5, hour, tzinfo=UTC))
    page = ask("fa", q="کشتی", **{"from": since, "to": until})
    assert 'type="date" name="from" value="2016-09-05"' in page
    assert 'type="date" name="to" value="2016-09-06"' in page
    assert "۱۵ شهریور ۱۳۹۵" in page
    assert "from=2016-09-05&amp;to=2016-09-06" in page


def test_an_english_edition_reads_years_as_they_are(ask: Any, ferry: Story) -> None:
    assert "This is no day that can be searched" in ask(q="ferry", **{"from": "1395-06-15"})


@pytest.mark.parametrize("day", ["yesterday", "2016-02-30", "0001-01-01", "9999-12-31", "2016-1-1-1", "\x00", "۹" * 99])
def test_a_day_that_is_none_is_said_and_left_out(ask: Any, ferry: Story, day: str) -> None:
    page = ask(q="ferry", **{"from": day, "to": "2090-01-01"})
    assert found(page) == [ferry.get_absolute_url()]
    assert page.count("This is no day that can be searched, so it was left out.") == 1
    assert 'aria-describedby="search-from-fault"' in page
    assert 'name="to" value="2090-01-01"' in page


@pytest.mark.parametrize("parts", [{"section": "nowhere"}, {"kind": "Gossip"}, {"section": "\x01x"}, {"kind": "\x00"}])
def test_a_section_or_kind_that_is_none_is_not_found(client: Client, ferry: Story, parts: dict[str, str]) -> None:
    assert client.get("/en/search", {"q": "ferry"} | parts).status_code == 404


def test_what_was_asked_stays_in_form_and_links(ask: Any, publish: Callable[..., Story], harbour: Section) -> None:
    for number in range(21):
        publish(f"Ferry “{number}”", section=harbour)
    parts = {"q": 'ferry -"<b>"', "section": "economy", "kind": "Current", "from": "2020-01-01", "sort": "relevance"}
    page = ask(**parts)
    assert 'name="q" value="ferry -&quot;&lt;b&gt;&quot;"' in page
    assert '<input type="hidden" name="sort" value="relevance">' in page
    kept = "?q=ferry+-%22%3Cb%3E%22&amp;section=economy&amp;kind=Current&amp;from=2020-01-01"
    assert f'<a href="{kept}">Newest first</a>' in page
    assert f'rel="next" href="{kept}&amp;sort=relevance&amp;before=' in page


def test_where_limits_hide_all_the_page_leads_out_of_them(ask: Any, ferry: Story) -> None:
    page = ask(q="ferry", kind="Opinion")
    assert '<a href="?q=ferry">Search in all sections, kinds and days</a>' in page
