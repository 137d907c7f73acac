"""The whole circle: a reader comments on a story, the desk rules on it, the reader sees the decision."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect


@dataclass(frozen=True)
class Words:
    """What a reader of one edition reads and writes."""

    front: str
    headline: str
    name: str
    text: str
    name_label: str
    text_label: str
    send: str
    received: str
    shown: str


ENGLISH = Words(
    front="/en/",
    headline="Port dues to rise by 4 per cent from next quarter",
    name="Tom",
    text="A pilot of forty years tells me the eastern channel silts up within two winters.",
    name_label="Name",
    text_label="Comment",
    send="Send comment",
    received="We have your comment",
    shown="Your comment is shown",
)
PERSIAN = Words(
    front="/fa/",
    headline="عوارض بندری از فصل آینده ۴ درصد افزایش می‌یابد",
    name="رها",
    text="کانال شرقی با دو زمستان دوباره پر از گل می‌شود؛ کسی این را حساب کرده است؟",
    name_label="نام",
    text_label="دیدگاه",
    send="ارسال دیدگاه",
    received="دیدگاه شما رسید",
    shown="دیدگاه شما نمایش داده شد",
)


def _send(page: Page, words: Words, text: str) -> str:
    """Walk from the front page to the receipt, and return the receipt's address."""
    page.goto(words.front)
    page.get_by_role("link", name=words.headline).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.headline)
    page.get_by_label(words.name_label, exact=True).fill(words.name)
    page.get_by_label(words.text_label, exact=True).fill(text)
    page.get_by_role("button", name=words.send).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.received)
    assert "/receipts/" in page.url
    return page.url


def _open_waiting(desk: Page, text: str) -> None:
    desk.goto("/desk/comments/")
    desk.get_by_role("link", name=text[:40]).first.click()
    expect(desk).to_have_url(re.compile(r"/desk/comments/\d+/"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("words", [ENGLISH, PERSIAN], ids=["English", "Persian"])
def test_a_comment_goes_from_the_reader_over_the_desk_to_the_page(
    words: Words, scripts: bool, open_window: Callable[..., Page], desk: Callable[..., Page]
) -> None:
    text = f"{words.text} {'+' if scripts else '-'}"
    reader = open_window(java_script_enabled=scripts)
    receipt = _send(reader, words, text)
    reader.goto(words.front)
    reader.get_by_role("link", name=words.headline).first.click()
    expect(reader.get_by_text(text)).to_have_count(0)

    moderator = desk("mara")
    _open_waiting(moderator, text)
    moderator.get_by_role("button", name="Show", exact=True).click()
    expect(moderator.get_by_text("The comment is shown").first).to_be_visible()

    reader.reload()
    expect(reader.get_by_text(text)).to_have_count(1)
    reader.goto(receipt)
    expect(reader.get_by_role("heading", level=1)).to_have_text(words.shown)


def test_a_refused_comment_names_its_clause_on_the_receipt(reader: Page, desk: Callable[[str], Page]) -> None:
    text = "Only a f*** idiot would have signed this, and you know who I mean."
    receipt = _send(reader, ENGLISH, text)
    moderator = desk("mara")
    _open_waiting(moderator, text)
    moderator.get_by_role("radio", name="Insult").check()
    moderator.get_by_role("button", name="Refuse", exact=True).click()
    expect(moderator.get_by_text("The comment is refused").first).to_be_visible()

    reader.goto(receipt)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment is not shown")
    expect(reader.locator(".clause")).to_contain_text("insult", ignore_case=True)
    reader.goto("/en/")
    reader.get_by_role("link", name=ENGLISH.headline).first.click()
    expect(reader.get_by_text(text)).to_have_count(0)


def test_an_empty_comment_comes_back_with_the_name_in_it(open_window: Callable[..., Any]) -> None:
    reader = open_window(java_script_enabled=False)
    reader.goto("/en/")
    reader.get_by_role("link", name=ENGLISH.headline).first.click()
    reader.get_by_label("Name", exact=True).fill("Tom")
    reader.get_by_role("button", name="Send comment").click()
    expect(reader.get_by_label("Name", exact=True)).to_have_value("Tom")
    expect(reader.locator(".fault")).to_have_count(1)
