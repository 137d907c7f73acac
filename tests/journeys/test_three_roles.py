"""One story through three pairs of hands: written on a phone, let out by keyboard alone, and killed by the chief."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

HEADLINE = "Pilot boat of Kessel runs aground in fog"
IS_ON = "([kind, words]) => document.activeElement.matches(kind) && document.activeElement.innerText.includes(words)"
PHONE = {"width": 360, "height": 740}


def test_a_story_from_a_phone_to_the_page_and_to_its_tombstone(desk: Callable[..., Page], reader: Page) -> None:
    _write_and_hand_in(desk("rolf", viewport=PHONE, has_touch=True, is_mobile=True))
    _let_out_by_keyboard(desk("ines"))
    reader.goto("/en/")
    reader.get_by_role("link", name=HEADLINE).first.click()
    expect(reader.locator("main")).to_contain_text("Nobody was hurt.")
    address = reader.url
    _kill(desk("piet"))
    tombstone = reader.request.get(address)  # not in the window, which complains of a 410
    assert (tombstone.status, HEADLINE in tombstone.text()) == (410, False)


def _write_and_hand_in(rolf: Page) -> None:
    rolf.goto("/desk/stories/add/")
    rolf.get_by_label("Edition*").select_option(label="English")
    rolf.get_by_label("Headline*").fill(HEADLINE)
    rolf.get_by_label("Lead", exact=True).fill("Nobody was hurt.")
    assert rolf.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    rolf.get_by_role("button", name="More actions").tap()
    rolf.get_by_role("button", name="Hand in").tap()
    expect(rolf.locator(".messages")).to_contain_text("handed in")


def _let_out_by_keyboard(ines: Page) -> None:
    _press_when_on(ines, "a", HEADLINE)
    expect(ines.get_by_label("Headline*")).to_have_value(HEADLINE)
    ines.wait_for_load_state()  # before its scripts have run, a menu does not open
    _press_when_on(ines, "button", "More actions", back=True)  # the last thing on the page
    expect(ines.get_by_role("button", name="Publish").first).to_be_visible()
    _press_when_on(ines, "button", "Publish")
    expect(ines.locator(".messages")).to_contain_text("published")


def _kill(piet: Page) -> None:
    piet.goto("/desk/stories/?q=pilot+boat")
    piet.get_by_role("link", name=HEADLINE).first.click()
    piet.get_by_role("link", name=re.compile("Kill")).first.click()
    piet.get_by_label("Reason").first.fill("The owner of the boat was named wrongly.")
    piet.get_by_label("Error").check()
    piet.get_by_role("button", name="Look at what will happen").click()
    piet.locator("button[name=confirm]").click()
    expect(piet.locator(".messages")).to_contain_text("killed")


def _press_when_on(page: Page, kind: str, words: str, *, back: bool = False) -> None:
    """Step with the Tab key alone to the first of these, and press Enter."""
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(IS_ON, [kind, words]):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"60 steps of the Tab key do not lead to {kind} “{words}”.")
