"""Photos of a hidden story at the addresses where somebody would look for them, and copies that outlived a kill.

A sized copy that the desk made for itself is there, under an address that nobody can guess; a photo that something
public shows too is no secret.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePath

from django.core.files.storage import default_storage

from dateline.delivery.pictures import SPEC
from dateline.delivery.withdrawing import shown_elsewhere
from dateline.site.drill.asking import Question
from dateline.site.drill.target import Target
from dateline.site.media import OF_PHOTO
from dateline.stories.models import Notice, Photo, PhotoRendition

SPECS = (SPEC, "width-800", "max-165x165")


def own_photos(target: Target, now: datetime) -> list[Photo]:
    """Return the photos with a file that only stories out of readers' sight show."""
    elsewhere = shown_elsewhere({photo.pk for photo in target.photos}, now)
    return [photo for photo in target.photos if photo.pk not in elsewhere and photo.file]


def originals(photos: list[Photo]) -> Iterator[Question]:
    """The files as they were handed in: for those who work with photos alone."""
    for photo in photos:
        yield Question("original", f"/media/{photo.file.name}")


def guesses(photos: list[Photo]) -> Iterator[Question]:
    """What somebody would try who knows the file's name, or the number of its row."""
    for photo in photos:
        name = PurePath(photo.file.name)
        yield Question("copy guessed", f"/media/images/{name.name}")
        yield Question("copy guessed", f"/media/images/../{photo.file.name}")
        for spec in dict.fromkeys([*SPECS, *photo.renditions.values_list("filter_spec", flat=True)]):
            made = spec.replace("|", ".")
            for ending in dict.fromkeys([name.suffix.lstrip("."), "jpg"]):
                yield Question("copy guessed", f"/media/images/{name.stem}.{made}.{ending}")
                yield Question("copy guessed", f"/media/images/{name.stem}.{made}.{photo.pk}-.{ending}")


def copies(target: Target, photos: list[Photo]) -> Iterator[Question]:
    """Copies that must not be there: under a name that can be guessed, or from the time when readers saw the story."""
    rows = PhotoRendition.objects.filter(image__in=[photo.pk for photo in photos])
    names = {str(name) for name in rows.values_list("file", flat=True)}
    taken = _taken_back_at(target)
    if taken and photos:
        numbers = {photo.pk for photo in photos}
        names |= {name for name in _every_copy() if (of := OF_PHOTO.search(name)) and int(of[1]) in numbers}
    for name in sorted(names):
        if not OF_PHOTO.search(name) or (taken and _made_at(name) < taken):
            yield Question("copy kept", f"/media/{name}")


def _taken_back_at(target: Target) -> datetime | None:
    """When readers lost the story; None for one that they never had."""
    if not target.hidden.was_known:
        return None
    taking = Notice.objects.filter(story=target.story.pk, kind__in=["hold", "kill"], readers_knew=True)
    return taking.order_by("-at", "-pk").values_list("at", flat=True).first()


def _every_copy() -> Iterator[str]:
    try:
        yield from (f"images/{name}" for name in default_storage.listdir("images")[1])
    except FileNotFoundError:
        return


def _made_at(name: str) -> datetime:
    try:
        return default_storage.get_modified_time(name)
    except FileNotFoundError:
        return datetime.max.replace(tzinfo=UTC)
