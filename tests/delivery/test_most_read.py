"""The most-read list of a front page: off until it is wanted, never what readers may not see, dropped rarely."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from dateline.delivery.cache.store import Store
from dateline.delivery.counting import Counting
from dateline.delivery.models import Drop
from dateline.people.models import User
from dateline.stories import tags
from dateline.stories.models import Appearance, Edition, MostRead, ReadsInHour, Story
from dateline.stories.models.most_read import renew_where_due
from dateline.stories.models.reads import hour_of
from tests.delivery.asking import Clock, Site

Headlines = Callable[[], list[str]]


@pytest.fixture
def listed(en: Edition) -> Appearance:
    return Appearance.objects.create(edition=en, shows_most_read=True)


@pytest.fixture
def stories(publish: Any, time: Clock) -> list[Story]:
    """Seven stories, the first one read most, all in the hour before."""
    made = [publish(f"Story {number}") for number in range(7)]
    _read(*made, at=time)
    return made


@pytest.fixture
def headlines(site: Site) -> Headlines:
    def _headlines() -> list[str]:
        found = re.search(r'<section class="most-read".*?</section>', site.get("/en/").text, re.S)
        return re.findall(r"<a [^>]+>([^<]+)</a>", found[0]) if found else []

    return _headlines


def _read(*stories: Story, at: Clock, times: int = 10) -> None:
    hour = hour_of(at.now - timedelta(hours=1))
    ReadsInHour.objects.add({(hour, story.pk): times - place for place, story in enumerate(stories)})


def test_no_front_page_lists_them_until_somebody_wants_it(
    site: Site, stories: list[Story], headlines: Headlines, time: Clock, django_capture_on_commit_callbacks: Any
) -> None:
    time.pass_(120)
    counts = Counting(site.front)
    counts.step()
    assert headlines() == []
    assert not MostRead.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        Appearance.objects.create(edition=Edition.objects.get(), shows_most_read=True)
        counts.step()
    assert headlines() == [f"Story {number}" for number in range(5)]


def test_the_hour_that_is_not_over_does_not_count(listed: Appearance, publish: Any, time: Clock) -> None:
    story = publish("Ferry")
    ReadsInHour.objects.add({(hour_of(time.now), story.pk): 9})
    ReadsInHour.objects.add({(hour_of(time.now) - timedelta(hours=26), story.pk): 9})
    renew_where_due(time.now)
    assert MostRead.objects.get().stories == []
    time.pass_(3600 + 61)
    renew_where_due(time.now)
    assert MostRead.objects.get().stories == [story.pk]


@pytest.mark.parametrize("verb", ["hold", "kill"])
def test_what_is_taken_back_is_gone_from_it_at_once(
    site: Site, listed: Appearance, stories: list[Story], headlines: Headlines, time: Clock, ines: User, verb: str,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    time.pass_(120)
    renew_where_due(time.now)
    assert headlines()[1] == "Story 1"
    with django_capture_on_commit_callbacks(execute=True):
        getattr(stories[1], verb)(by=ines, reason="Wrong.", ground="error", text="")
    assert headlines() == ["Story 0", "Story 2", "Story 3", "Story 4", "Story 5"]
    assert tags.unseen(stories[1].pk) in site.get("/en/").tags
    if verb == "hold":
        with django_capture_on_commit_callbacks(execute=True):
            stories[1].release(by=ines, reason="It was right.")
        assert headlines()[:2] == ["Story 0", "Story 1"]


def test_the_list_never_takes_in_what_readers_may_not_see(
    listed: Appearance, stories: list[Story], later: Story, headlines: Headlines, time: Clock, ines: User
) -> None:
    stories[0].kill(by=ines, reason="Wrong.", ground="error", text="")
    _read(later, at=time, times=90)
    time.pass_(120)
    renew_where_due(time.now)
    assert MostRead.objects.get().stories == [story.pk for story in stories[1:]]
    assert headlines()[0] == "Story 1"


def test_its_pages_are_dropped_only_when_readers_see_another_list(
    listed: Appearance, stories: list[Story], headlines: Headlines, store: Store, time: Clock,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    def next_hour(*read: Story, times: int) -> tuple[bool, int]:
        """Whether the front page is still stored after the next turn, and how many drops that wrote."""
        time.pass_(3600)
        _read(*read, at=time, times=times)
        headlines()
        before = Drop.objects.count()
        with django_capture_on_commit_callbacks(execute=True):
            renew_where_due(time.now)
        is_kept = store.find("/en/") is not None
        return is_kept, Drop.objects.count() - before

    time.pass_(120)
    assert next_hour(times=0) == (False, 1)  # the first list there is
    assert next_hour(stories[0], times=3) == (True, 0)
    assert next_hour(stories[6], times=1) == (True, 0)  # an order that nobody sees
    assert next_hour(stories[6], times=40) == (False, 1)
    assert headlines()[:2] == ["Story 6", "Story 0"]


def test_two_servers_work_it_out_once(
    listed: Appearance, stories: list[Story], time: Clock, django_assert_num_queries: Any
) -> None:
    time.pass_(120)
    renew_where_due(time.now)
    with django_assert_num_queries(1):
        renew_where_due(time.now)


def test_a_persian_list_counts_in_persian(site: Site, fa: Edition, publish: Any, time: Clock) -> None:
    Appearance.objects.create(edition=fa, shows_most_read=True)
    _read(publish("تیتر فارسی", edition=fa), at=time)
    time.pass_(120)
    renew_where_due(time.now)
    page = site.get("/fa/").text
    assert '<h2 class="label" id="most-read-title">پرخواننده‌ترین‌ها</h2>' in page
    assert '<ol class="in-arabext">' in page


def test_a_list_costs_the_front_page_three_queries(
    client: Any, listed: Appearance, stories: list[Story], time: Clock, django_assert_max_num_queries: Any
) -> None:
    Appearance.objects.update(shows_most_read=False)
    with django_assert_max_num_queries(20) as without:
        client.get("/en/")
    Appearance.objects.update(shows_most_read=True)
    time.pass_(120)
    renew_where_due(time.now)
    with django_assert_max_num_queries(len(without) + 3):
        assert "Most read" in client.get("/en/").content.decode()
