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
        found = re.fullmatch(
            rf"/media/images/arrest\.{spec}\.{photo.pk}-([0-9a-f]{{16}})\.png", photo.get_rendition(spec).url
        )
        assert found
        marks.add(found[1])
    assert len(marks) == 2


def test_a_copy_made_again_has_another_address(photo: Photo) -> None:
    first = photo.get_rendition("width-20").url
    photo.renditions.all().delete()
    assert Photo.objects.get(pk=photo.pk).get_rendition("width-20").url != first
