"""Topics while a story is written: offered from its text, suggested by name, set without JavaScript, merged."""

from collections.abc import Callable

from playwright.sync_api import Page, TimeoutError, expect


def _begin(desk: Page, headline: str, lead: str) -> None:
    desk.goto("/desk/stories/add/")
    desk.get_by_label("Edition*").select_option(label="English")
    desk.get_by_label("Headline*").fill(headline)
    desk.get_by_label("Lead", exact=True).fill(lead)
    _wait_until_saved(desk)


def _wait_until_saved(desk: Page) -> None:
    """What is typed while the editor wakes up counts as its first state, so type on until it has saved by itself."""
    for _ in range(20):
        desk.get_by_label("Lead", exact=True).press_sequentially(" ")
        try:
            desk.wait_for_url("**/edit/*/", timeout=2_000)
        except TimeoutError:
            continue
        return
    raise AssertionError("The editor never saved by itself.")


def _boxes(desk: Page) -> dict[str, bool]:
    labels = desk.locator(".desk-topics label")
    return {label.locator("bdi").inner_text(): label.locator("input").is_checked() for label in labels.all()}


def test_what_the_text_names_is_offered_and_more_is_suggested_while_typing(
    desk: Callable[[str], Page], reader: Page
) -> None:
    ines = desk("ines")
    _begin(ines, "Rovers train on the mole", "The port authority lets Issel Rovers train on the mole.")
    expect(ines.locator("[data-found] bdi")).to_have_text(["Issel Rovers", "Harbour Authority"])
    ines.get_by_label("Harbour Authority").check()

    ines.get_by_label("Add topics").press_sequentially("foo")
    expect(ines.get_by_role("listbox", name="Topics with this name")).to_have_text("Football Subject")
    ines.keyboard.press("Enter")
    expect(ines.get_by_label("Football")).to_be_checked()
    expect(ines.get_by_label("Add topics")).to_have_value("")

    ines.get_by_label("Lead", exact=True).press_sequentially(" Sarn")  # the last key completes the name
    expect(ines.locator("[data-found] bdi")).to_have_text(["Issel Rovers", "Sarn"])
    assert _boxes(ines) == {"Harbour Authority": True, "Football": True, "Issel Rovers": False, "Sarn": False}

    ines.get_by_role("button", name="More actions").click()
    ines.get_by_role("button", name="Publish").click()
    expect(ines.locator(".messages")).to_contain_text("published")
    reader.goto("/en/")
    reader.get_by_role("link", name="Rovers train on the mole").first.click()
    expect(reader.locator(".topics li")).to_have_text(["Football", "Harbour Authority"])


def test_half_a_name_is_said_only_when_the_story_is_saved(desk: Callable[[str], Page], complaints: list[str]) -> None:
    ines = desk("ines")
    _begin(ines, "Weather on the coast", "It rains.")
    ines.get_by_label("Add topics").press_sequentially("Harb")
    suggested = ines.get_by_role("listbox", name="Topics with this name").get_by_role("option")
    expect(suggested).to_have_text("Harbour Authority Organisation")
    ines.keyboard.press("Escape")
    expect(suggested).to_have_count(0)
    ines.get_by_role("button", name="Save draft").click()
    expect(ines.get_by_text("No topic of this edition is called “Harb”. Is it “Harbour Authority”?")).to_be_visible()
    # On a slow machine the page tries to save by itself before the button is pressed, and is told that it cannot.
    complaints[:] = [each for each in complaints if "status of 400" not in each]


def test_topics_are_set_without_javascript(desk: Callable[..., Page]) -> None:
    ines = desk("ines", java_script_enabled=False)
    ines.goto("/desk/stories/1/topics/")
    before = {name for name, ticked in _boxes(ines).items() if ticked}
    ines.get_by_label("Add topics").fill("electricity")
    ines.get_by_role("button", name="Store topics").click()
    expect(ines.locator(".messages")).to_contain_text("The topics are stored.")
    assert {name for name, ticked in _boxes(ines).items() if ticked} == before | {"Energy"}
    ines.goto("/desk/stories/edit/1/")
    expect(ines.get_by_role("link", name="Set topics without JavaScript")).to_be_visible()


def test_two_topics_become_one(desk: Callable[[str], Page]) -> None:
    ines = desk("ines")
    ines.goto("/desk/topics/new/")
    ines.get_by_label("Edition*").select_option(label="English")
    ines.get_by_label("Name*").fill("Teaching")
    ines.get_by_label("Other names").fill("Lessons")
    ines.get_by_role("button", name="Create").click()
    ines.goto("/desk/topics/?q=lesson")
    ines.get_by_role("link", name="Teaching", exact=True).click()
    ines.get_by_role("button", name="Actions").click()
    ines.get_by_role("link", name="Merge into another topic").click()
    ines.get_by_label("Keep this topic instead").press_sequentially("schoo")
    ines.get_by_role("option", name="Schools").click()
    expect(ines.get_by_label("Keep this topic instead")).to_have_value("Schools")
    ines.get_by_role("button", name="Merge").click()
    expect(ines.locator(".messages")).to_contain_text("“Teaching” is merged")
    expect(ines.get_by_label("Other names")).to_have_value("Education\nTeaching\nLessons")
