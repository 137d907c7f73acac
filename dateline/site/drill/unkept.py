"""A storage that keeps nothing: what is written while the drill asks is in memory, and gone with it.

A page that is asked for may need a sized copy of a photo, or a card, that nobody has made yet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.core.files.images import ImageFile
from django.core.files.storage import InMemoryStorage, Storage, default_storage
from django.utils.functional import empty

from dateline.stories.models import Photo


class Unkept(Storage):
    """Reads what another storage holds, and writes beside it in memory. What is deleted, stays."""

    def __init__(self, beneath: Storage) -> None:
        self._beneath, self._made = beneath, InMemoryStorage()

    def exists(self, name: str) -> bool:
        return self._made.exists(name) or self._beneath.exists(name)

    def delete(self, name: str) -> None:
        if self._made.exists(name):
            self._made.delete(name)

    def listdir(self, path: str) -> Any:
        return self._beneath.listdir(path)

    def size(self, name: str) -> int:
        return int(self._of(name).size(name))

    def url(self, name: str | None) -> str:
        return self._beneath.url(name)

    def path(self, name: str) -> str:
        return self._beneath.path(name)

    def get_modified_time(self, name: str) -> datetime:
        return self._of(name).get_modified_time(name)

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        return self._of(name).open(name, mode)

    def _save(self, name: str, content: File[Any]) -> str:
        return str(self._made.save(name, content))

    def _of(self, name: str) -> Storage:
        return self._made if self._made.exists(name) else self._beneath


@contextmanager
def nothing_stored() -> Iterator[None]:
    """In this block, the photos' storage keeps nothing of what is written to it."""
    lazy: Any = default_storage
    if lazy._wrapped is empty:
        lazy._setup()
    beneath = lazy._wrapped
    lazy._wrapped = Unkept(beneath)
    try:
        yield
    finally:
        lazy._wrapped = beneath


@contextmanager
def drawn_once() -> Iterator[None]:
    """In this block a sized copy is drawn once, however often a page asks for it and it is not kept."""
    photos: Any = Photo
    real, drawn = photos.generate_rendition_file, dict[tuple[int, str], tuple[str, bytes]]()

    def copy_of(photo: Photo, filter: Any, **options: Any) -> ImageFile:
        which = (photo.pk, filter.spec)
        if which not in drawn:
            made = real(photo, filter, **options)
            drawn[which] = (made.name, made.read())
        name, data = drawn[which]
        return ImageFile(BytesIO(data), name=name)

    photos.generate_rendition_file = copy_of
    try:
        yield
    finally:
        photos.generate_rendition_file = real
