"""A reader's text is there again after the line or the page was lost, and gone once it was sent; what fits is told."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

HEADLINE = "Ferries halted across Velmara"
TEXT = "The harbour board counts <ships> twice."
STORIES = {"en": HEADLINE, "fa": "حرکت کشتی‌های مسافری"}
CAME_BACK = "This is what you had written before."


def _story(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("link", name=HEADLINE).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(HEADLINE)


def _write(page: Page, text: str) -> None:
    page.get_by_label("Name", exact=True).fill("Tom")
    page.get_by_label("Comment", exact=True).fill(text)


def test_a_text_comes_back_until_it_was_sent(open_window: Callable[..., Page], complaints: list[str]) -> None:
    page = open_window()
    _story(page)
    story = page.url
    _write(page, TEXT)
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send comment").click(no_wait_after=True)
    page.context.set_offline(False)
    complaints.clear()
    page.goto(story)
    expect(page.get_by_label("Comment", exact=True)).to_have_value(TEXT)
    expect(page.get_by_label("Name", exact=True)).to_have_value("Tom")
    expect(page.get_by_text(CAME_BACK)).to_be_visible()
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your comment")
    page.goto(story)
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    expect(page.get_by_text(CAME_BACK)).to_be_hidden()


def test_a_text_that_came_back_is_thrown_away(open_window: Callable[..., Page]) -> None:
    page = open_window()
    _story(page)
    _write(page, "Never mind.")
    page.reload()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")
    page.reload()
    expect(page.get_by_label("Comment", exact=True)).to_have_value("")


def test_the_characters_left_are_told(open_window: Callable[..., Page]) -> None:
    page = open_window()
    _story(page)
    expect(page.get_by_text("at most 3,000 characters.")).to_be_visible()
    _write(page, " " + "e\u0301" * 10)
    expect(page.get_by_text("Characters left: 2,990")).to_be_visible()
    _write(page, "x" * 3001)
    expect(page.get_by_text("Characters too many: 1")).to_be_visible()


def test_a_reply_is_written_taken_back_and_deleted_without_a_script(open_window: Callable[..., Page]) -> None:
    page = open_window(java_script_enabled=False)
    _story(page)
    page.locator(".comment-foot a").first.click()
    expect(page.get_by_role("heading", name="Your answer to")).to_be_visible()
    _write(page, "I answer you.")
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your comment")
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have taken your comment back")
    page.get_by_role("link", name="Delete it for good").click()
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have deleted your comment")
    expect(page.get_by_text("I answer you.")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "fa"])
def test_axe_finds_no_fault_on_the_way_of_a_reply(code: str, scheme: str, open_window: Callable[..., Page]) -> None:
    page = open_window(color_scheme=scheme, viewport={"width": 320, "height": 640})
    page.goto(f"/{code}/")
    page.goto(page.locator("main a[href*='/news/']", has_text=STORIES[code]).first.get_attribute("href") or "")
    _look_at(page)
    page.locator(".comment-foot a").first.click()
    page.locator("#comment-name").fill("Tom")
    page.locator("#comment-text").fill("x" * 3001)
    _look_at(page)
    page.locator("#comment-text").fill(f"I answer you, {scheme}.")
    page.locator("#comment-form button[type=submit]").click()
    page.wait_for_url("**/receipts/*")
    receipt = page.url
    _look_at(page)
    for verb in ("take-back", "delete"):
        page.goto(f"{receipt}/{verb}")
        _look_at(page)
        page.locator("main form button").click()
        page.wait_for_url(receipt)
        _look_at(page)


def _look_at(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
