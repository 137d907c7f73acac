"""The store: what is dropped is gone everywhere, and nothing that was overtaken is ever kept."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.delivery.cache.page import Page, page_of
from dateline.delivery.cache.store import Store
from dateline.lib import clock
from tests.delivery.asking import Clock

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Open the same folder again, as another process does."""
    opened = []

    def _open(disk: int = 10**8, memory: int = 10**7) -> Store:
        opened.append(Store(tmp_path / "pages", disk=disk, memory=memory))
        return opened[-1]

    yield _open
    for each in opened:
        each.close()


def a_page(text: str = "<p>Fares rise.", *tags: str, until: datetime | None = None, status: int = 200) -> Page:
    headers = [("Content-Type", "text/html")]
    return page_of(status, headers, text.encode(), frozenset(tags), until.timestamp() if until else None)


def body_of(page: Page | None) -> str | None:
    return page.ready[""][2].decode() if page else None


def test_a_page_is_kept_until_one_of_its_tags_is_dropped(open_store: Callable[..., Store]) -> None:
    store = open_store()
    assert store.keep("/en/", a_page("front", "front:en", "site"), store.begin())
    assert store.keep("/fa/", a_page("other", "front:fa", "site"), store.begin())
    assert store.drop(["front:en", "story:1"]) == 1
    assert (body_of(store.find("/en/")), body_of(store.find("/fa/"))) == (None, "other")
    assert store.drop(["site"]) == 1
    assert store.keys() == []
    assert not list(store.folder.glob("open/**/*.page*"))


def test_another_process_sees_the_drop_before_its_next_page(open_store: Callable[..., Store]) -> None:
    one, other = open_store(), open_store()
    one.keep("/en/", a_page("front", "front:en"), one.begin())
    assert body_of(other.find("/en/")) == "front"  # now in its memory too
    one.drop(["front:en"])
    assert other.find("/en/") is None


def test_a_page_that_was_overtaken_is_not_kept(open_store: Callable[..., Store]) -> None:
    store = open_store()
    began = store.begin()
    old = a_page("the old text", "story:1")
    store.drop(["story:1"])  # the change was committed while the page was made from the row before
    assert not store.keep("/en/news/1/a", old, began)
    assert store.find("/en/news/1/a") is None
    assert store.keep("/en/news/1/a", a_page("the new text", "story:1"), store.begin())


def test_a_page_that_another_process_s_drop_overtook_is_not_kept(open_store: Callable[..., Store]) -> None:
    one, other = open_store(), open_store()
    began = one.begin()
    other.drop(["story:1"])
    assert not one.keep("/en/news/1/a", a_page("the old text", "story:1"), began)


def test_a_drop_of_something_else_does_not_stand_in_the_way(open_store: Callable[..., Store]) -> None:
    store = open_store()
    began = store.begin()
    store.drop(["story:2"])
    assert store.keep("/en/news/1/a", a_page("text", "story:1"), began)


def test_clearing_overtakes_every_page_under_way(open_store: Callable[..., Store]) -> None:
    store = open_store()
    began = store.begin()
    store.clear()
    assert not store.keep("/en/news/1/a", a_page("text", "story:1"), began)


def test_a_drop_is_applied_once(open_store: Callable[..., Store]) -> None:
    store = open_store()
    store.drop(["story:1"], drop_id=7)
    store.keep("/en/news/1/a", a_page("new", "story:1"), store.begin())
    assert open_store().drop(["story:1"], drop_id=7) == 0
    assert body_of(store.find("/en/news/1/a")) == "new"


def test_a_drop_comes_by_the_clock(open_store: Callable[..., Store], time: Clock) -> None:
    store, other = open_store(), open_store()
    for each, tag in (("/en/", "front:en"), ("/fa/", "front:fa")):
        store.keep(each, a_page("before", tag), store.begin())
    assert other.find("/en/")
    store.drop_at(["front:en"], (NOON + timedelta(hours=1)).timestamp(), drop_id=3)
    time.pass_(3599)
    assert body_of(store.find("/en/")) == body_of(other.find("/en/")) == "before"
    time.pass_(1)
    assert other.find("/en/") is None
    assert store.find("/en/") is None
    assert body_of(store.find("/fa/")) == "before"


def test_a_page_begun_before_the_hour_is_not_kept_after_it(open_store: Callable[..., Store], time: Clock) -> None:
    store = open_store()
    store.drop_at(["front:en"], (NOON + timedelta(seconds=10)).timestamp(), drop_id=3)
    began = store.begin()
    time.pass_(10)
    assert not store.keep("/en/", a_page("before", "front:en"), began)
    assert store.keep("/en/", a_page("after", "front:en"), store.begin())


def test_a_drop_that_is_due_outlives_the_process(open_store: Callable[..., Store], time: Clock) -> None:
    store = open_store()
    store.keep("/en/", a_page("before", "front:en"), store.begin())
    store.drop_at(["front:en"], (NOON + timedelta(seconds=10)).timestamp(), drop_id=3)
    time.pass_(20)
    assert open_store().find("/en/") is None


