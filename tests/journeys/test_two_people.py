"""Two people and one story in the browser: a lost line loses nothing, and who is second chooses between both texts."""

import time
from collections.abc import Callable

from playwright.sync_api import APIResponse, Page, Route, expect

LEAD = "Three cranes stand still since the night."
WATCHES = "addEventListener('w-unsaved:watch-edits', () => document.documentElement.dataset.watches = 'edits')"


def _open(desk: Page, address: str) -> None:
    """Open the editor and wait until it watches what is typed, which Wagtail's does two seconds later."""
    desk.add_init_script(WATCHES)
    desk.goto(address)
    expect(desk.locator("html[data-watches]")).to_be_attached()


def _begin(desk: Page, headline: str) -> None:
    _open(desk, "/desk/stories/add/")
    desk.get_by_label("Edition*").select_option(label="English")
    desk.get_by_label("Headline*").fill(headline)
    desk.wait_for_url("**/desk/stories/edit/*/")


def test_a_text_that_could_not_be_sent_is_sent_when_the_line_is_back(
    desk: Callable[[str], Page], complaints: list[str]
) -> None:
    rolf = desk("rolf")
    _begin(rolf, "Cranes stand still")
    rolf.context.set_offline(True)
    rolf.get_by_label("Lead", exact=True).fill(LEAD)
    expect(rolf.get_by_text("What you write is kept in this browser")).to_be_visible()
    rolf.context.set_offline(False)
    kept = rolf.get_by_text("What you write is kept in this browser")
    expect(kept).to_be_hidden(timeout=60_000)  # the editor tries every fifteen seconds
    _forgive(complaints, "ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    _has_lead(rolf.context.new_page(), rolf.url)


def test_a_line_lost_between_the_first_save_and_what_the_page_asks_for_next_stops_no_later_save(
    desk: Callable[[str], Page], complaints: list[str]
) -> None:
    rolf = desk("rolf")
    asked = list[str]()

    def away_once(route: Route) -> None:
        asked.append(route.request.url)
        return route.abort() if len(asked) == 1 else route.fallback()

    rolf.route("**/*_w_hydrate_create_view*", away_once)
    _begin(rolf, "Cranes stand still")
    kept = rolf.get_by_text("What you write is kept in this browser")
    expect(kept).to_be_visible()
    rolf.get_by_label("Lead", exact=True).fill(LEAD)
    expect(kept).to_be_hidden(timeout=60_000)
    expect(rolf.locator("[name=loaded_revision_id]")).to_have_count(1)
    assert len(asked) == 2
    _forgive(complaints, "ERR_FAILED")
    _has_lead(rolf.context.new_page(), rolf.url)


def test_what_is_typed_before_the_editor_watches_is_saved(desk: Callable[[str], Page]) -> None:
    rolf = desk("rolf")
    _begin(rolf, "Cranes stand still")
    rolf.goto(rolf.url, wait_until="domcontentloaded")
    with rolf.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        rolf.get_by_label("Lead", exact=True).press_sequentially(LEAD[:3])
    _has_lead(rolf.context.new_page(), rolf.url, LEAD[:3])


def _forgive(complaints: list[str], *words: str) -> None:
    complaints[:] = [each for each in complaints if not any(word in each for word in words)]


def _has_lead(page: Page, address: str, lead: str = LEAD) -> None:
    page.goto(address)
    expect(page.get_by_label("Lead", exact=True)).to_have_value(lead)


def test_a_button_pressed_while_the_editor_saves_by_itself_waits_for_it(desk: Callable[[str], Page]) -> None:
    rolf, answers = desk("rolf"), list[tuple[Route, APIResponse]]()

    def slowly(route: Route) -> None:
        """The desk has the text; its answer is still on the way."""
        if route.request.method != "POST" or answers:
            return route.fallback()
        return answers.append((route, route.fetch()))

    _begin(rolf, "Cranes stand still")
    expect(rolf.locator("[name=loaded_revision_id]")).to_have_count(1)
    rolf.route("**/stories/edit/**", slowly)
    rolf.get_by_label("Headline*").fill("All cranes stand still")
    end = time.monotonic() + 20
    while not answers and time.monotonic() < end:
        rolf.wait_for_timeout(50)
    rolf.get_by_role("button", name="Save draft").click(no_wait_after=True)
    route, answer = answers[0]
    route.fulfill(response=answer)
    expect(rolf.locator(".messages")).to_contain_text("All cranes stand still")
    expect(rolf.get_by_text("saved another text of this story")).to_have_count(0)


def test_who_is_second_sees_both_texts_and_chooses(desk: Callable[[str], Page], complaints: list[str]) -> None:
    rolf, ines = desk("rolf"), desk("ines")
    _begin(rolf, "Cranes stand still")
    _open(ines, rolf.url)
    expect(ines.get_by_text("Rolf").first).to_be_attached()
    with rolf.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        rolf.get_by_label("Headline*").fill("Three cranes stand still")
    ines.get_by_label("Headline*").fill("Cranes at the east quay stand still")
    ines.get_by_role("button", name="Save draft").click()
    both = ines.get_by_role("region", name="was first: the two texts side by side")
    expect(both).to_contain_text("Three cranes stand still")
    expect(both).to_contain_text("Cranes at the east quay stand still")
    both.get_by_role("button", name="Save mine on top").click()
    expect(ines.locator(".messages")).to_contain_text("Cranes at the east quay stand still")
