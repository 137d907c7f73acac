"""A page store tells the database that it is there and what it has applied, and follows whether or not it can."""

from typing import Any

import pytest
from django.db import DatabaseError

from dateline.delivery import purging
from dateline.delivery.cache.confirming import name_of_this_store
from dateline.delivery.cache.following import Follower, forget_old
from dateline.delivery.cache.store import Store
from dateline.delivery.models import Confirmation, Drop, PageStore
from dateline.people.models import User
from dateline.stories.models import Story
from tests.delivery.asking import Clock, Site


def follow(follower: Follower, time: Clock) -> None:
    time.pass_(3)
    follower.step()


def test_a_store_confirms_what_follows_from_a_notice_and_nothing_else(
    store: Store, time: Clock, ferry: Story, chief: User
) -> None:
    follower = Follower()
    follow(follower, time)
    ferry.hold(by=chief, reason="Is it so?", ground="error")
    purging.drop(["front:en"])
    assert not Confirmation.objects.exclude(at=None).exists()
    follow(follower, time)
    of_the_hold = set(Drop.objects.exclude(notice=None).values_list("pk", flat=True))
    assert len(of_the_hold) == 2
    assert set(Confirmation.objects.exclude(at=None).values_list("drop", "store", "at")) == {
        (pk, name_of_this_store(), time.now) for pk in of_the_hold
    }
    follow(Follower(), time)  # another process of the machine, which has the same to say
    assert Confirmation.objects.exclude(at=None).count() == 2


def test_a_store_signs_from_time_to_time_and_is_forgotten_after_two_days(store: Store, time: Clock, db: None) -> None:
    follower = Follower()
    follow(follower, time)
    follow(follower, time)
    began = PageStore.objects.get().began_at
    time.pass_(60)
    follow(follower, time)
    assert (PageStore.objects.get().seen_at, PageStore.objects.get().began_at) == (time.now, began)
    time.pass_(2 * 24 * 3600 + 1)
    forget_old()
    assert not PageStore.objects.exists()


def test_a_store_that_the_database_does_not_know_begins_anew(
    store: Store, time: Clock, site: Site, ferry: Story
) -> None:
    follower = Follower()
    follow(follower, time)
    site.get(ferry.get_absolute_url())
    follow(follower, time)
    assert store.keys()
    PageStore.objects.all().delete()
    time.pass_(60)
    follow(follower, time)
    follow(follower, time)
    assert store.keys() == []
    assert PageStore.objects.get().began_at == time.now


def test_a_database_that_takes_no_rows_does_not_keep_a_store_from_following(
    store: Store, time: Clock, ferry: Story, chief: User, monkeypatch: pytest.MonkeyPatch, site: Site
) -> None:
    follower = Follower()
    follow(follower, time)

    def full(*_: Any) -> None:
        raise DatabaseError("database or disk is full")

    site.get(ferry.get_absolute_url())
    with monkeypatch.context() as broken:
        broken.setattr("dateline.delivery.cache.confirming.Confirmation.objects.note", full)
        ferry.kill(by=chief, reason="She was promised.", ground="safety")
        follow(follower, time)
        assert store.find(ferry.get_absolute_url()) is None
    assert not Confirmation.objects.exclude(at=None).exists()
    follow(follower, time)
    assert Confirmation.objects.exclude(at=None).count() == 2
