"""The photo archive of the sample newsroom: one record for each edition that prints a picture. Called by `load`."""

from collections.abc import Iterable
from pathlib import Path

from django.core.files.images import ImageFile, get_image_dimensions

from dateline.site.sample import plan
from dateline.site.sample.plan import PhotoPlan, StoryPlan
from dateline.stories.models import Edition, Photo

ILLUSTRATION = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"
"""IPTC's term for what people draw with a computer."""

Archive = dict[tuple[str, str], Photo]
"""Photos by the code of their edition and their key: a photo has one caption, and a caption one language."""


def file(stories: Iterable[StoryPlan], editions: dict[str, Edition]) -> Archive:
    """Store every photo that the stories show, and return them."""
    planned = {photo.key: photo for photo in plan.photos()}
    shown = sorted({(story.edition, key) for story in stories for key in story.photos})
    return {(code, key): _photo(planned[key], editions[code]) for code, key in shown}


def file_missing(caption: str, credit: str, edition: Edition) -> Photo:
    """Store a record whose picture the archive has lost."""
    photo: Photo = Photo.objects.create(title=caption[:120], caption=caption, credit_line=credit, source=edition.credit)
    return photo


def _photo(planned: PhotoPlan, edition: Edition) -> Photo:
    language = edition.code
    photo = Photo(
        title=planned.title[language],
        caption=planned.caption[language],
        alt=planned.alt[language],
        creator=planned.creator[language],
        credit_line=edition.credit,
        digital_source_type=ILLUSTRATION,
    )
    _attach(photo, planned.file)
    photo.save()
    return photo


def _attach(photo: Photo, path: Path) -> None:
    # Stored first and sized from its header: handed over as an upload, Wagtail decodes each picture twice.
    with path.open("rb") as picture:
        name = photo.file.storage.save(photo.get_upload_to(path.name), ImageFile(picture))
        across, down = get_image_dimensions(picture)
    photo.file.name, photo.width, photo.height = name, across or 0, down or 0
