"""Where a story went, as the desk's page tells it: waiting, confirmed, not known of, still live, on whose machine."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from dateline.delivery.cache.following import Follower, forget_old
from dateline.delivery.cache.store import Store
from dateline.delivery.caches_in_front.sending import send_one
from dateline.delivery.caches_in_front.varnish import Varnish
from dateline.delivery.models import Drop, PageStore, Purge
from dateline.people.models import User
from dateline.stories.models import Photo, Story
from tests.delivery.asking import Clock, Site
from tests.delivery.caches_in_front.remote import Remote, listening
from tests.delivery.test_photos_in_a_bucket import away
from tests.object_storage import TestBucket


class Desk:
    """The page of one story, and the machine and the cache that it tells of."""

    def __init__(self, client: Client, time: Clock, chief: User, commit: Any) -> None:
        self._client, self._time, self._follower = client, time, Follower()
        self._chief, self._commit = chief, commit

    def follow(self) -> None:
        self._time.pass_(3)
        self._follower.step()

    def kill(self, story: Story) -> None:
        with self._commit(execute=True):
            story.kill(by=self._chief, reason="She was promised.", ground="safety")

    def page(self, story: Story) -> str:
        page = self._client.get(f"/desk/stories/{story.pk}/where-it-went/").content.decode()
        return re.sub(r"\s+", " ", page)

    def still_live(self, story: Story) -> str:
        """What stands in the box at the top."""
        return self.page(story).partition('<h2 id="still-live">')[2].partition("</section>")[0]

    def send_again(self, story: Story) -> int:
        with self._commit(execute=True):
            return self._client.post(f"/desk/stories/{story.pk}/where-it-went/again/").status_code


@pytest.fixture
def desk(client: Client, chief: User, store: Store, time: Clock, django_capture_on_commit_callbacks: Any) -> Desk:
    client.force_login(chief)
    return Desk(client, time, chief, django_capture_on_commit_callbacks)


@pytest.fixture
def cache(settings: Any, ferry: Story) -> Iterator[Remote]:
    """Stands in front since after the ferry was out."""
    with listening() as remote:
        settings.CACHES_IN_FRONT = [Varnish(remote.host)]
        yield remote


def test_a_kill_is_still_live_until_server_and_cache_have_confirmed(
    desk: Desk, cache: Remote, time: Clock, ferry: Story, chief: User
) -> None:
    desk.follow()
    desk.kill(ferry)
    box = desk.still_live(ferry)
    address = settings.BASE_URL + ferry.get_absolute_url()
    assert (box.count("waits since 1 Mar 2026, 12:00:03"), box.count(f">{address}</bdi>")) == (2, 2)
    desk.follow()
    assert "Page store of a server" not in desk.still_live(ferry)
    assert "confirmed at 1 Mar 2026, 12:00:06" in desk.page(ferry)
    cache.answers = [503, 200, 200]
    for _ in range(2):
        send_one(Varnish(cache.host))
    assert f"tried 1 time, last answer: <bdi>{cache.host} answered 503 Service Unavailable.</bdi>" in (
        desk.still_live(ferry)
    )
    time.pass_(2)
    for _ in range(2):
        send_one(Varnish(cache.host))
    assert "and is told once more" in desk.page(ferry)
    assert "Every server and cache has confirmed it once." in desk.still_live(ferry)
    time.pass_(6)
    for _ in range(2):
        send_one(Varnish(cache.host))
    assert "Nowhere: every server and cache has confirmed the last change" in desk.still_live(ferry)


def test_a_server_that_died_is_told_as_such_and_struck_off_after_two_days_and_the_record_stays(
    desk: Desk, time: Clock, ferry: Story, chief: User
) -> None:
    desk.follow()
    long_before = time.now - timedelta(days=9)
    PageStore.objects.create(name="web-2:/pages", began_at=long_before, seen_at=time.now)
    time.pass_(120)
    desk.kill(ferry)
    desk.follow()
    box = desk.still_live(ferry)
    assert "web-2:/pages" in box
    assert "Not seen since 1 Mar 2026, 12:00:03" in box
    assert "Cache in front" not in desk.page(ferry)
    time.pass_(2 * 24 * 3600)
    desk.follow()
    forget_old()
    PageStore.objects.create(name="web-3:/pages", began_at=time.now, seen_at=time.now)
    assert "web-2" not in desk.page(ferry)
    assert "Nowhere" in desk.still_live(ferry)
    assert "confirmed at 1 Mar 2026, 12:02:06" in desk.page(ferry)


def test_nothing_is_taken_for_confirmed_of_which_there_is_no_record(
    desk: Desk, cache: Remote, time: Clock, ferry: Story, chief: User
) -> None:
    desk.follow()
    desk.kill(ferry)
    desk.follow()
    Drop.objects.all().delete()
    box = desk.still_live(ferry)
    assert "Nowhere" not in box
    assert box.count("there is no record that it was told") == 2
    assert desk.send_again(ferry) == 302
    for seconds in (1, 6):
        desk.follow()
        time.pass_(seconds)
        send_one(Varnish(cache.host))
    assert "Nowhere" in desk.still_live(ferry)


def test_sending_again_hastens_what_waits_and_else_drops_all_that_may_show_the_story(
    desk: Desk, cache: Remote, time: Clock, ferry: Story, chief: User
) -> None:
    desk.follow()
    desk.kill(ferry)
    cache.answers = [503, 503]
    time.pass_(1)
    for _ in range(2):
        send_one(Varnish(cache.host))
    assert Purge.objects.filter(due_at__gt=time.now).count() == 2
    desk.send_again(ferry)
    assert (Purge.objects.filter(due_at__lte=time.now).count(), Drop.objects.exclude(notice=None).count()) == (2, 2)
    for seconds in (0, 6):
        time.pass_(seconds)
        for _ in range(2):
            send_one(Varnish(cache.host))
    desk.send_again(ferry)
    newest = Drop.objects.latest("pk")
    assert newest.notice == ferry.notices.get()
    assert {f"story:{ferry.news_id}", f"headline:{ferry.news_id}", "sitemap", "kills:en"} <= set(newest.tags)
    assert "waits since" in desk.still_live(ferry)


def test_a_cache_that_is_away_for_a_week_is_told_of_a_kill_when_it_is_back(
    desk: Desk, cache: Remote, time: Clock, ferry: Story, chief: User
) -> None:
    desk.kill(ferry)
    time.pass_(7 * 24 * 3600)
    forget_old()
    assert "waits since 1 Mar 2026, 12:00:00" in desk.still_live(ferry)
    send_one(Varnish(cache.host))
    assert f"story:{ferry.news_id}" in cache.requests[0]


def test_a_purge_behind_others_tells_what_the_cache_said_last(
    desk: Desk, cache: Remote, time: Clock, ferry: Story, publish: Callable[..., Story]
) -> None:
    desk.kill(publish("The quay is mended"))
    desk.kill(ferry)
    time.pass_(1)
    cache.answers = [503]
    send_one(Varnish(cache.host))
    assert f"others wait before it, last answer: <bdi>{cache.host} answered 503" in desk.still_live(ferry)


def test_what_was_never_changed_has_nothing_to_let_go_of(desk: Desk, ferry: Story, write: Callable[..., Story]) -> None:
    desk.follow()
    assert "Nothing that readers know of this story was changed" in desk.page(ferry)
    assert "never out" in desk.page(write("A draft"))


def test_where_no_server_ever_kept_a_page_nothing_is_claimed(desk: Desk, ferry: Story, chief: User) -> None:
    desk.kill(ferry)
    assert "nothing is known" in desk.still_live(ferry)


def test_copies_of_photos_that_could_not_be_taken_away_are_still_live(
    desk: Desk, bucket: TestBucket, quay: Photo, publish: Any, site: Site, settings: Any
) -> None:
    story, reached = publish("The quay is mended", photo=quay), settings.STORAGES
    desk.follow()
    copy = re.findall(r"/media/images/quay[\w.-]+", site.get(story.get_absolute_url()).text)[0]
    away(bucket, settings)
    desk.kill(story)
    desk.follow()
    box = desk.still_live(story)
    assert "Sized copies of photos" in box
    assert copy in box
    settings.STORAGES = reached
    desk.send_again(story)
    desk.follow()
    assert "Nowhere" in desk.still_live(story)
    assert copy.removeprefix("/media/") not in bucket.files()


def test_it_asks_no_more_for_more_notices(
    desk: Desk, cache: Remote, ferry: Story, chief: User, django_assert_max_num_queries: Any
) -> None:
    desk.follow()
    ferry.hold(by=chief, reason="Is it so?", ground="error")
    desk.page(ferry)
    with django_assert_max_num_queries(60) as few:
        desk.page(ferry)
    for _ in range(3):
        ferry.release(by=chief, reason="Right.")
        ferry.hold(by=chief, reason="Is it so?", ground="error")
    with django_assert_max_num_queries(len(few)):
        desk.page(ferry)
