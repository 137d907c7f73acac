"""A moderator rules on a hundred comments by the keyboard alone; a second answers an appeal on a phone, in Persian."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Agency
from tests.journeys.seeding import seed

HUNDRED = 100
NUMBERED = """
under = story("en", 3)
sent = [send(under, f"Reader {n}", f"Pilot number {n} says: {words[n % 4]} {n * 7919 % 1000}.", n) for n in range(100)]
made = {"first": sent[0].pk, "last": sent[-1].pk, "story": under.news_id}
"""
WORDS = ["the channel silts up in", "nobody asked us about", "the tugs cost more than", "the pier will need"]
RULED = """
from collections import Counter
found = Comment.objects.filter(pk__range=(int(first), int(last)))
rows = [(d.outcome, d.clause_number, d.decided_by.username) for c in found for d in c.decisions.all()]
made = {"states": Counter(found.values_list("state", flat=True)), "rows": sorted(Counter(map(str, rows)).items())}
"""
REFUSED = """
comment = send(story("fa", 2), "رها", "این لایحه را هیچ‌کس از میان ما نخوانده است.", 1)
refuse(comment, "این دیدگاه به کسی توهین می‌کند.")
made = {"receipt": f"/receipts/{comment.receipt_token}", "story": comment.story.get_absolute_url()}
"""
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def only_ours(complaints: list[str]) -> Iterator[Callable[[Page], None]]:
    """Leave Wagtail's scripts and styles away, which a hundred pages would load again; other journeys try them."""

    def _only_ours(page: Page) -> None:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setBlockedURLs", {"urls": ["*wagtailadmin*", "*sprite*", "*.css*", "*jsi18n*"]})

    yield _only_ours
    complaints[:] = [line for line in complaints if "ERR_BLOCKED_BY_CLIENT" not in line]


def test_a_moderator_decides_a_hundred_comments_by_keyboard_alone(
    desk: Callable[..., Page], agency: Agency, only_ours: Callable[[Page], None]
) -> None:
    own = seed(agency, NUMBERED, words=WORDS)
    page = desk("mara")
    only_ours(page)
    page.goto(f"/desk/comments/?kind=new&sort=age&story={own['story']}")
    _tab_to(page, f"a[href^='/desk/comments/{own['first']}/']")
    _press(page, "Enter")
    for number in range(HUNDRED):
        if number % 3 == 0:
            _press(page, "s")
        else:
            page.keyboard.press("2")
            _press(page, "r")
    ruled: Any = seed(agency, RULED, first=str(own["first"]), last=str(own["last"]))
    assert ruled["states"] == {"shown": 34, "refused": 66}
    assert ruled["rows"] == [["('refuse', 2, 'mara')", 66], ["('show', None, 'mara')", 34]]


def test_an_appeal_is_answered_by_a_second_moderator_on_a_phone_in_persian(
    desk: Callable[..., Page], open_window: Callable[..., Page], agency: Agency
) -> None:
    own = seed(agency, REFUSED)
    reader = open_window(**PHONE)
    reader.goto(str(own["receipt"]))
    expect(reader.get_by_role("heading", level=1)).to_have_text("دیدگاه شما نمایش داده نشد")
    reader.get_by_label("چرا دیدگاهتان قواعد را رعایت می‌کند").fill("نقد لایحه توهین به کسی نیست.")
    reader.get_by_role("button", name="فرستادن اعتراض").click()
    expect(reader.get_by_role("heading", name="اعتراض شما")).to_be_visible()
    _fits(reader)

    second = desk("nilufar", **PHONE)
    expect(second.locator("html")).to_have_attribute("dir", "rtl")
    second.goto("/desk/comments/appeals/")
    second.get_by_role("link", name="نقد لایحه توهین").first.click()
    second.get_by_role("radio", name="برگردانده شد").check()
    second.get_by_label("پاسخ به خواننده").fill("درست می‌گویید: سخن از لایحه است، نه از کسی.")
    _fits(second)
    second.get_by_role("button", name="پاسخ", exact=True).click()
    expect(second.get_by_text("به اعتراض پاسخ داده شد؛ رسید خواننده آن را می‌گوید.").first).to_be_visible()

    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("دیدگاه شما نمایش داده شد")
    expect(reader.get_by_role("heading", name="حق با شما بود: تصمیم برگردانده شد")).to_be_visible()
    expect(reader.get_by_text("درست می‌گویید: سخن از لایحه است، نه از کسی.")).to_be_visible()
    _fits(reader)
    reader.goto(str(own["story"]))
    expect(reader.get_by_text("این لایحه را هیچ‌کس از میان ما نخوانده است.")).to_be_visible()


def _press(page: Page, key: str) -> None:
    with page.expect_navigation(wait_until="domcontentloaded"):  # by then the page hears its keys
        page.keyboard.press(key)


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"300 steps of the Tab key do not lead to {wanted}.")


def _fits(page: Page) -> None:
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
