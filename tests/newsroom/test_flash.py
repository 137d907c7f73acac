"""Flash: a headline and a place are out at once, and the story that follows is their update."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from dateline.people.models import User
from dateline.stories.models import Edition, Limit, Section, Story

WORDS = "Night ferry aground off Port Ansel"
FORM = {"headline": WORDS, "urgency": "2", "body-count": "0", "genre": "Current"}
FORMSET = {"contributors-TOTAL_FORMS": "0", "contributors-INITIAL_FORMS": "0"}


def _flash(desk: Client, **given: str) -> Any:
    return desk.post("/desk/flash/", {"headline": f" {WORDS} ", "place": "PORT ANSEL", "where": "en/economy"} | given)


@pytest.fixture
def out(desk_of: Any, ines: User, harbour: Section) -> Story:
    _flash(desk_of(ines))
    return Story.objects.get()


def test_it_is_out_at_once_and_marked(client: Client, out: Story, harbour: Section) -> None:
    assert (out.live, out.version, out.urgency, out.section, out.headline) == (True, 1, 1, harbour, WORDS)
    for address in (out.get_absolute_url(), "/en/"):
        page = client.get(address).content.decode().split("<main")[1]
        assert '<strong class="flag">Flash</strong>' in page, address
        assert "Breaking" not in page, address
    page = client.get(out.get_absolute_url()).content.decode()
    assert "PORT ANSEL" in page
    assert "The story follows." in page
    assert "genre/Current" in page


def test_a_persian_flash_has_its_own_word(desk_of: Any, client: Client, ines: User, fa: Edition) -> None:
    _flash(desk_of(ines), headline="کشتی شبانه به گل نشست", where="fa")
    assert (
        '<strong class="flag">خبر فوری</strong>' in client.get(Story.objects.get().get_absolute_url()).content.decode()
    )


def test_enter_pressed_twice_is_one_flash(desk_of: Any, ines: User, out: Story) -> None:
    assert "The flash is out:" in _flash(desk_of(ines)).content.decode()
    assert Story.objects.get() == out


def test_who_may_not_publish_hands_it_in_before_all_others(
    desk_of: Any, ines: User, rolf: User, harbour: Section, write: Callable[..., Story]
) -> None:
    earlier = write("Earlier")
    earlier.save_revision(user=rolf)
    earlier.submit(by=rolf)
    assert "The flash waits for an editor" in _flash(desk_of(rolf)).content.decode()
    flash = Story.objects.get(headline=WORDS)
    assert (flash.live, flash.stage, flash.urgency) == (False, "review", 1)
    page = desk_of(ines).get("/desk/").content.decode().split("Awaiting your review")[1]
    assert page.index(WORDS) < page.index("Earlier")


def test_the_place_where_somebody_works_is_chosen_before(
    desk_of: Any, rolf: User, harbour: Section, fa: Edition
) -> None:
    Limit.objects.create(user=rolf, role=rolf.groups.get(), edition=harbour.edition, section=harbour)
    desk = desk_of(rolf)
    page = desk.get("/desk/flash/?box=1").content.decode()
    assert page.count("<option") == 1
    assert '<option value="en/economy" selected>English · Economy</option>' in page
    assert _flash(desk, where="fa").status_code == 422
    assert not Story.objects.exists()


def test_without_words_it_says_so(desk_of: Any, ines: User, harbour: Section) -> None:
    answer = _flash(desk_of(ines), headline=" ")
    assert answer.status_code == 422
    assert "A flash is its headline. Write one." in answer.content.decode()


def test_the_story_that_follows_carries_its_facts_and_is_begun_once(
    desk_of: Any, rolf: User, ines: User, out: Story, harbour: Section
) -> None:
    assert "Flashes without a story" in desk_of(rolf).get("/desk/").content.decode()
    first = desk_of(rolf).post(f"/desk/stories/{out.pk}/follow/")
    again = desk_of(ines).post(f"/desk/stories/{out.pk}/follow/")
    following = Story.objects.get(update_of=out)
    assert first.headers["Location"] == again.headers["Location"] == f"/desk/stories/edit/{following.pk}/"
    facts = (following.headline, following.dateline_place, following.section, following.genre, following.live)
    assert facts == (WORDS, "PORT ANSEL", harbour, "Current", False)
    assert following.latest_revision.user == rolf
    assert "Flashes without a story" not in desk_of(rolf).get("/desk/").content.decode()


def test_once_it_is_out_each_leads_to_the_other(desk_of: Any, client: Client, ines: User, out: Story) -> None:
    client.get(out.get_absolute_url())
    following = out.follow(by=ines)
    following.headline = "Ferry freed at high water"
    following.body = [("paragraph", "<p>The text.</p>")]
    assert "Followed by:" not in client.get(out.get_absolute_url()).content.decode()
    following.publish(following.save_revision(user=ines), user=ines)
    flash = client.get(out.get_absolute_url()).content.decode()
    assert "Followed by:" in flash
    assert f'<a href="{following.get_absolute_url()}">Ferry freed at high water</a>' in flash
    assert "The story follows." not in flash
    page = client.get(following.get_absolute_url()).content.decode()
    assert "Update of:" in page
    assert f'<a href="{out.get_absolute_url()}">{WORDS}</a>' in page
    following.hold(by=ines, reason="Whose photo is it?", ground="rights")
    assert "Followed by:" not in client.get(out.get_absolute_url()).content.decode()


def test_the_front_page_leads_with_the_story_and_keeps_the_flash_at_its_time(
    client: Client, ines: User, publish: Callable[..., Story], out: Story
) -> None:
    publish("Fares rise", urgency=3)
    front = client.get("/en/").content.decode()
    assert WORDS in front.split('<p class="breaking">')[1].split("</p>")[0]
    assert "Fares rise" in front.split('class="lead-story')[1].split("</h2>")[0]
    following = out.follow(by=ines)
    following.headline = "Ferry freed"
    following.publish(following.save_revision(user=ines), user=ines)
    front = client.get("/en/").content.decode()
    assert '<p class="breaking">' not in front
    assert "Ferry freed" in front.split('class="lead-story')[1].split("</h2>")[0]
    assert WORDS in front.split('class="wire"')[1]
