"""One sized copy of a photo, with its facts, for machines: feeds, structured data and social cards."""

import errno
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter

from dateline.lib import clock, reading
from dateline.lib.text import plain
from dateline.stories.models import Photo, PhotoRendition

log = logging.getLogger(__name__)

SPEC = "width-1200|format-jpeg"
"""Wide enough for a large social card, and JPEG, because old feed readers and messengers show nothing else."""
MEDIA_TYPE = "image/jpeg"
LOGO = "max-640x96|format-webp-lossless"
"""Twice the height that it is shown at, for sharp screens."""
LOGO_TYPE = "image/webp"
SOON = timedelta(minutes=1)
"""How long a page stands that was made while photos could not be reached."""


@dataclass(frozen=True)
class Picture:
    """A picture that can be fetched: absolute address, length in bytes, size in pixels, and what belongs under it."""

    address: str
    length: int
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    type: str = MEDIA_TYPE


def picture_of(photo: Photo | None, caption: str = "") -> Picture | None:
    """Return the copy of a photo for machines; None when the archive has no picture or cannot read it.

    `caption` stands instead of the photo's own; the credit stays. No query when the renditions are loaded
    and this one was made before.
    """
    if photo is None or photo.is_missing:
        return None
    try:
        made = photo.get_rendition(Filter(spec=SPEC))
        length = made.file_size or made.file.size  # the latter for copies made before lengths were kept
    except (InvalidFilterSpecError, OSError) as fault:
        do_without(photo, fault)
        return None
    return Picture(
        address=absolute(made.url),
        length=length,
        width=made.width,
        height=made.height,
        alt=plain(photo.default_alt_text),
        caption=plain(caption or photo.caption),
        credit=credit_of(photo),
    )


def logo_copy(photo: Photo | None) -> PhotoRendition | None:
    """Return the copy of a logo that pages show; None when there is no picture or it cannot be read."""
    return copy_of(photo, LOGO)


def copy_of(photo: Photo | None, spec: str) -> PhotoRendition | None:
    """Return the sized copy of a photo, made if need be; None when there is no picture or it cannot be read."""
    if photo is None or photo.is_missing:
        return None
    try:
        made: PhotoRendition = photo.get_rendition(Filter(spec=spec))
    except (InvalidFilterSpecError, OSError) as fault:
        do_without(photo, fault)
        return None
    return made


def do_without(photo: Photo, fault: Exception) -> None:
    """Log that a picture cannot be read. Where the bucket or the disk is only away, the page is made again soon."""
    log.warning("The picture of photo %s cannot be read.", photo.pk)
    causes = (fault, fault.__cause__)  # Wagtail tells of a source by an error of its own
    if any(isinstance(cause, OSError) and cause.errno == errno.EIO for cause in causes):
        reading.note_until(clock.now() + SOON)


def addresses_made(photos: Collection[int]) -> dict[int, str]:
    """Return the address of each photo's copy for machines, for those that have one already. One query, none made."""
    made = PhotoRendition.objects.filter(image__in=photos, filter_spec=SPEC, focal_point_key="")
    return {copy.image_id: absolute(copy.url) for copy in made.only("image_id", "file")} if photos else {}


def credit_of(photo: Photo) -> str:
    """Return photographer and credit line as they are printed with every use: Lena Kos / HNA."""
    parts = [photo.creator, photo.credit_line] if photo.creator != photo.credit_line else [photo.credit_line]
    return plain(" / ".join(filter(None, parts)))


def absolute(address: str) -> str:
    """Return an address of ours with scheme and host; media on another host has them already."""
    return settings.BASE_URL + address if address.startswith("/") and not address.startswith("//") else address
