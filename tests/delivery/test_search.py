"""Search by words: what is found, in which order, how it is shown and counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.delivery import found as answers
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Section, Story


@pytest.fixture
def ask(client: Client) -> Callable[..., str]:
    """Search the English edition: `ask("ferry", sort="relevance")` returns the page."""

    def _ask(question: str, *, edition: str = "en", **parts: str) -> str:
        page = client.get(f"/{edition}/search", {"q": question} | parts)
        assert page.status_code == 200
        return page.content.decode()

    return _ask


def found(page: str) -> list[str]:
    """The addresses of the stories in the list, in its order."""
    return [row.split('"')[0] for row in page.split('<h2><a href="')[1:]]


def test_stories_that_hold_every_word_come_newest_first(
    client: Client, publish: Callable[..., Story], write: Callable[..., Story]
) -> None:
    old = publish("Ferry timetable", lead="Night boats.", first_published_at=clock.now() - timedelta(days=9))
    new = publish("Ferry fares", body=["The night crossing costs more."])
    publish("Ferry crew honoured")
    write("Night ferry draft")
    page = client.get("/en/search", {"q": "night FERRY"})
    text = page.content.decode()
    assert found(text) == [new.get_absolute_url(), old.get_absolute_url()]
    assert "<mark>Ferry</mark>" in text
    assert page.headers["X-Robots-Tag"] == "noindex, follow"
    assert 'content="noindex, follow"' in text


def test_of_one_second_the_later_news_id_comes_first(ask: Any, publish: Callable[..., Story]) -> None:
    moment = clock.now() - timedelta(days=1)
    stories = [publish(f"Ferry {number}", first_published_at=moment) for number in range(3)]
    assert found(ask("ferry")) == [story.get_absolute_url() for story in reversed(stories)]


def test_a_correction_is_found_by_its_words_and_no_longer_by_the_old_ones(
    ask: Any, publish: Callable[..., Story], ines: User
) -> None:
    story = publish("Zeppelin lands")
    story.headline = "Balloon lands"
    story.publish(story.save_revision(user=ines), user=ines)
    assert found(ask("balloon")) == [story.get_absolute_url()]
    assert found(ask("zeppelin")) == []


def test_a_story_whose_embargo_ends_stands_at_that_time(
    ask: Any, write: Callable[..., Story], publish: Callable[..., Story], ines: User, monkeypatch: Any
) -> None:
    later = write("Ferry of tomorrow")
    later.publish(later.save_revision(user=ines), user=ines, now=clock.now() - timedelta(days=2))
    Story.objects.filter(pk=later.pk).update(embargoed_until=clock.now() + timedelta(hours=1))
    later.refresh_from_db()
    later.embargo(clock.now() + timedelta(hours=2), by=ines, reason="The client asked.")
    today = publish("Ferry of today")
    assert found(ask("ferry")) == [today.get_absolute_url()]
    passed = clock.now() + timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: passed)
    assert found(ask("ferry")) == [later.get_absolute_url(), today.get_absolute_url()]


def test_a_phrase_stands_side_by_side(ask: Any, publish: Callable[..., Story]) -> None:
    story = publish("The night ferry sails")
    publish("Ferry by night", lead="The night. The ferry crews sleep.", body=["At night", "ferry"])
    assert found(ask('"night ferry"')) == [story.get_absolute_url()]
    assert "<mark>night ferry</mark>" in ask("“night ferry”")


def test_a_phrase_does_not_reach_from_the_headline_into_the_text(ask: Any, publish: Callable[..., Story]) -> None:
    publish("Out at night", lead="Ferry crews sleep.", body=["Long"], photo_caption="quay")
    for phrase in ('"night ferry"', '"sleep long"', '"long quay"'):
        assert found(ask(phrase)) == []


def test_a_word_is_left_out(ask: Any, publish: Callable[..., Story]) -> None:
    story = publish("Ferry sails")
    publish("Ferry strike")
    assert found(ask("ferry -strike")) == [story.get_absolute_url()]
    assert found(ask("-strike")) == [story.get_absolute_url()]


def test_the_last_word_may_be_unfinished_from_four_letters_on(ask: Any, publish: Callable[..., Story]) -> None:
    story = publish("Harbours close", lead="A tax on portraits.")
    for question in ("harb", "tax harbo"):
        assert found(ask(question)) == [story.get_absolute_url()]
    for question in ("harb tax", "por"):
        assert found(ask(question)) == []


@pytest.mark.parametrize("question", ["می‌شود", "می شود", "میشود"])
@pytest.mark.parametrize("written", ["گفته می‌شود که", "گفته می شود که", "گفته میشود که"])
def test_a_persian_word_in_parts_is_found_however_it_is_written(
    ask: Any, fa: Edition, publish: Callable[..., Story], written: str, question: str
) -> None:
    publish("شود یا نشود", edition=fa)
    story = publish("خبر", edition=fa, lead=written)
    page = ask(question, edition="fa")
    assert found(page) == [story.get_absolute_url()]
    assert f"<mark>{written[5:-3]}</mark>" in page


@pytest.mark.parametrize(
    ("question", "shown"),
    [("كشتي", "کشتی‌های"), ("کشتی‌های", "کشتی‌های"), ("شبانه", "شبانهٔ"), ("رییس", "رئیس"), ("۲۰۲۶", "۲۰۲۶")],
)
def test_matched_words_are_marked_as_they_were_written(
    ask: Any, fa: Edition, publish: Callable[..., Story], question: str, shown: str
) -> None:
    publish("کشتی‌های شبانهٔ رئیس در ۲۰۲۶", edition=fa)
    assert f"<mark>{shown}</mark>" in ask(question, edition="fa")


def test_a_word_that_stands_only_in_the_text_is_shown_where_it_stands(ask: Any, publish: Callable[..., Story]) -> None:
    filler = "The council met again and again. " * 30
    publish("Council meets", lead="A short lead.", body=[f"{filler}A zeppelin & crew landed. {filler}"])
    text = ask("zeppelin")
    assert "A <mark>zeppelin</mark> &amp; crew landed." in text
    assert "A short lead." not in text


def test_the_news_id_finds_its_story_in_any_digits(ask: Any, fa: Edition, publish: Callable[..., Story]) -> None:
    story = publish("کرایهٔ کشتی", edition=fa, news_id=423254)
    publish("خبر دیگر", edition=fa, lead="شمارهٔ ۴۲۳۲۵۴ در متن است.")
    for digits in ("423254", "۴۲۳۲۵۴"):
        assert found(ask(digits, edition="fa"))[0] == story.get_absolute_url()


def test_a_number_does_not_list_the_news_ids_that_begin_with_it(ask: Any, publish: Callable[..., Story]) -> None:
    publish("Ferry fares", news_id=423254)
    assert found(ask("42")) == []
    assert found(ask("4232540000000000000000000000")) == []


@pytest.mark.parametrize("facts", [{"pub_status": "withheld"}, {"pub_status": "canceled"}, {"live": False}])
def test_a_story_hidden_since_is_not_found(
    ask: Any, ferry: Story, publish: Callable[..., Story], facts: dict[str, Any]
) -> None:
    other = publish("Ferry sails")
    Story.objects.filter(pk=ferry.pk).update(**facts)
    for sort in ("", "relevance"):
        page = ask("ferry", sort=sort)
        assert found(page) == [other.get_absolute_url()]
        assert "1 story" in page
    assert found(ask(str(ferry.news_id))) == []


def test_another_edition_is_not_searched(ask: Any, ferry: Story, fa: Edition) -> None:
    assert found(ask("ferry", edition="fa")) == []


def test_no_result_helps_and_shows_the_wire(ask: Any, ferry: Story) -> None:
    text = ask("<zeppelin>")
    assert "No story was found for" in text
    assert "&lt;zeppelin&gt;" in text
    assert "<zeppelin>" not in text
    assert ferry.headline in text


def test_best_matches_come_first_when_asked_for(ask: Any, publish: Callable[..., Story]) -> None:
    title = publish("Zeppelin lands", first_published_at=clock.now() - timedelta(days=900))
    lead = publish("It landed", lead="A zeppelin landed.", first_published_at=clock.now() - timedelta(days=90))
    text = publish("Council meets", body=["They spoke of many things, " * 20 + "and of a zeppelin."])
    newest = [text, lead, title]
    assert found(ask("zeppelin")) == [story.get_absolute_url() for story in newest]
    assert found(ask("zeppelin", sort="relevance")) == [story.get_absolute_url() for story in reversed(newest)]


def test_it_is_said_that_only_the_newest_are_ranked(ask: Any, publish: Callable[..., Story], monkeypatch: Any) -> None:
    for number in range(4):
        publish(f"Ferry {number}", first_published_at=clock.now() - timedelta(hours=number))
    for module in ("dateline.delivery.found.RANKED", "dateline.stories.search.finding.RANKED"):
        monkeypatch.setattr(module, 3)
    page = ask("ferry", sort="relevance")
    assert "These are the newest 3 matches, ranked by how well they fit." in page
    assert len(found(page)) == 3
    assert "4 stories" in page
    assert "These are the newest" not in ask("ferry 1", sort="relevance")


def test_matches_are_counted_up_to_a_limit(ask: Any, publish: Callable[..., Story], monkeypatch: Any) -> None:
    for number in range(25):
        publish(f"Ferry {number:02}")
    assert "25 stories" in ask("ferry")
    for limit, words in {24: "More than 24 stories", 25: "25 stories"}.items():
        monkeypatch.setattr(answers, "COUNTED", limit)
        assert words in ask("ferry")
    assert "1 story" in ask("ferry 07")


@pytest.mark.parametrize("sort", ["", "relevance"])
def test_results_are_paged_by_key(client: Client, publish: Callable[..., Story], sort: str) -> None:
    stories = [publish(f"Ferry {n:02}", first_published_at=clock.now() - timedelta(hours=n)) for n in range(45)]
    text = client.get("/en/search", {"q": "ferry", "sort": sort}).content.decode()
    publish("Ferry breaking")
    seen = found(text)
    for size in (20, 5):
        older = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        text = client.get(f"/en/search{older}").content.decode()
        assert len(found(text)) == size
        seen += found(text)
    assert 'rel="next"' not in text
    assert seen == [story.get_absolute_url() for story in stories]


@pytest.mark.parametrize("key", ["x", "-1", "1-2-3", "9" * 17, "1-99999", "\x00", "1'"])
def test_a_key_that_is_none_is_not_found(client: Client, ferry: Story, key: str) -> None:
    assert client.get("/en/search", {"q": "ferry", "before": key}).status_code == 404


@pytest.mark.parametrize(
    "question",
    [
        *("", " ", "\x00", '"', "a" * 5000, "AND OR NOT", "*", "ferry*", "' OR 1=1 --", "word " * 100, "‏", "NEAR("),
        *("headline:x", "=e1", "ferry & | ! <-> :*", "\\'", '"" -""', "-", "^x", "\ud800"[:0] + "%s %d", "9" * 30),
    ],
)
def test_no_question_is_an_error(client: Client, ferry: Story, question: str) -> None:
    for sort in ("", "relevance"):
        assert client.get("/en/search", {"q": question, "sort": sort}).status_code == 200


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=60) | st.text(alphabet="ferynight ی\u200c\"“”«-*()^:'&|!<>=\\%", max_size=60))
def test_whatever_is_typed_gets_a_page(client: Client, ferry: Story, question: str) -> None:
    for sort in ("", "relevance"):
        assert client.get("/en/search", {"q": question, "sort": sort}).status_code == 200


@pytest.mark.parametrize("sort", ["", "relevance"])
def test_a_search_costs_no_more_queries_for_more_results_and_loads_no_body_it_does_not_show(
    client: Client, publish: Callable[..., Story], harbour: Section, sort: str
) -> None:
    for number in range(25):
        publish(f"Ferry {number:02}", section=harbour, body=["The zeppelin."])
    within, in_the_headline = (_asked(client, {"q": word, "sort": sort}) for word in ("zeppelin", "ferry"))
    assert len(within) <= 9
    assert len([sql for sql in within if '"body"' in sql]) == 1
    assert len(in_the_headline) == len(within) - 1
    assert not [sql for sql in in_the_headline if '"body"' in sql]


def _asked(client: Client, parts: dict[str, str]) -> list[str]:
    """What a search asks of the database, without the frame that PostgreSQL needs round it."""
    with CaptureQueriesContext(connection) as context:
        client.get("/en/search", parts)
    return [query["sql"] for query in context.captured_queries if query["sql"].startswith("SELECT")]


def test_the_page_is_small(client: Client, publish: Callable[..., Story]) -> None:
    for number in range(25):
        publish(f"Ferry {number:02}", lead="Fares on the night ferry rise by 4 per cent. " * 4)
    assert len(client.get("/en/search", {"q": "ferry"}).content) < 25_000
