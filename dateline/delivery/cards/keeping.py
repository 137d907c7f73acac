"""The card of a story: its address, what it says, and its bytes, drawn once and kept for its version.

Kept among the media, where nothing but photos is sent to readers: a card goes out by `views/cards.py` alone, which asks
each time whether the story may be seen. `drawing_at_publish.py` draws those of the day; any other is drawn when first
asked for.
"""

from dataclasses import dataclass, replace
from hashlib import sha256

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from dateline.delivery.cards.drawing import (
    ACCENT,
    DESIGN,
    HEIGHT,
    PHOTO_HEIGHT,
    PHOTO_WIDTH,
    WIDTH,
    Card,
    can_be_drawn,
    drawn,
)
from dateline.delivery.pictures import absolute, copy_of, credit_of
from dateline.delivery.templatetags.dates import day_words
from dateline.lib import calendars
from dateline.lib.text import plain
from dateline.stories.models import Appearance, Edition, PhotoRendition, Story

MEDIA_TYPE = "image/jpeg"
CROP = f"fill-{PHOTO_WIDTH}x{PHOTO_HEIGHT}|format-jpeg|jpegquality-90"


@dataclass(frozen=True)
class CardLink:
    """What a page says about its card."""

    address: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT
    type: str = MEDIA_TYPE


def link_of(story: Story) -> CardLink | None:
    """Return where a story's card is; None when our fonts cannot write its headline. No query, nothing drawn."""
    edition = story.edition
    if not can_be_drawn(plain(story.headline), edition.direction):
        return None
    words = filter(None, [plain(story.headline), plain(edition.agency_name)])
    return CardLink(absolute(path_of(story)), " – ".join(words))


def path_of(story: Story) -> str:
    """Return the card's path: another one for each version, since networks keep a picture for its address."""
    return reverse("card", args=[story.edition.code, story.news_id, story.version])


def bytes_of(story: Story) -> bytes | None:
    """Return the card of a story that the reader may see, in the language in force; None as `link_of` does."""
    if not can_be_drawn(plain(story.headline), story.edition.direction):
        return None
    card, crop = _card(story), copy_of(story.photo, CROP)
    name = _name(story, card, crop)
    try:
        with default_storage.open(name) as kept:
            return bytes(kept.read())
    except FileNotFoundError:
        made = drawn(replace(card, photo=_read(crop)) if crop else card)
        _keep(story, name, made)
        return made


def _card(story: Story) -> Card:
    edition = story.edition
    section = plain(story.section.name) if story.section else ""
    credit = credit_of(story.photo) if story.photo else ""
    return Card(
        agency=plain(edition.agency_name),
        kicker=" · ".join(filter(None, [section, plain(story.kicker)])),
        headline=plain(story.headline),
        number=f"{_('News ID')} {calendars.in_digits(story.news_id, edition.digits)}",
        day=day_words(edition, story.first_published_at),
        direction=edition.direction,
        accent=_accent(edition),
        photo_credit=f"{_('Photo:')} {credit}" if credit else "",
    )


def _accent(edition: Edition) -> str:
    appearance: Appearance | None = getattr(edition, "appearance", None)  # no attribute where there is no row
    return (appearance and appearance.accent) or ACCENT


def _read(crop: PhotoRendition) -> bytes:
    with crop.file.open("rb") as file:
        return bytes(file.read())


def _name(story: Story, card: Card, crop: PhotoRendition | None) -> str:
    # All that the card shows is in its name: a section renamed or a photo found later makes another card.
    shown = sha256(repr((DESIGN, card, crop and crop.file.name)).encode()).hexdigest()
    return f"{_folder(story)}/{story.version}-{shown[:16]}.jpg"


def _keep(story: Story, name: str, made: bytes) -> None:
    folder = _folder(story)
    try:
        before = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        before = []
    default_storage.save(name, ContentFile(made))
    for old in before:  # no address leads to them any more
        default_storage.delete(f"{folder}/{old}")


def _folder(story: Story) -> str:
    return f"cards/{story.news_id}"
