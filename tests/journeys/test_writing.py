"""An editor writes, previews, publishes and changes a story in the browser; the desk's content policy never objects."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file, drawn = tmp_path / "tug.png", BytesIO()
    Image.new("RGB", (900, 600), (12, 80, 92)).save(drawn, "PNG")
    file.write_bytes(drawn.getvalue())
    return file


def _write(desk: Page, headline: str) -> None:
    desk.goto("/desk/stories/add/")
    desk.get_by_label("Edition*").select_option(label="English")
    desk.get_by_label("Headline*").fill(headline)
    desk.get_by_label("Lead", exact=True).fill("The tug that was to open the channel will come in spring.")
    desk.get_by_role("button", name="Insert a block").first.click()
    desk.get_by_role("option", name="Paragraph").click()
    desk.locator(".public-DraftEditor-content").first.click()
    desk.keyboard.type("The yard at Kessel named a late delivery of steel as the reason.")


def _choose_new_photo(desk: Page, picture: Path) -> None:
    desk.get_by_role("button", name="Choose an image").first.click()
    modal = desk.get_by_role("dialog")
    modal.get_by_role("tab", name="Upload").click()
    modal.get_by_label("Title*").fill("The tug Orla")
    modal.locator("input[type=file]").set_input_files(picture)
    modal.get_by_label("Caption").fill("The tug Orla at the yard in Kessel.")
    modal.get_by_label("Credit line").fill("Lena Orvik/HNA")
    modal.get_by_role("button", name="Upload").click()
    expect(modal).to_have_count(0)
    expect(desk.get_by_text("The tug Orla").first).to_be_visible()


def _publish(desk: Page) -> None:
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator(".messages")).to_contain_text("published")


def _correct(desk: Page) -> None:
    """Publishing over what readers know leads to the page that asks what they are told."""
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Publish").click()
    desk.get_by_label("Correction: something was wrong").check()
    desk.get_by_label("Note that readers see").fill("The tug comes in spring, not in winter.")
    desk.get_by_label("Reason, for the desk").fill("The yard has called.")
    desk.get_by_role("button", name="Look at what will happen").click()
    desk.locator("button[name=confirm]").click()
    desk.wait_for_url("**/edit/**")


def test_an_editor_writes_previews_publishes_and_changes_a_story(
    desk: Callable[[str], Page], reader: Page, picture: Path
) -> None:
    ines = desk("ines")
    _write(ines, "New tug for Port Ansel delayed until spring")
    _choose_new_photo(ines, picture)
    ines.get_by_label("Dateline place").fill("KESSEL")
    ines.get_by_role("button", name="Add contributor").click()
    ines.get_by_label("Name*").fill("Rolf Tarn")
    ines.get_by_role("button", name="Save draft").click()
    expect(ines.locator(".messages")).to_contain_text("New tug for Port Ansel")
    reader.goto("/en/")
    expect(reader.get_by_text("New tug for Port Ansel delayed")).to_have_count(0)

    ines.get_by_role("button", name="Toggle preview").click()
    preview = ines.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("New tug for Port Ansel delayed until spring")

    _publish(ines)
    reader.goto("/en/")
    reader.get_by_role("link", name="New tug for Port Ansel delayed until spring").first.click()
    expect(reader.locator("figure")).to_contain_text("The tug Orla at the yard in Kessel.")
    expect(reader.locator("figure")).to_contain_text("Lena Orvik/HNA")
    expect(reader.locator("main")).to_contain_text("KESSEL")
    expect(reader.locator("figure img")).to_have_js_property("complete", True)
    address = reader.url

    ines.get_by_role("link", name=re.compile("Edit")).first.click()
    ines.get_by_label("Headline*").fill("New tug for Port Ansel delayed until May")
    _correct(ines)
    reader.goto(address)
    expect(reader.get_by_role("heading", level=1)).to_have_text("New tug for Port Ansel delayed until May")
    expect(reader.locator(".strip")).to_contain_text("version 2")
