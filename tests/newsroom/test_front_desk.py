"""The desk's front page: figures of one's own work, each leading to exactly the rows that it counts."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.people.models import User
from dateline.stories.models import Edition, Limit, Photo, Section, Story

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
    found = re.findall(r'<a href="([^"]+)"><strong>(\d+)</strong> ([^<]+)<', page)
    return {label.strip(): (int(count), address.replace("&amp;", "&")) for address, count, label in found}


def _tables(desk: Client) -> dict[str, set[str]]:
    """The headlines of each table of the front page."""
    page = desk.get("/desk/").content.decode()
    tables = re.findall(r'<section class="desk-rows"[^>]*><h2[^>]*>([^<]+)</h2>(.*?)</section>', page, re.S)
    return {title: set(re.findall(r'class="title"[^>]*><a [^>]*>([^<]+)</a>', rows)) for title, rows in tables}


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


def _hand_in(story: Story, by: User) -> None:
    story.save_revision(user=by)
    story.submit(by=by)


def test_a_writer_sees_what_came_back_and_what_lies_with_somebody_else(
    desk_of: Any, ines: User, rolf: User, write: Callable[..., Story]
) -> None:
    back, read = write("Sent back"), write("Being read")
    for story in (back, read):
        _hand_in(story, rolf)
    back.send_back(by=ines, note="Who says so?")
    tables = _tables(desk_of(rolf))
    assert tables["Sent back to you"] == {"Sent back"}
    assert tables["Yours, with somebody else"] == {"Being read"}
    assert "Awaiting your review" not in tables
    assert _tables(desk_of(ines))["Awaiting your review"] == {"Being read"}


def test_who_works_in_one_section_sees_only_what_waits_there(
    desk_of: Any, ines: User, rolf: User, harbour: Section, write: Callable[..., Story]
) -> None:
    for headline, section in (("Here", harbour), ("Elsewhere", None)):
        _hand_in(write(headline, section=section), rolf)
    role = ines.groups.get()
    Limit.objects.create(user=ines, role=role, edition=harbour.edition, section=harbour)
    desk = desk_of(ines)
    assert _tables(desk)["Awaiting your review"] == {"Here"}
    count, address = _figures(desk)["stories in review"]
    assert count == 1
    assert "Elsewhere" not in desk.get(address).content.decode()


def test_what_comes_out_today_is_told_in_the_edition_s_time_and_in_utc(
    desk_of: Any, ines: User, rolf: User, en: Edition, write: Callable[..., Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    Edition.objects.update(time_zone="Asia/Tehran")
    for headline, hour in (("Tonight", 18), ("Tomorrow in Tehran", 22)):
        story = write(headline)
        story.save_revision(user=rolf)
        story.embargo(datetime(2044, 3, 1, hour, 0, tzinfo=UTC), by=ines)
    monkeypatch.setattr(clock, "now", lambda: datetime(2044, 3, 1, 9, 0, tzinfo=UTC))
    desk = desk_of(ines)
    assert _tables(desk)["Still to come today"] == {"Tonight"}
    page = desk.get("/desk/").content.decode()
    assert "<strong>21:30</strong>" in page
    assert "Asia/Tehran · 18:00 UTC" in page
    assert "Embargo ends" in page
    assert "Still to come today" not in _tables(desk_of(rolf))


def test_a_comment_that_waits_says_for_how_long(desk_of: Any, mara: User, ferry: Story, comment_on: Any) -> None:
    comment_on(ferry, now=clock.now() - timedelta(hours=3))
    comment_on(ferry, "Another.")
    assert "the oldest for 3\xa0hours" in desk_of(mara).get("/desk/").content.decode()


def test_when_nothing_waits_the_page_says_so(desk_of: Any, mara: User, rolf: User, en: Edition) -> None:
    assert "Nothing waits for you. All that came in is dealt with." in desk_of(mara).get("/desk/").content.decode()
    assert "A good moment to begin a story." in desk_of(rolf).get("/desk/").content.decode()


def test_the_front_page_asks_no_more_when_more_waits(
    desk_of: Any, chief: User, rolf: User, newsroom: None, write: Callable[..., Story],
    publish: Callable[..., Story], comment_on: Any, django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    def more() -> None:
        for verb in ("", "send_back", "make_ready"):
            story = write(f"In review {verb}")
            _hand_in(story, chief)
            if verb:
                getattr(story, verb)(by=chief, note="Because.")
        out = publish("Wrong")
        out.ask_for_correction(by=rolf, text="It is the other harbour.")
        soon = write("Soon")
        soon.embargo(clock.now() + timedelta(seconds=30), by=chief)
        comment_on(out)

    more()
    desk = desk_of(chief)
    desk.get("/desk/")
    with django_assert_max_num_queries(60) as before:
        desk.get("/desk/")
    more()
    more()
    with django_assert_max_num_queries(len(before)):
        desk.get("/desk/")


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
