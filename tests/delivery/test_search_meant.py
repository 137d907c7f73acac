"""No hits: the nearest word that readers may see is offered, and never one that they may not."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, SearchWord, Story


@pytest.fixture
def offered(client: Client) -> Callable[..., str]:
    """Search and return the question that is offered instead; nothing when none is."""

    def _offered(question: str, edition: str = "en", **parts: str) -> str:
        text = client.get(f"/{edition}/search", {"q": question} | parts).content.decode()
        if 'class="meant"' not in text:
            return ""
        link = text.split('class="meant"')[1].split('<a href="')[1]
        address, words = link.split('">', 1)
        page = client.get(f"/{edition}/search{unescape(address)}").content.decode()
        assert "<h2><a" in page, "what is offered finds something"
        return unescape(words.split("</a>")[0])

    return _offered


@pytest.fixture
def visit(publish: Callable[..., Story]) -> Story:
    return publish("Ministers visit Khalidiya harbour", lead="Two ministers came by ferry.")


@pytest.mark.parametrize(
    "typed", ["Khalidya", "khalidiyaa", "Khaldiiya", "Kalidya", "Khelediya", "Khalidiyah", "Xhalidiya", "«Khalidya»"]
)
def test_a_word_one_or_two_letters_off_is_put_right(offered: Any, visit: Story, typed: str) -> None:
    assert offered(typed).strip("«»") == "Khalidiya"


def test_it_is_offered_as_the_story_writes_it(offered: Any, publish: Callable[..., Story]) -> None:
    publish("Łódź opens a harbour")
    assert offered("lotz") == "Łódź"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("خالدبه", "خالدیه"),
        ("حلدیه", "خالدیه"),
        ("خلدیه", "خالدیه"),
        ("وزبر خالدیه", "وزیر خالدیه"),
        ("میکمد", "می‌کند"),
    ],
)
def test_persian_words_too(offered: Any, fa: Edition, publish: Callable[..., Story], typed: str, meant: str) -> None:
    publish("وزیر از خالدیه دیدار می‌کند", edition=fa)
    assert offered(typed, "fa") == meant


def test_one_word_of_several_is_the_culprit(offered: Any, visit: Story) -> None:
    assert offered("ministers Khalidya harbour") == "ministers Khalidiya harbour"
    assert offered("minsters Khalidya -strike") == "Ministers Khalidiya -strike"


def test_a_word_that_exists_elsewhere_may_be_the_culprit(
    offered: Any, visit: Story, publish: Callable[..., Story]
) -> None:
    publish("Fairy tales read aloud")
    assert offered("ministers fairy") == "ministers ferry"


def test_the_likelier_of_two_neighbours_is_offered(offered: Any, publish: Callable[..., Story]) -> None:
    publish("Harbor opens")
    for _ in range(3):
        publish("Harbour opens")
    assert offered("harboyr") == "Harbour"


def test_far_off_or_short_words_bring_no_offer(offered: Any, visit: Story) -> None:
    for typed in ("Kholodoyo", "zeppelin", "xy", "qqqqqqqqqqqq", "9" * 60, "a" * 200):
        assert offered(typed) == ""


def test_an_offer_keeps_the_limits_and_finds_something_within_them(offered: Any, client: Client, visit: Story) -> None:
    assert offered("Khalidya", kind="Current") == "Khalidiya"
    assert offered("Khalidya", kind="Opinion") == ""
    assert offered("Khalidya", to="1999-01-01") == ""


@pytest.mark.parametrize(
    "facts",
    [
        {"embargoed_until": clock.now() + timedelta(days=1)},
        {"publish_at": clock.now() + timedelta(days=1)},
        {"pub_status": "withheld"},
        {"pub_status": "canceled"},
        {"live": False},
    ],
    ids=["embargoed", "scheduled", "withheld", "killed", "not live"],
)
def test_a_word_of_a_hidden_story_is_never_offered(
    client: Client, offered: Any, visit: Story, ferry: Story, facts: dict[str, Any]
) -> None:
    Story.objects.filter(pk=visit.pk).update(**facts)
    assert SearchWord.objects.filter(word="khalidiya").exists()
    for typed in ("Khalidya", "ferry Khalidya", "Kalidya ferry", "Khalid", "«Khalidya»", "Khalidya -night"):
        assert "halidiya" not in offered(typed)
    assert "halidiya" not in client.get("/en/search", {"q": "Khalidya"}).content.decode()


def test_the_page_of_a_misspelt_hidden_word_is_that_of_any_other_word(
    client: Client, visit: Story, ferry: Story
) -> None:
    Story.objects.filter(pk=visit.pk).update(pub_status="canceled")
    near = client.get("/en/search", {"q": "khalidyaa"}).content.decode()
    assert near.replace("khalidyaa", "?") == client.get("/en/search", {"q": "zeppelinn"}).content.decode().replace(
        "zeppelinn", "?"
    )


def test_an_embargoed_spelling_of_a_public_word_is_not_shown(offered: Any, publish: Callable[..., Story]) -> None:
    publish("khalidiya in small letters", first_published_at=clock.now() - timedelta(days=3))
    secret = publish("KHALIDIYA in capitals")
    Story.objects.filter(pk=secret.pk).update(embargoed_until=clock.now() + timedelta(days=1))
    assert offered("khalidya") == "khalidiya"


def test_a_word_is_offered_once_its_embargo_is_over(
    offered: Any, visit: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = clock.now() + timedelta(hours=1)
    Story.objects.filter(pk=visit.pk).update(embargoed_until=until)
    assert offered("Khalidya") == ""
    monkeypatch.setattr(clock, "now", lambda: until)
    assert offered("Khalidya") == "Khalidiya"


def test_another_edition_s_words_are_not_offered(offered: Any, visit: Story, fa: Edition) -> None:
    assert offered("Khalidya", "fa") == ""


def test_a_word_corrected_away_is_not_offered(offered: Any, visit: Story, ines: User) -> None:
    visit.headline = "Ministers visit Sarn harbour"
    visit.publish(visit.save_revision(user=ines), user=ines)
    assert offered("Khalidya") == ""


def test_a_publication_that_fails_leaves_no_word(client: Client, visit: Story, ines: User, monkeypatch: Any) -> None:
    before = SearchWord.objects.count()
    visit.headline = "Zeppelin"
    revision = visit.save_revision(user=ines)
    with transaction.atomic():
        visit.publish(revision, user=ines)
        transaction.set_rollback(True)
    assert SearchWord.objects.count() == before
    assert "<h2><a" not in client.get("/en/search", {"q": "zeppelin"}).content.decode()


def test_a_hidden_word_is_not_offered_as_the_beginning_of_a_public_one(
    offered: Any, publish: Callable[..., Story]
) -> None:
    publish("Ferry to Khalidiya")
    publish("Khalo sings")
    secret = publish("Khali")
    assert offered("ferry khalo") == ""
    Story.objects.filter(pk=secret.pk).update(pub_status="withheld")
    assert offered("ferry khalo") == ""
