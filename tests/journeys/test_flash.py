"""A flash by keyboard, from within the editor: seconds are printed, keys are counted."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

WORDS = "Night ferry aground off Cape Issel"


def test_a_flash_is_out_in_two_actions_while_something_else_is_being_written(desk: Callable[..., Page]) -> None:
    page = desk("piet")  # whose flashes go out in English, so that no Persian page is full of English words
    page.goto("/desk/stories/add/")
    page.locator("#id_headline").fill("Half a thought")
    begun = time.monotonic()
    page.keyboard.press("Control+Alt+f")
    expect(page.get_by_label("Headline").last).to_be_focused()
    page.keyboard.type(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.type("CAPE ISSEL")
    page.keyboard.press("Enter")
    out = page.locator("dialog").get_by_role("link", name=WORDS)
    expect(out).to_be_visible()
    print(f"A flash by keyboard: {time.monotonic() - begun:.1f} s, 4 keys besides its words")  # noqa: T201  # the figure
    address = out.get_attribute("href")
    expect(page.locator("#id_headline").first).to_have_value("Half a thought")
    page.locator("dialog").get_by_role("button", name="Write the story").click()
    page.wait_for_url(re.compile(r"/desk/stories/edit/\d+/"))
    expect(page.locator("#id_headline")).to_have_value(WORDS)
    page.goto(address or "")
    expect(page.locator("main .flag").first).to_have_text("Flash")


def test_words_selected_in_the_editor_become_a_note_by_keyboard(desk: Callable[..., Page]) -> None:
    page = desk("ines")
    page.goto("/desk/stories/?state=draft")
    page.locator(".listing .title-wrapper a, .listing td.title a").first.click()
    headline = page.locator("#id_headline")
    headline.focus()
    headline.select_text()
    expect(page.get_by_role("button", name="Note", exact=True)).to_be_visible()
    page.keyboard.press("Control+Alt+m")
    expect(page.get_by_label("Your note")).to_be_focused()
    page.keyboard.type("Too long for the wire?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-notes [data-standing]")).to_contain_text("Too long for the wire?")
