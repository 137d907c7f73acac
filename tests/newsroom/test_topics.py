"""Topics at the desk: the list, the form with aliases, merging, and no way to delete one."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dateline.lib import clock
from dateline.people.models import User
from dateline.stories import topic_queries
from dateline.stories.models import Edition, Story, Topic
from dateline.stories.models.topic import Kind


@pytest.fixture
def authority(en: Edition) -> Topic:
    topic = Topic.objects.create(edition=en, name="Harbour Authority", kind=Kind.ORGANISATION)
    topic.set_aliases(["VHA"])
    return topic


@pytest.fixture
def desk(desk_of: Any, ines: User) -> Client:
    return desk_of(ines)  # type: ignore[no-any-return]


def rows(page: Any) -> list[list[str]]:
    """The list's cells, row by row, without the buttons."""
    _, _, table = page.content.decode().partition('<table class="listing')
    found = re.findall(r"(?s)<tr[^>]*>(.*?)</tr>", table)[1:]
    cells = [re.findall(r"(?s)<td[^>]*>(.*?)</td>", row) for row in found]
    return [
        [" ".join(re.sub(r"(?s)<ul.*?</ul>|<div data-controller.*?</div>|<[^>]+>", " ", cell).split()) for cell in row]
        for row in cells
    ]


def fields(**changed: Any) -> dict[str, Any]:
    return {"name": "Ports", "kind": "subject", "aliases": "", "description": "", "slug": ""} | changed


def test_the_list_shows_names_kind_edition_and_public_stories(
    desk: Client, authority: Topic, publish: Callable[..., Story], write: Callable[..., Story]
) -> None:
    for headline in ("One", "Two"):
        publish(headline, topics=[authority])
    write("Draft", topics=[authority])
    held = publish("Held", topics=[authority])
    Story.objects.filter(pk=held.pk).update(embargoed_until=clock.now() + timedelta(days=1))
    page = desk.get("/desk/topics/")
    assert [row[1:] for row in rows(page)] == [["VHA", "Organisation", "English", "2"]]
    assert '<a href="/en/topic/harbour-authority">2</a>' in page.content.decode()


def test_a_count_has_an_end(
    desk: Client, authority: Topic, publish: Callable[..., Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        publish(f"Story {number}", topics=[authority])
    monkeypatch.setattr(topic_queries, "MOST_COUNTED", 2)
    monkeypatch.setattr("dateline.newsroom.topics.MOST_COUNTED", 2)
    assert rows(desk.get("/desk/topics/"))[0][-1] == "2 or more"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("q=vha", {"Harbour Authority"}),
        ("q=auth", {"Harbour Authority"}),
        ("q=arbour", set()),
        ("q=ka", {"Kāne"}),
        ("kind=place", {"Sarn"}),
        ("kind=place&q=vha", set()),
        ("edition=2", {"بندر"}),
    ],
)
def test_it_is_searched_by_any_name_and_narrowed_by_kind_and_edition(
    desk: Client, authority: Topic, en: Edition, fa: Edition, asked: str, names: set[str]
) -> None:
    Topic.objects.create(edition=en, name="Sarn", kind=Kind.PLACE)
    Topic.objects.create(edition=en, name="Kāne", kind=Kind.PERSON)
    Topic.objects.create(edition=fa, name="بندر")
    asked = asked.replace("edition=2", f"edition={fa.pk}")
    found = {row[0] for row in rows(desk.get(f"/desk/topics/?{asked}"))}
    assert {
        name for name in ("Harbour Authority", "Sarn", "Kāne", "بندر") if any(name in row for row in found)
    } == names


