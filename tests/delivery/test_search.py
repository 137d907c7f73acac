"""Search by words, newest first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from dateline.delivery.templatetags.marking import marked
from dateline.lib import clock
from dateline.stories.models import Edition, Story


def test_stories_that_hold_every_word_come_newest_first(
    client: Client, publish: Callable[..., Story], write: Callable[..., Story]
) -> None:
    old = publish("Ferry timetable", lead="Night boats.", first_published_at=clock.now() - timedelta(days=9))
    new = publish("Ferry fares", body=["The night crossing costs more."])
    publish("Ferry crew honoured")
    write("Night ferry draft")
    page = client.get("/en/search", {"q": "night FERRY"})
    text = page.content.decode()
    assert text.index(f"/{new.news_id}/") < text.index(f"/{old.news_id}/")
    assert "honoured" not in text.split("<main")[1]
    assert "draft" not in text
    assert "<mark>Ferry</mark>" in text
    assert page.headers["X-Robots-Tag"] == "noindex, follow"
    assert 'content="noindex, follow"' in text


def test_a_word_that_stands_only_in_the_text_is_shown_where_it_stands(
    client: Client, publish: Callable[..., Story]
) -> None:
    filler = "The council met again and again. " * 30
    publish("Council meets", lead="A short lead.", body=[f"{filler}A zeppelin landed. {filler}"])
    text = client.get("/en/search", {"q": "zeppelin"}).content.decode()
    assert "A <mark>zeppelin</mark> landed." in text
    assert "A short lead." not in text


def test_the_news_id_finds_its_story_in_any_digits(client: Client, fa: Edition, publish: Callable[..., Story]) -> None:
    story = publish("کرایهٔ کشتی", edition=fa, news_id=423254)
    for digits in ("423254", "۴۲۳۲۵۴"):
        assert story.headline in client.get("/fa/search", {"q": digits}).content.decode()


def test_arabic_letters_find_persian_words(client: Client, fa: Edition, publish: Callable[..., Story]) -> None:
    publish("کشتی‌های شبانه", edition=fa)
    text = client.get("/fa/search", {"q": "كشتي"}).content.decode()
    assert "<mark>کشتی</mark>" in text


def test_a_story_held_since_is_not_found(client: Client, ferry: Story) -> None:
    Story.objects.filter(pk=ferry.pk).update(pub_status="withheld")
    assert ferry.get_absolute_url() not in client.get("/en/search", {"q": "ferry"}).content.decode()


def test_no_result_helps_and_shows_the_wire(client: Client, ferry: Story) -> None:
    text = client.get("/en/search", {"q": "<zeppelin>"}).content.decode()
    assert "No story holds all of these words" in text
    assert "&lt;zeppelin&gt;" in text
    assert "<zeppelin>" not in text
    assert ferry.headline in text


@pytest.mark.parametrize(
    "question",
    ["", " ", "\x00", '"', "a" * 5000, "AND OR NOT", "*", "ferry*", "' OR 1=1 --", "word " * 100, "‏", "NEAR("],
)
def test_no_question_is_an_error(client: Client, ferry: Story, question: str) -> None:
    assert client.get("/en/search", {"q": question}).status_code == 200


def test_results_are_paged_by_key(client: Client, publish: Callable[..., Story]) -> None:
    for number in range(25):
        publish(f"Ferry {number:02}", first_published_at=clock.now() - timedelta(hours=number))
    text = client.get("/en/search", {"q": "ferry"}).content.decode()
    assert text.count("<h2><a") == 20
    older = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert client.get(f"/en/search{older}").content.decode().count("<h2><a") == 5


def test_a_search_costs_no_more_for_more_results(
    client: Client, publish: Callable[..., Story], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(15):
        publish(f"Ferry {number:02}", body=["The zeppelin."])
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        client.get("/en/search", {"q": "zeppelin"})


def test_marking_escapes_everything_else() -> None:
    assert marked('<b>Ferry & "tram"</b>', "ferry") == ("&lt;b&gt;<mark>Ferry</mark> &amp; &quot;tram&quot;&lt;/b&gt;")
    assert marked("Plain", "") == "Plain"
