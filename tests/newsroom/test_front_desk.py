"""The desk's front page: figures of one's own work, each leading to exactly the rows that it counts."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.people.models import User
from dateline.stories.models import Photo, Story

LATER = datetime.fromisoformat("2044-03-01T12:00:00+00:00")


@pytest.fixture
def newsroom(
    ines: User, ferry: Story, write: Callable[..., Story], publish: Callable[..., Story], comment_on: Any
) -> None:
    """One of each: draft, changed story, embargoed one, headline by rule, lost picture, waiting comment."""
    write("A draft").save_revision(user=ines)
    changed = publish("Changed")
    changed.headline = "Changed twice"
    changed.save_revision(user=ines)
    embargoed = write("Embargoed")
    embargoed.embargo(LATER, by=ines)
    embargoed.publish(embargoed.save_revision(user=ines), user=ines)
    publish("By rule", headline_is_derived=True)
    Photo.objects.create(title="Lost", caption="The old mole in the fog.")
    comment_on(ferry)


def _figures(desk: Client) -> dict[str, tuple[int, str]]:
    page = desk.get("/desk/").content.decode()
    found = re.findall(r'<a href="([^"]+)"><strong>(\d+)</strong> ([^<]+)</a>', page)
    return {label: (int(count), address.replace("&amp;", "&")) for address, count, label in found}


def test_each_figure_counts_the_rows_it_leads_to(desk_of: Any, chief: User, newsroom: None) -> None:
    desk = desk_of(chief)
    figures = _figures(desk)
    assert {label: count for label, (count, _) in figures.items()} == {
        "comments wait": 1,
        "stories in review": 0,
        "ready to be published": 0,
        "drafts": 1,
        "published, with changes not out": 1,
        "stories whose time is to come": 1,
        "headlines made by rule": 1,
        "photos without their file": 1,
    }
    for label, headline in {
        "drafts": "A draft",
        "published, with changes not out": "Changed",
        "stories whose time is to come": "Embargoed",
        "headlines made by rule": "By rule",
        "photos without their file": "The old mole in the fog.",
    }.items():
        page = desk.get(figures[label][1]).content.decode()
        assert headline in page, label
        assert "Ferry fares rise" not in page, label


def test_a_photo_editor_sees_photos_only(desk_of: Any, lena: User, newsroom: None) -> None:
    assert list(_figures(desk_of(lena))) == ["photos without their file"]


def test_a_moderator_sees_comments_only(desk_of: Any, mara: User, newsroom: None) -> None:
    assert list(_figures(desk_of(mara))) == ["comments wait"]
    Comment.objects.update(state="shown")
    assert _figures(desk_of(mara))["comments wait"][0] == 0


@pytest.mark.parametrize(
    ("state", "headlines"),
    [
        ("draft", {"A draft"}),
        ("timed", {"Embargoed"}),
        ("changed", {"Changed"}),
        ("published", {"Ferry fares rise", "Changed", "By rule"}),
        ("review", set()),
        ("killed", set()),
    ],
)
def test_the_list_of_stories_can_be_narrowed_to_a_state(
    desk_of: Any, ines: User, newsroom: None, state: str, headlines: set[str]
) -> None:
    page = desk_of(ines).get(f"/desk/stories/?state={state}").content.decode()
    every = {"A draft", "Embargoed", "Changed", "Ferry fares rise", "By rule"}
    assert {headline for headline in every if f">{headline}<" in re.sub(r"\s*([<>])\s*", r"\1", page)} == headlines


def test_the_list_asks_no_more_for_more_stories(
    desk_of: Any, ines: User, newsroom: None, publish: Callable[..., Story], django_assert_max_num_queries: Any
) -> None:
    desk = desk_of(ines)
    desk.get("/desk/stories/")
    with django_assert_max_num_queries(100) as before:
        desk.get("/desk/stories/")
    for number in range(5):
        publish(f"Story {number}")
    with django_assert_max_num_queries(len(before)):
        desk.get("/desk/stories/")


def test_only_those_who_work_with_photos_see_the_lost_ones(desk_of: Any, mara: User, lena: User) -> None:
    assert desk_of(lena).get("/desk/photos/missing/").status_code == 200
    assert desk_of(mara).get("/desk/photos/missing/").status_code == 403


def test_the_form_of_a_lost_photo_opens_so_that_its_file_can_be_added(desk_of: Any, lena: User, newsroom: None) -> None:
    lost = Photo.objects.get(title="Lost")
    assert desk_of(lena).get(f"/desk/images/{lost.pk}/").status_code == 200


def test_the_list_of_photos_shows_a_lost_one_without_a_broken_picture(desk_of: Any, lena: User, newsroom: None) -> None:
    desk = desk_of(lena)
    assert desk.get("/desk/images/").status_code == 200
    assert desk.get("/media/not-found").headers["Location"].startswith("/static/newsroom/no-picture")
