"""The look of an edition at the desk: set by chiefs, refused where it cannot be read."""

import pytest

from dateline.stories.models import Appearance

EMPTY = {
    f"{name}-{count}": "0"
    for name in ("links", "contacts")
    for count in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
}


@pytest.fixture
def form(en):
    return EMPTY | {"edition": en.pk, "accent": "#7a1f3d"}


def test_a_chief_sets_the_colours(desk_of, chief, form) -> None:
    desk_of(chief).post("/desk/appearance/add/", form)
    assert Appearance.objects.get().accent == "#7a1f3d"


@pytest.mark.parametrize(
    ("field", "colour", "sentence"),
    [
        ("accent", "#e9c46a", "hard to read on paper: its contrast is 1.6 to 1"),
        ("accent_in_the_dark", "#1f3d7a", "hard to read in the dark"),
        ("accent", "red;} *", "six digits"),
        ("accent", "#GGGGGG", "six digits"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_a_better_one(
    desk_of, chief, form, field, colour, sentence
) -> None:
    html = desk_of(chief).post("/desk/appearance/add/", form | {field: colour}).content.decode()
    assert sentence in html
    assert not Appearance.objects.exists()


def test_a_contact_needs_a_way_to_be_reached(desk_of, chief, form) -> None:
    contact = {"contacts-TOTAL_FORMS": "1", "contacts-0-purpose": "Newsroom", "contacts-0-ORDER": "1"}
    html = desk_of(chief).post("/desk/appearance/add/", form | contact).content.decode()
    assert "Give an e-mail address, a telephone number or a page." in html


@pytest.mark.parametrize("who", ["rolf", "ines", "mara", "lena"])
def test_others_do_not(request, desk_of, form, who) -> None:
    desk_of(request.getfixturevalue(who)).post("/desk/appearance/add/", form)
    assert not Appearance.objects.exists()
