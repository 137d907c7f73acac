"""The desk's own pages: no fault found by axe, whole on a phone, a comment ruled on by two keys."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

OURS = [
    "/desk/",
    "/desk/stories/",
    "/desk/stories/1/topics/",
    "/desk/stories/1/reads/",
    "/desk/most-read/",
    "/desk/topics/",
    "/desk/topics/1/merge/",
    "/desk/comments/",
    "/desk/comments/?state=refused",
    "/desk/comments/1/",
    "/desk/house-rules/",
    "/desk/house-rules/inspect/1/",
    "/desk/photos/missing/",
    "/desk/scores/?edition=en&attribute=INSULT&value=0.7",
    "/desk/readers/",
    "/desk/comments/reports/",
    "/desk/comments/passed/?of=threats",
    "/desk/comments/bans/",
]
SCROLLS = "document.documentElement.scrollWidth > innerWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_of_ours(scheme: str, desk: Callable[..., Page]) -> None:
    page = desk("ada", color_scheme=scheme)
    for address in OURS:
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


def test_axe_finds_no_fault_where_a_colleague_reads_and_where_several_are_decided(desk: Callable[..., Page]) -> None:
    mara, page = desk("mara"), desk("ada")
    queue = "/desk/comments/?kind=new&sort=age"
    mara.goto(queue)
    mara.locator(".desk-rows .title a").first.click()
    expect(mara.get_by_role("button", name="Keys")).to_be_visible()
    page.goto(mara.url)
    expect(page.locator(".desk-lease")).to_contain_text("is reading this comment")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.goto(queue)
    page.locator("[name=ticked]").first.check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".desk-listed")).to_contain_text("is reading it")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_shows_them_without_scrolling_sideways(desk: Callable[..., Page]) -> None:
    page = desk("ada", viewport={"width": 360, "height": 720})
    for address in OURS:
        page.goto(address)
        assert not page.evaluate(SCROLLS), address


def test_two_keys_refuse_a_comment_and_open_the_next(desk: Callable[..., Page]) -> None:
    page = desk("mara")
    page.goto("/desk/comments/?kind=new&sort=age")
    page.locator(".desk-rows a").first.click()
    expect(page).to_have_url(re.compile(r"/desk/comments/\d+/"))
    expect(page.get_by_role("button", name="Keys")).to_be_visible()  # the script has run
    first = page.url
    page.keyboard.press("2")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(page.get_by_label("Sentence to the reader")).to_have_value(re.compile("insults a person|توهین"))
    page.keyboard.press("r")
    expect(page.locator(".messages")).to_contain_text("refused")
    assert page.url != first
    page.goto(first)
    expect(page.locator(".desk-decisions")).to_contain_text("Refused by Mara Venn, clause 2")


def test_the_keys_are_explained_and_leave_somebody_who_writes_alone(desk: Callable[..., Page]) -> None:
    page = desk("mara")
    page.goto("/desk/comments/1/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_label("Sentence to the reader").fill("")
    page.keyboard.type("sr1?")
    expect(page.get_by_label("Sentence to the reader")).to_have_value("sr1?")
    expect(page).to_have_url(re.compile(r"/desk/comments/1/"))
