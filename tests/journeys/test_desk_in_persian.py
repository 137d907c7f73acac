"""The Persian edition's desk chief, who reads the desk in Persian, holds a story and releases it."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

NAMES = set("UTC Asia Tehran IPTC PORTS TARIFF Ines Marlo Rolf Tarn Piet Holm".split())  # noqa: SIM905
"""Of zones, of people who write in another edition, and of labels that are written in Latin letters anywhere."""


def test_a_desk_chief_who_reads_persian_holds_a_story_and_releases_it(desk: Callable[..., Page]) -> None:
    page = desk("nilufar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    _is_persian(page)
    _is_sound(page)
    page.get_by_role("link", name="خبرها", exact=True).click()
    expect(page.get_by_role("columnheader", name="وضعیت")).to_be_visible()
    _is_persian(page)
    out = page.get_by_role("row").filter(has=page.get_by_role("cell", name="منتشرشده", exact=True))
    out.get_by_role("link").first.click()
    hold = page.get_by_role("link", name="نگه‌داشتن", exact=True)
    expect(hold).to_be_visible()
    _is_persian(page)
    hold.click()
    page.get_by_label("یک خطا").check()
    page.get_by_label("دلیل، برای میز خبر").fill("عددی نادرست است.")
    page.get_by_role("button", name="ببینید چه خواهد شد").click()
    _is_persian(page)
    _is_sound(page)
    page.get_by_role("button", name="نگه‌داشتن خبر").click()
    expect(page.get_by_text("خبر نگه داشته شد.")).to_be_visible()
    page.get_by_role("link", name="بازگرداندن", exact=True).click()
    page.get_by_label("دلیل، برای میز خبر").fill("عدد درست بود.")
    page.get_by_role("button", name="ببینید چه خواهد شد").click()
    _is_persian(page)
    page.get_by_role("button", name="بازگرداندن خبر").click()
    expect(page.get_by_text("خبر بازگردانده شد.")).to_be_visible()


def _is_persian(page: Page) -> None:
    shown = page.locator("#main").inner_text()
    for name in page.locator("#main :is(bdi, .chooser__title)").all_inner_texts():  # such as another edition's headline
        shown = shown.replace(name, "")
    assert set(re.findall("[A-Za-z]{2,}", shown)) <= NAMES, page.url


def _is_sound(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
