"""Where the sized copies of a photo are: found by whoever was given the address, guessed by nobody."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from dateline.stories.models import Photo


@pytest.fixture
def photo(db: None, settings: Any, tmp_path: Path) -> Photo:
    settings.MEDIA_ROOT = tmp_path / "media"
    return add()


def add() -> Photo:
    file = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "PNG")
    photo: Photo = Photo.objects.create(title="Arrest", file=ImageFile(file, name="arrest.png"))
    return photo


def test_a_copy_s_name_holds_a_mark_of_its_own(photo: Photo) -> None:
    marks = set()
    for spec in ("width-20", "width-30"):
        found = re.fullmatch(rf"/media/images/arrest\.{spec}\.([0-9a-f]{{16}})\.png", photo.get_rendition(spec).url)
        assert found
        marks.add(found[1])
    assert len(marks) == 2


def test_the_mark_is_made_with_the_secret_key(photo: Photo, settings: Any) -> None:
    first = photo.get_rendition("width-20").url
    photo.renditions.all().delete()
    photo.file.storage.delete(first.removeprefix("/media/"))
    settings.SECRET_KEY = "another key of the same newsroom"
    assert photo.get_rendition("width-20").url != first


def test_every_server_gives_a_copy_the_same_name(photo: Photo) -> None:
    first = photo.get_rendition("width-20").url
    photo.renditions.all().delete()
    photo.file.storage.delete(first.removeprefix("/media/"))
    assert Photo.objects.get(pk=photo.pk).get_rendition("width-20").url == first
