"""A card as a picture: its size, what is where on it, and the same bytes each time."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

import dateline.delivery
from dateline.delivery.cards import drawing
from dateline.delivery.cards.drawing import HEIGHT, MARGIN, PHOTO_HEIGHT, PHOTO_WIDTH, WIDTH, Card, can_be_drawn, drawn

ENGLISH = Card("Halyard News Agency", "Economy · Tariffs", "Ferry fares rise", "News ID 423254", "1 March 2026")
PERSIAN = Card("خبرگزاری بادبان", "اقتصاد", "کرایهٔ کشتی بالا رفت", "کد خبر ۴۲۳۲۵۵", "۱۰ اسفند ۱۴۰۴", "rtl")
LONG = "The Harbour Authority of Port Ansel raises the fees of all nine harbours by four per cent from April. " * 3
PERSIAN_LONG = "هیئت‌مدیرهٔ بندر آنسل عوارض هر نُه بندر را از اول فروردین چهار درصد افزایش می‌دهد. " * 4
CARDS = {
    "short": ENGLISH,
    "long": replace(ENGLISH, headline=LONG, kicker=LONG, agency=LONG, day="Wednesday, 30 September 2026"),
    "one word": replace(ENGLISH, headline="Donaudampfschifffahrtsgesellschaft" * 5),
    "no kicker": replace(ENGLISH, kicker=""),
    "persian": PERSIAN,
    "persian, long": replace(PERSIAN, headline=PERSIAN_LONG, kicker=PERSIAN_LONG),
}


def picture(card: Card) -> Image.Image:
    return Image.open(BytesIO(drawn(card))).convert("RGB")


def ink_in(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Whether anything is drawn in a part of the card; what JPEG does beside an edge is no ink."""
    part = image.crop(box)
    off_paper = ImageChops.difference(part, Image.new("RGB", part.size, drawing.PAPER)).convert("L")
    return off_paper.getextrema()[1] > 24


@pytest.fixture(scope="module")
def photo() -> bytes:
    file = BytesIO()
    Image.new("RGB", (1600, 900), "#a03020").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize("with_photo", [False, True], ids=["", "photo"])
@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_all_that_is_said_fits(card: Card, with_photo: bool, photo: bytes) -> None:
    if with_photo:
        card = replace(card, photo=photo, photo_credit="Photo: Lena Kos / Halyard News Agency, Port Ansel " * 3)
    image = picture(card)
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    rtl = card.direction == "rtl"
    start, end = (WIDTH - MARGIN + 4, PHOTO_WIDTH + 4) if rtl else (0, WIDTH - PHOTO_WIDTH - 4)
    assert not ink_in(image, (start, 0, start + MARGIN - 4, HEIGHT))
    if with_photo:
        gutter = (end, 0, end + 36, HEIGHT) if rtl else (end - 36, 0, end, HEIGHT)
        assert not ink_in(image, gutter)
    else:
        assert not ink_in(image, (0, 0, MARGIN - 4, HEIGHT))
        assert not ink_in(image, (WIDTH - MARGIN + 4, 0, WIDTH, HEIGHT))
    words = (PHOTO_WIDTH + 4, 0, WIDTH, 0) if rtl else (0, 0, WIDTH - PHOTO_WIDTH - 4, 0)
    for top, bottom, inked in [
        (0, 42, False),
        (132, 146, False),
        (212, 500, True),
        (546, 558, False),
        (612, 630, False),
    ]:
        assert ink_in(image, (words[0], top, words[2], bottom)) == inked, (top, bottom)


@pytest.mark.parametrize(("card", "side"), [(ENGLISH, 1000), (PERSIAN, 200)])
def test_the_photo_stands_at_the_end_of_the_line_with_its_credit_under_it(card: Card, side: int, photo: bytes) -> None:
    image = picture(replace(card, photo=photo, photo_credit="HNA"))
    assert image.getpixel((side, 300)) == pytest.approx((0xA0, 0x30, 0x20), abs=4)
    left = 0 if side < WIDTH / 2 else WIDTH - PHOTO_WIDTH
    assert ink_in(image, (left, PHOTO_HEIGHT + 8, left + PHOTO_WIDTH, HEIGHT - 4))


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_the_same_card_is_the_same_bytes(card: Card) -> None:
    assert drawn(card) == drawn(card)


def test_every_word_of_it_is_seen(photo: bytes) -> None:
    cards = [replace(ENGLISH, **{name: "Other"}) for name in ("agency", "kicker", "headline", "number", "day")]
    cards.append(replace(ENGLISH, accent="#7a1f3d"))
    cards += [
        ENGLISH,
        replace(ENGLISH, photo=photo, photo_credit="HNA"),
        replace(ENGLISH, photo=photo, photo_credit="B"),
    ]
    assert len({drawn(card) for card in cards}) == len(cards)


def test_a_card_is_light_enough_for_messengers(photo: bytes) -> None:
    noise = Image.effect_noise((900, 1200), 90).convert("RGB")
    file = BytesIO()
    noise.save(file, "JPEG")
    assert len(drawn(replace(CARDS["long"], photo=file.getvalue()))) < 600_000
    assert len(drawn(replace(ENGLISH, photo=photo))) < 100_000


def test_a_headline_needs_letters_that_we_have() -> None:
    assert can_be_drawn("Ferry fares rise 🛳️", "ltr")
    assert not can_be_drawn("運賃値上げ", "ltr")
    assert not can_be_drawn("🛳️", "ltr")


def test_the_colours_are_those_of_the_pages() -> None:
    style = (Path(dateline.delivery.__file__).parent / "static/delivery/reader.css").read_text()
    light = style[style.index(":root {") : style.index("}")]
    for name in ("accent", "paper", "ink", "quiet", "rule"):
        [colour] = re.findall(rf"--{name}: (#[0-9a-f]{{6}});", light)
        assert getattr(drawing, name.upper()) == colour