def test_a_longer_list_costs_no_more_queries(
    desk: Client, en: Edition, publish: Callable[..., Story], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(30):
        topic = Topic.objects.create(edition=en, name=f"Topic {number}")
        topic.set_aliases([f"Alias {number}"])
    publish("Story", topics=[topic])
    desk.get("/desk/topics/")
    with django_assert_max_num_queries(18):  # type: ignore[attr-defined]
        assert len(rows(desk.get("/desk/topics/"))) == 30


def test_a_topic_is_made_with_its_aliases(desk: Client, en: Edition) -> None:
    answer = desk.post("/desk/topics/new/", fields(edition=en.pk, aliases="Harbours\n\n  Quays "))
    assert answer.status_code == 302, re.findall("error-message.*", answer.content.decode())
    ports = Topic.objects.get()
    assert (ports.name, ports.slug, ports.aliases) == ("Ports", "ports", ["Harbours", "Quays"])


def test_its_edition_and_address_stay(desk: Client, authority: Topic, fa: Edition) -> None:
    desk.post(
        f"/desk/topics/edit/{authority.pk}/",
        fields(name="The Authority", aliases="VHA", edition=fa.pk, slug="authority", kind="organisation"),
    )
    authority.refresh_from_db()
    assert (authority.name, authority.edition.code, authority.slug) == ("The Authority", "en", "harbour-authority")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "vha"}, "“vha” already names the organisation “Harbour Authority”."),
        ({"aliases": "Harbours\nharbour authority"}, "“harbour authority” already names the organisation"),
        ({"aliases": "–"}, "“–” holds no word by which a text could name it."),
        ({"slug": "harbour-authority"}, "Another topic of this edition has this address."),
    ],
)
def test_what_is_taken_is_refused_with_a_sentence_and_nothing_is_stored(
    desk: Client, authority: Topic, en: Edition, given: dict[str, str], sentence: str
) -> None:
    answer = desk.post("/desk/topics/new/", fields(edition=en.pk, **given))
    assert sentence in answer.content.decode()
    assert Topic.objects.count() == 1


def test_a_topic_is_merged_into_one_called_by_any_of_its_names(
    desk: Client, authority: Topic, en: Edition, publish: Callable[..., Story]
) -> None:
    board = Topic.objects.create(edition=en, name="Harbour Board")
    story = publish("Story", topics=[board])
    page = desk.get(f"/desk/topics/{board.pk}/merge/").content.decode()
    assert "1 story will be on the topic that is kept" in page
    answer = desk.post(f"/desk/topics/{board.pk}/merge/", {"into": "vha"})
    assert answer.headers["Location"] == f"/desk/topics/edit/{authority.pk}/"
    assert list(Story.objects.get(pk=story.pk).topics.all()) == [authority]
    assert "Harbour Board" not in [row[0] for row in rows(desk.get("/desk/topics/"))]
    assert desk.get(f"/desk/topics/{board.pk}/merge/").status_code == 404


@pytest.mark.parametrize(
    ("into", "sentence"),
    [
        ("Nobody", "No topic of this edition has this name."),
        ("vha", "A topic cannot be merged into itself."),
        ("بندر", "No topic of this edition has this name."),
    ],
)
def test_what_cannot_be_merged_is_said(desk: Client, authority: Topic, fa: Edition, into: str, sentence: str) -> None:
    Topic.objects.create(edition=fa, name="بندر")
    answer = desk.post(f"/desk/topics/{authority.pk}/merge/", {"into": into})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_who_may_not_change_topics_may_not_merge(desk_of: Any, rolf: User, authority: Topic) -> None:
    assert desk_of(rolf).post(f"/desk/topics/{authority.pk}/merge/", {"into": "x"}).status_code in (302, 403)
    assert not Topic.objects.get().is_merged


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_deletes_a_topic(desk_of: Any, root: User, authority: Topic, method: str) -> None:
    assert getattr(desk_of(root), method)(f"/desk/topics/delete/{authority.pk}/").status_code in (302, 403)
    assert Topic.objects.exists()


def test_suggestions_are_of_the_edition_and_the_exact_name_comes_first(
    desk: Client, authority: Topic, en: Edition, fa: Edition
) -> None:
    for name in ("VHA museum", "VHA library", "Harbour", "Old Harbour"):
        Topic.objects.create(edition=en, name=name)
    Topic.objects.create(edition=fa, name="VHA")

    def suggested(words: str, edition: str = str(en.pk)) -> list[str]:
        answer = desk.get("/desk/topics/suggest/", {"q": words, "edition": edition}).json()
        return [topic["name"] for topic in answer["topics"]]

    assert suggested("vha") == ["Harbour Authority", "VHA library", "VHA museum"]
    assert suggested("harbour") == ["Harbour", "Harbour Authority", "Old Harbour"]
    for words, edition in (("", str(en.pk)), ("vha", ""), ("vha", "x"), ("vha", "9" * 30), ("%", str(en.pk))):
        assert suggested(words, edition) == []


def test_at_most_eight_are_suggested(desk: Client, en: Edition) -> None:
    for number in range(12):
        Topic.objects.create(edition=en, name=f"Port {number:02}")
    answer = desk.get("/desk/topics/suggest/", {"q": "port", "edition": en.pk}).json()
    assert [topic["name"] for topic in answer["topics"]] == [f"Port {number:02}" for number in range(8)]
