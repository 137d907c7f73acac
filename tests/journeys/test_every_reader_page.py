"""Every kind of reader page: no fault found by axe, no sideways scrolling on a narrow phone, all by keyboard."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

FACES = [
    "{front}",
    "{front}section/politics",
    "{story}",
    "{story}/comments",
    "{topic}",
    "{front}archive",
    "{year}",
    "{month}",
    "{day}",
    "{front}search?q=2",
    "{front}search?q=qqqqqq",
    "{front}house-rules",
    "{front}about",
    "{front}news/1/nothing",
]


@pytest.fixture
def addresses(open_window: Callable[..., Page], complaints: list[str]) -> Callable[[str], list[str]]:
    def _addresses(code: str) -> list[str]:
        page = open_window()
        page.goto(f"/{code}/")
        story = page.locator("main h2 a[href*='/news/'], main h1 a[href*='/news/']").first.get_attribute("href") or ""
        page.goto(story)
        day = page.locator(".strip a[href*='/archive/']").first.get_attribute("href") or ""
        topic = page.locator(".topics a").first.get_attribute("href") or ""
        page.goto(day)
        year, month = (each.get_attribute("href") or "" for each in page.locator(".kicker a").all()[1:])
        known = {"story": story, "topic": topic, "year": year, "month": month, "day": day}
        return [face.format(front=f"/{code}/", **known) for face in FACES]

    return _addresses


@pytest.fixture
def expected_404(complaints: list[str]) -> Any:
    """One of the pages is the helpful 404, which browsers report."""
    yield
    complaints[:] = [line for line in complaints if "status of 404" not in line]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "fa"])
def test_axe_finds_no_fault(
    code: str, scheme: str, open_window: Callable[..., Page], addresses: Any, expected_404: Any
) -> None:
    page = open_window(color_scheme=scheme)
    for address in addresses(code):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"


@pytest.mark.parametrize("width", [320, 640], ids=["a narrow phone", "a screen of 1280 at 200 %"])
@pytest.mark.parametrize("code", ["en", "fa"])
def test_nothing_scrolls_sideways(
    code: str, width: int, open_window: Callable[..., Page], addresses: Any, expected_404: Any
) -> None:
    page = open_window(viewport={"width": width, "height": 640}, reduced_motion="reduce")
    for address in addresses(code):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.evaluate("document.getAnimations().length") == 0, address


def test_a_comment_can_be_sent_with_the_keyboard_alone(reader: Page) -> None:
    reader.goto("/en/")
    reader.keyboard.press("Tab")
    expect(reader.locator(":focus")).to_have_text("Skip to the text")
    reader.keyboard.press("Enter")
    _tab_to(reader, "main a[href*='/news/']")
    reader.keyboard.press("Enter")
    expect(reader).to_have_url(re.compile("/news/"))
    _tab_to(reader, "#comment-name")
    reader.keyboard.type("Edda")
    _tab_to(reader, "#comment-text")
    reader.keyboard.type("Who pays for the tugs while the ferries lie still?")
    _tab_to(reader, "#comment-form button")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("We have your comment")


def _tab_to(page: Page, wanted: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):  # the body's, before it is read
            return
    raise AssertionError(f"80 steps of the Tab key do not lead to {wanted}.")
