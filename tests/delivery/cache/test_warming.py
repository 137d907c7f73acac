"""Pages made before anybody asks: what was read most, right after a drop; what readers meet first, by a command."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dateline.delivery.cache import warming
from dateline.delivery.cache.store import Store
from dateline.delivery.cache.warming import Refilling
from dateline.stories.models import Edition, Section, Story
from tests.delivery.asking import Site


def test_what_readers_ask_for_is_made_again_after_a_drop(site: Site, store: Store, ferry: Story, publish: Any) -> None:
    quiet = publish("Nobody reads this")
    hot = ferry.get_absolute_url()
    for address in ("/en/", hot, quiet.get_absolute_url()):
        site.get(address)
    for _ in range(5):
        site.get(hot)
    refilling = Refilling(site.front, store)
    store.drop(["site"])
    assert store.lost.is_set()
    site.rendered.clear()
    refilling.step()
    assert site.rendered == ["/en/", hot]  # the front in any case, the quiet story not
    assert not site.get(hot).was_rendered
    assert not store.lost.is_set()


def test_a_refill_gives_way_to_readers(site: Site, store: Store, en: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[float, list[str]]] = []
    monkeypatch.setattr(warming.REQUESTS, "give_way", lambda most: given.append((most, list(site.rendered))))
    site.get("/en/")
    store.drop(["site"])
    site.rendered.clear()
    Refilling(site.front, store).step()
    assert given == [(warming.GIVES_WAY, [])]  # once for each page, before it is made
    assert site.rendered == ["/en/"]


def test_a_page_that_fails_is_left_to_its_next_reader(
    site: Site, store: Store, en: Edition, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site.get("/en/")
    store.drop(["site"])
    monkeypatch.setattr(warming, "warm", lambda *_: 1 / 0)
    Refilling(site.front, store).step()
    assert "next reader" in caplog.text


def test_warming_stores_what_readers_meet_first(
    site: Site, store: Store, ferry: Story, harbour: Section, fa: Edition
) -> None:
    warming.warm(site.front, warming.worth_warming(10))
    assert {"/", "/en/", "/fa/", "/en/feed.rss", "/en/section/economy", ferry.get_absolute_url()} <= set(store.keys())
    before = len(site.rendered)
    warming.warm(site.front, warming.worth_warming(10))
    assert len(site.rendered) == before


def test_the_command_drops_and_counts(
    site: Site, store: Store, ferry: Story, capsys: Any, django_capture_on_commit_callbacks: Any
) -> None:
    site.get("/en/")
    site.get(ferry.get_absolute_url())
    call_command("pages", "stats")
    assert "2  pages\n" in capsys.readouterr().out
    with django_capture_on_commit_callbacks(execute=True):
        call_command("pages", "drop", f"story:{ferry.news_id}")
    assert store.keys() == ["/en/"]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("pages", "drop", "--all")
    assert store.keys() == []
    with pytest.raises(CommandError, match="Name the tags"):
        call_command("pages", "drop")
