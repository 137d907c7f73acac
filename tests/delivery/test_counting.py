"""Reads are counted by story and hour from what the front sends, and written while nobody waits."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import OperationalError, connections

from dateline.delivery import counting
from dateline.delivery.cache import warming
from dateline.delivery.cache.store import Store
from dateline.delivery.counting import Counting
from dateline.stories.models import Edition, ReadsInHour, Story
from tests.delivery.asking import Clock, Site

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
OPERA_MINI = (
    "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80 (S60; SymbOS; Opera Mobi/23.348; U; en) Presto/2.5.25 Version/10.54"
)
ROBOTS = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0 Safari/537.36",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_5) Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0 A",
    "curl/8.14.1",
    "",
)


def _written(site: Site) -> list[tuple[datetime, int]]:
    Counting(site.front).step()
    return list(ReadsInHour.objects.values_list("hour", "count"))


def test_a_story_read_again_and_again_is_one_row_an_hour(site: Site, ferry: Story, time: Clock) -> None:
    page, counts = ferry.get_absolute_url(), Counting(site.front)
    first = site.get(page, user_agent=FIREFOX)  # for whom it is rendered
    site.get(page, user_agent=OPERA_MINI)
    counts.step()
    unchanged = site.get(page, user_agent=FIREFOX, if_none_match=first.headers["etag"])
    counts.step()
    time.pass_(3600)
    site.get(page, user_agent=FIREFOX)
    counts.step()
    assert unchanged.status == 304
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert list(ReadsInHour.objects.values_list("story", "hour", "count")) == [
        (ferry.pk, noon, 3),
        (ferry.pk, noon.replace(hour=13), 1),
    ]


@pytest.mark.parametrize("robot", ROBOTS)
def test_a_robot_is_no_reader(site: Site, ferry: Story, robot: str) -> None:
    site.get(ferry.get_absolute_url(), user_agent=robot)
    site.get(ferry.get_absolute_url(), user_agent=robot)
    assert _written(site) == []


def test_what_nobody_looks_at_is_no_read(site: Site, store: Store, ferry: Story) -> None:
    page = ferry.get_absolute_url()
    site.ask("HEAD", page, user_agent=FIREFOX)
    site.get(page, user_agent=FIREFOX, sec_purpose="prefetch;prerender")
    site.get(page, user_agent=FIREFOX, purpose="prefetch")
    warming.warm(site.front, [page])
    assert _written(site) == []


def test_only_a_story_s_own_page_is_one_of_its_reads(site: Site, ferry: Story, ines: Any) -> None:
    page, number = ferry.get_absolute_url(), ferry.news_id
    others = ("/en/", f"/news/{number}", f"/en/news/{number}", f"/en/news/{number}/other", f"{page}/versions",
              f"{page}/comments", f"/en/news/{number}/card-1.jpg", "/en/news/999999/nothing")  # fmt: skip
    for address in others:
        site.get(address, user_agent=FIREFOX)
        site.get(address, user_agent=FIREFOX)
    assert _written(site) == []
    ferry.kill(by=ines, reason="Wrong.", ground="error", text="")
    assert site.get(page, user_agent=FIREFOX).status == 410
    assert _written(site) == []


def test_a_page_that_comes_from_the_files_is_counted_too(site: Site, store: Store, ferry: Story) -> None:
    site.get(ferry.get_absolute_url())
    store._memory.clear()
    site.get(ferry.get_absolute_url(), user_agent=FIREFOX)
    assert [count for _hour, count in _written(site)] == [1]


def test_a_reader_never_waits_for_the_database(
    site: Site, ferry: Story, django_assert_num_queries: Callable[..., Any]
) -> None:
    site.get(ferry.get_absolute_url())
    with django_assert_num_queries(0):
        site.get(ferry.get_absolute_url(), user_agent=FIREFOX)


def test_what_the_database_does_not_take_is_kept(site: Site, ferry: Story, time: Clock, monkeypatch: Any) -> None:
    counts = Counting(site.front)
    site.get(ferry.get_absolute_url(), user_agent=FIREFOX)
    with monkeypatch.context() as away:
        away.setattr(ReadsInHour.objects, "add", _fail)
        with pytest.raises(OperationalError):
            counts.step()
    time.pass_(3600)
    site.get(ferry.get_absolute_url(), user_agent=FIREFOX)
    counts.step()
    assert [count for _hour, count in ReadsInHour.objects.values_list("hour", "count")] == [1, 1]


def _fail(_counts: Any) -> None:
    raise OperationalError("away")


def test_what_is_read_while_it_is_counted_is_neither_lost_nor_counted_twice(
    committed: None, site_of: Callable[[Any], Site], at_once: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = Edition.objects.create(code="en", name="English", language="en", agency_name="H", tag_entity="h.e,2026")
    story = Story(edition=edition, headline="Ferry fares rise")
    story.save()
    site = site_of(_page)
    address = f"/en/news/{story.news_id}/ferry"
    site.get(address)
    monkeypatch.setattr(counting, "PAUSE", 0.001)
    stopping = threading.Event()
    counter = threading.Thread(target=_count, args=[Counting(site.front), stopping])
    counter.start()
    at_once(lambda _: [site.get(address, user_agent=FIREFOX) for _ in range(200)])
    stopping.set()
    counter.join(timeout=30)
    assert sum(ReadsInHour.objects.values_list("count", flat=True)) == 8 * 200


def _page(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "public")])
    return [b"<p>The text.</p>"]


def _count(counts: Counting, stopping: threading.Event) -> None:
    try:
        counts.keep(stopping)
    finally:
        connections.close_all()