def test_a_page_is_true_until_its_time(open_store: Callable[..., Store], time: Clock) -> None:
    store = open_store()
    store.keep("/en/", a_page("breaking", "front:en", until=NOON + timedelta(seconds=5)), store.begin())
    time.pass_(4.9)
    assert store.find("/en/")
    time.pass_(0.1)
    assert store.find("/en/") is None
    assert store.has_due(clock.seconds())
    store.tick()
    assert store.keys() == []
    assert not list(store.folder.glob("open/**/*.page*"))


def test_a_page_that_is_over_before_it_is_made_is_not_kept(open_store: Callable[..., Store], time: Clock) -> None:
    store = open_store()
    began = store.begin()
    time.pass_(5)
    assert not store.keep("/en/", a_page("late", until=NOON + timedelta(seconds=5)), began)


def test_a_rendering_that_takes_longer_than_drops_are_remembered_is_not_kept(
    open_store: Callable[..., Store], time: Clock
) -> None:
    store = open_store()
    began = store.begin()
    time.pass_(301)
    assert not store.keep("/en/", a_page("slow", "front:en"), began)


def test_who_slept_through_forgotten_drops_trusts_no_page(open_store: Callable[..., Store], time: Clock) -> None:
    store, sleeper = open_store(), open_store()
    store.keep("/en/", a_page("before", "front:en"), store.begin())
    assert sleeper.find("/en/")
    store.drop(["front:en"])
    time.pass_(3600)
    store.tick()  # forgets what was dropped an hour ago
    assert sleeper.find("/en/") is None


def test_the_oldest_goes_first(open_store: Callable[..., Store], time: Clock) -> None:
    store = open_store(disk=5_000)
    for number in range(10):
        store.keep(f"/en/{number}", a_page("x" * 500 + str(number)), store.begin())
        time.pass_(1)
    kept = store.keys()
    assert "/en/9" in kept
    assert "/en/0" not in kept
    assert store.stats()["bytes"] <= 5_000


def test_memory_is_bounded_and_the_files_have_the_rest(open_store: Callable[..., Store]) -> None:
    store = open_store(memory=20_000)
    for number in range(40):
        store.keep(f"/en/{number}", a_page("x" * 500 + str(number)), store.begin())
    assert store._memory.size <= 20_000
    assert body_of(store.find("/en/0")) == "x" * 500 + "0"


def test_after_a_boot_of_the_machine_the_store_begins_anew(open_store: Callable[..., Store], tmp_path: Path) -> None:
    store = open_store()
    store.keep("/en/", a_page("front", "front:en"), store.begin())
    (tmp_path / "pages" / "boot").write_text("another boot")
    assert open_store().keys() == []
    assert not (tmp_path / "pages" / "open").exists()


def test_what_somebody_keeps_in_the_folder_stays(open_store: Callable[..., Store], tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "00001.txt").write_text("A captured page.")
    open_store().keep("/en/", a_page("front"), open_store().begin())
    (tmp_path / "pages" / "boot").write_text("another boot")
    assert open_store().keys() == []
    assert (tmp_path / "pages" / "00001.txt").read_text() == "A captured page."


def test_another_release_begins_anew(open_store: Callable[..., Store]) -> None:
    store = open_store()
    store.begin_release("1")
    store.keep("/en/", a_page("front"), store.begin())
    store.begin_release("1")
    assert store.find("/en/")
    store.begin_release("2")
    assert store.find("/en/") is None


@pytest.mark.parametrize("harm", ["gone", "another page's"])
def test_a_file_that_is_not_the_page_is_not_sent(open_store: Callable[..., Store], harm: str) -> None:
    store = open_store()
    store.keep("/en/", a_page("front"), store.begin())
    file = store.folder / "open" / "en" / "index.page"
    file.unlink() if harm == "gone" else file.write_text("something else")
    assert open_store().find("/en/") is None


def test_a_folder_that_cannot_be_written_costs_only_the_rendering(
    open_store: Callable[..., Store], caplog: pytest.LogCaptureFixture
) -> None:
    store = open_store()
    began = store.begin()
    (store.folder / "aside").write_text("in the way")
    assert not store.keep("/en/", a_page("front"), began)
    assert "could not be stored" in caplog.text


STEPS = st.lists(st.tuples(st.sampled_from(["write", "render", "find"]), st.booleans()), min_size=6, max_size=30)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_interleaving_leaves_a_stale_page(steps: list[Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    """One story, two processes. Each step of the writer (commit, drop) and of two renderers (begin, read, keep) may
    fall anywhere among the others'; no page is ever sent that is older than the last drop of its tag."""
    folder = tmp_path_factory.mktemp("store") / "pages"
    stores = [Store(folder, disk=10**7, memory=10**6) for _ in range(2)]
    text, dropped, is_committed = 0, 0, False
    rendering: dict[bool, list[Any]] = {False: [], True: []}
    try:
        for step, process in steps:
            store, under_way = stores[process], rendering[process]
            if step == "write" and not is_committed:
                text, is_committed = text + 1, True
            elif step == "write":
                store.drop(["story:1"])
                dropped, is_committed = text, False
            elif step == "render" and len(under_way) < 2:
                under_way.append(text if under_way else store.begin())
            elif step == "render":
                store.keep("/en/news/1/a", a_page(str(under_way.pop()), "story:1"), under_way.pop())
            else:
                found = store.find("/en/news/1/a")
                assert found is None or int(body_of(found) or 0) >= dropped
    finally:
        for store in stores:
            store.close()
