"""How often stories are read, at the desk: by edition and span, by the hour, and what somebody with a limit sees."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dateline.lib import clock
from dateline.newsroom import front_desk, most_read
from dateline.people.models import User
from dateline.stories.models import Edition, Limit, ReadsInHour, ReadsOnDay, Section, Story
from dateline.stories.models.reads import hour_of


@pytest.fixture
def read(ferry: Story, publish: Callable[..., Story], fa: Edition) -> list[Story]:
    """The ferry read in this hour, a dam yesterday, a bridge days ago, and one in the other edition."""
    dam, bridge, persian = publish("Dam holds"), publish("Bridge closed"), publish("تیتر فارسی", edition=fa)
    now = hour_of(clock.now())
    ReadsInHour.objects.add(
        {
            (now, ferry.pk): 12,
            (now - timedelta(hours=20), dam.pk): 30,
            (now - timedelta(hours=20), ferry.pk): 3,
            (now - timedelta(days=5), bridge.pk): 500,
            (now, persian.pk): 7,
        }
    )
    return [ferry, dam, bridge, persian]


def _spans(desk: Client, edition: str = "en") -> list[list[tuple[str, int]]]:
    page = desk.get(f"/desk/most-read/?edition={edition}").content.decode()
    spans = re.findall(r'<section class="desk-reads".*?</section>', page, re.S)
    rows = re.compile(r">([^<]+)</a></span> <strong>(\d+)</strong>")
    return [[(headline, int(count)) for headline, count in rows.findall(span)] for span in spans]


def test_the_most_read_stand_first_in_an_hour_a_day_and_a_week(desk_of: Any, ines: User, read: list[Story]) -> None:
    assert _spans(desk_of(ines)) == [
        [("Ferry fares rise", 12)],
        [("Dam holds", 30), ("Ferry fares rise", 15)],
        [("Bridge closed", 500), ("Dam holds", 30), ("Ferry fares rise", 15)],
    ]
    assert _spans(desk_of(ines), "fa")[0] == [("تیتر فارسی", 7)]
    assert "does not reach the server and is not counted" in desk_of(ines).get("/desk/most-read/").content.decode()


def test_who_works_in_one_section_sees_its_reads_alone(
    desk_of: Any, ines: User, read: list[Story], harbour: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(most_read, "LISTED", 1)  # what stands elsewhere takes no place in it
    monkeypatch.setattr(front_desk, "MOST_READ", 1)
    Limit.objects.create(user=ines, role=ines.groups.get(), edition=harbour.edition, section=harbour)
    desk = desk_of(ines)
    assert _spans(desk, "fa") == _spans(desk)  # not of the other edition
    assert [[headline for headline, _ in span] for span in _spans(desk)] == [["Ferry fares rise"]] * 3
    assert desk.get(f"/desk/stories/{read[0].pk}/reads/").status_code == 200
    assert desk.get(f"/desk/stories/{read[1].pk}/reads/").status_code == 403
    front = desk.get("/desk/").content.decode()
    assert "Dam holds" not in front
    assert "15 reads" in front


def test_a_story_is_told_by_the_hour_and_by_the_day(desk_of: Any, ines: User, read: list[Story]) -> None:
    ReadsOnDay.objects.create(story=read[0], day="2026-01-10", count=340)
    page = desk_of(ines).get(f"/desk/stories/{read[0].pk}/reads/").content.decode()
    assert "355 reads" in page
    hours = re.findall(r"<tr><th scope=\"row\"><time[^>]+>[^<]+</time></th><td>(\d+)</td></tr>", page)
    assert len(hours) == 48
    assert {place: count for place, count in enumerate(hours) if count != "0"} == {0: "12", 20: "3"}
    assert '<rect x="470" y="0" width="8" height="100">' in page
    assert re.search(r'datetime="2026-01-10">10 Jan 2026</time></th><td>340</td>', page)


def test_the_front_page_has_the_five_of_the_day(desk_of: Any, ines: User, read: list[Story]) -> None:
    page = desk_of(ines).get("/desk/").content.decode()
    table = page[page.index("Most read in the last 24 hours") :]
    assert re.findall(r'class="title"[^>]*><a href="[^"]*/reads/">([^<]+)</a>', table) == [
        "Dam holds",
        "Ferry fares rise",
        "تیتر فارسی",
    ]
    assert "15 reads" in table


def test_a_desk_without_a_read_says_so(desk_of: Any, ines: User, ferry: Story) -> None:
    assert _spans(desk_of(ines)) == [[], [], []]
    assert "No story was read in this time." in desk_of(ines).get("/desk/most-read/").content.decode()
    assert "Nobody has read it yet." in desk_of(ines).get(f"/desk/stories/{ferry.pk}/reads/").content.decode()


def test_more_stories_cost_no_more_queries(
    desk_of: Any, ines: User, read: list[Story], publish: Any, django_assert_max_num_queries: Any
) -> None:
    desk = desk_of(ines)
    desk.get("/desk/most-read/")
    with django_assert_max_num_queries(30) as before:
        desk.get("/desk/most-read/")
    ReadsInHour.objects.add({(hour_of(clock.now()), publish(f"Story {number}").pk): 3 for number in range(12)})
    with django_assert_max_num_queries(len(before)):
        desk.get("/desk/most-read/")
