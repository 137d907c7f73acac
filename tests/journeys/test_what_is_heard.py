"""What a screen reader hears: the accessibility tree of each kind of page, in both editions, from `heard/`."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

HEARD = Path(__file__).parent / "heard"
WORDS: dict[str, dict[str, str]] = tomllib.loads((HEARD / "words.toml").read_text())


@pytest.fixture(params=["en", "fa"])
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def words(code: str) -> dict[str, str]:
    return WORDS[code]


@pytest.fixture
def hears(reader: Page, words: dict[str, str]) -> Callable[[str], None]:
    """Compare the page with a template of `heard/`: in `main`, and what is around it."""

    def _hears(name: str) -> None:
        assert reader.locator("h1").count() == 1
        around, within = ((HEARD / f"{each}.yaml").read_text().format(**words) for each in ("around", name))
        expect(reader.locator("body")).to_match_aria_snapshot(around)
        expect(reader.locator("main")).to_match_aria_snapshot(within)

    return _hears


def _open_lead(reader: Page, code: str, words: dict[str, str]) -> None:
    reader.goto(f"/{code}/")
    reader.get_by_role("link", name=words["lead_story"]).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(words["lead_story"])


def test_the_front_page(reader: Page, code: str, hears: Callable[[str], None]) -> None:
    reader.goto(f"/{code}/")
    hears("front")


def test_a_section(reader: Page, code: str, hears: Callable[[str], None]) -> None:
    reader.goto(f"/{code}/section/politics")
    hears("section")


def test_a_story_names_its_photo_and_lists_its_comments(
    reader: Page, code: str, words: dict[str, str], hears: Callable[[str], None]
) -> None:
    _open_lead(reader, code, words)
    hears("story")


def test_search(reader: Page, code: str, words: dict[str, str], hears: Callable[[str], None]) -> None:
    reader.goto(f"/{code}/search?q={words['question']}")
    hears("search")


def test_a_form_with_faults_says_so_first_and_leads_to_each_field(
    reader: Page, code: str, words: dict[str, str], hears: Callable[[str], None]
) -> None:
    _open_lead(reader, code, words)
    reader.get_by_role("button", name=words["send"]).click()
    hears("form_error")
    expect(reader.locator(":focus")).to_have_attribute("id", "summary")
    reader.get_by_role("link", name=words["no_text"]).click()
    expect(reader.locator(":focus")).to_have_attribute("id", "comment-text")


def test_a_receipt(reader: Page, code: str, words: dict[str, str], hears: Callable[[str], None]) -> None:
    _open_lead(reader, code, words)
    reader.get_by_label(words["name"], exact=True).fill(words["written_by"])
    reader.get_by_label(words["text"], exact=True).fill(words["written"])
    reader.get_by_role("button", name=words["send"]).click()
    hears("receipt")
    _is_sound(reader)


def test_the_form_of_a_report(reader: Page, code: str, words: dict[str, str], hears: Callable[[str], None]) -> None:
    _open_lead(reader, code, words)
    reader.goto(reader.locator("a[href$='/report']").first.get_attribute("href") or "")
    hears("report")
    _is_sound(reader)


def test_the_queue_and_a_comment_at_the_desk(desk: Callable[[str], Page]) -> None:
    page = desk("mara")
    for name, address in (("desk_queue", "/desk/comments/"), ("desk_comment", "/desk/comments/1/")):
        page.goto(address)
        expect(page.locator("main")).to_match_aria_snapshot((HEARD / f"{name}.yaml").read_text())


def _is_sound(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
