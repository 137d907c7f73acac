"""Draws a card: ink on paper under the masthead's double rule, the photo at the end of the line. Pure.

The same card is the same bytes. `keeping.py` calls it.
"""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

from dateline.delivery.cards.fitting import Room, fit, shortened
from dateline.delivery.cards.letters import BOLD, MEDIUM, SERIF, Hand

DESIGN = 1
"""To be raised when a card comes to look different: cards that are kept are then drawn anew."""
WIDTH, HEIGHT = 1200, 630
"""What Open Graph's readers and Twitter's large card are made for."""
PHOTO_WIDTH, PHOTO_HEIGHT = 444, 590
FINE = 2
"""Letters are drawn at twice the size and reduced: smoother edges, and half pixels between them."""
MARGIN, GUTTER = 64, 48
# The reader pages' colours (static/delivery/reader.css).
PAPER, INK, QUIET, RULE, ACCENT = "#fdfcf9", "#1b1d1f", "#565b60", "#d9d5cb", "#0b4f5c"


@dataclass(frozen=True)
class Card:
    """What a card says. Words are in the edition's language, its calendar and its digits."""

    agency: str
    kicker: str
    headline: str
    number: str
    day: str
    direction: str = "ltr"
    accent: str = ACCENT
    photo_credit: str = ""
    photo: bytes | None = None


def drawn(card: Card) -> bytes:
    """Return the card as JPEG, 1200 by 630 pixels."""
    sheet = _Sheet(card)
    sheet.draw()
    picture = sheet.image.reduce(FINE)
    if card.photo:
        with Image.open(BytesIO(card.photo)) as photo:
            fitted = ImageOps.fit(photo.convert("RGB"), (PHOTO_WIDTH, PHOTO_HEIGHT), Image.Resampling.LANCZOS)
        picture.paste(fitted, (0 if card.direction == "rtl" else WIDTH - PHOTO_WIDTH, 0))
    file = BytesIO()
    picture.save(file, "JPEG", quality=88, subsampling=0, optimize=True)
    return file.getvalue()


def can_be_drawn(headline: str, direction: str) -> bool:
    """Whether the fonts have every letter of the headline: they know Latin, Greek, Cyrillic and Arabic."""
    hand = Hand(_fonts(direction), 40)
    return not hand.lacks(headline) and bool(hand.known(headline))


def _fonts(direction: str) -> tuple[str, ...]:
    return (BOLD, SERIF) if direction == "rtl" else (SERIF, BOLD)


class _Sheet:
    """The paper at twice the size, and where on it the words stand."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
        self.canvas = ImageDraw.Draw(self.image)
        taken = PHOTO_WIDTH + GUTTER if card.photo else MARGIN
        self.left, self.right = (taken, WIDTH - MARGIN) if card.direction == "rtl" else (MARGIN, WIDTH - taken)

    def draw(self) -> None:
        self._masthead()
        self._kicker_and_headline()
        self._foot()
        if self.card.photo:
            self._credit()

    def _masthead(self) -> None:
        self._rule(44, 5, INK)
        self._rule(53, 2, INK)
        size = 36 if self.card.direction == "ltr" else 34
        self._words(self.card.agency, _fonts(self.card.direction), size, base=103, fill=INK)
        self._rule(127, 1, RULE)

    def _kicker_and_headline(self) -> None:
        card, below = self.card, 150
        if card.kicker:
            self._words(card.kicker, (MEDIUM,), 26, base=180, fill=card.accent)
            below = 206
        hand = Hand(_fonts(card.direction), (66 if card.photo else 84) * FINE)
        leading = 1.5 if card.direction == "rtl" else 1.16
        room = Room((self.right - self.left) * FINE, (534 - below) * FINE, leading, smallest=36 * FINE)
        fitted = fit(hand.known(card.headline), hand, room, card.direction)
        step = fitted.hand.size * leading
        for place, line in enumerate(fitted.lines):
            base = below * FINE + place * step + fitted.hand.size * (leading / 2 + 0.33)
            self._line(line, fitted.hand, base=base, fill=INK)

    def _foot(self) -> None:
        self._rule(560, 1, RULE)
        self._words(self.card.number, (MEDIUM,), 23, base=598, fill=QUIET)
        self._words(self.card.day, (MEDIUM,), 23, base=598, fill=QUIET, at_end=True)

    def _credit(self) -> None:
        left = 0 if self.card.direction == "rtl" else WIDTH - PHOTO_WIDTH
        hand = Hand((MEDIUM, SERIF), 17 * FINE)
        words = shortened(hand.known(self.card.photo_credit), hand, (PHOTO_WIDTH - 40) * FINE, self.card.direction)
        across = hand.width(words, self.card.direction)
        begun = (left + 20) * FINE if self.card.direction == "ltr" else (left + PHOTO_WIDTH - 20) * FINE - across
        hand.draw(self.canvas, (begun, (HEIGHT - 14) * FINE), words, self.card.direction, QUIET)

    def _words(
        self, text: str, fonts: tuple[str, ...], size: int, *, base: int, fill: str, at_end: bool = False
    ) -> None:
        hand = Hand((*fonts, SERIF, BOLD), size * FINE)
        words = shortened(hand.known(text), hand, (self.right - self.left) * FINE, self.card.direction)
        self._line(words, hand, base=base * FINE, fill=fill, at_end=at_end)

    def _line(self, words: str, hand: Hand, *, base: float, fill: str, at_end: bool = False) -> None:
        at_left = (self.card.direction == "ltr") != at_end
        left = self.left * FINE if at_left else self.right * FINE - hand.width(words, self.card.direction)
        hand.draw(self.canvas, (left, base), words, self.card.direction, fill)

    def _rule(self, top: int, thick: int, fill: str) -> None:
        corners = (self.left * FINE, top * FINE, self.right * FINE - 1, (top + thick) * FINE - 1)
        self.canvas.rectangle(corners, fill=fill)
