"""Exports of a newsroom whose photos are in a bucket, and imports into one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError

from dateline.stories.models import Photo, Story
from tests.object_storage import TestBucket, new_bucket

NAME = "original_images/ferry.png"


@pytest.fixture
def ferry(newsroom: Path, bucket: TestBucket) -> bytes:
    """The picture of the newsroom, in the bucket and not in its folder."""
    path = newsroom / "media" / NAME
    data = path.read_bytes()
    default_storage.save(NAME, ContentFile(data))
    path.unlink()
    return data


def test_pictures_come_out_of_one_bucket_and_into_another(
    ferry: bytes,
    bucket: TestBucket,
    export: Callable[..., str],
    import_from: Callable[[Path], str],
    beginning: Callable[[str], Path],
    settings: Any,
    tmp_path: Path,
) -> None:
    export(tmp_path / "out")
    assert (tmp_path / "out/media" / NAME).read_bytes() == ferry
    beginning("new")
    other = new_bucket(bucket.endpoint)
    settings.STORAGES = other.storages
    import_from(tmp_path / "out")
    assert other.files() == {NAME: ferry}
    assert Photo.objects.get(title="Ferry").get_rendition("width-10").width == 10


def test_the_same_bucket_may_hold_them_already_but_no_other_picture_by_their_name(
    ferry: bytes,
    bucket: TestBucket,
    export: Callable[..., str],
    import_from: Callable[[Path], str],
    beginning: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    export(tmp_path / "out")
    beginning("new")
    default_storage.delete(NAME)
    default_storage.save(NAME, ContentFile(b"another"))
    with pytest.raises(CommandError, match=f"{NAME} is another picture already"):
        import_from(tmp_path / "out")
    default_storage.delete(NAME)
    default_storage.save(NAME, ContentFile(ferry))
    import_from(tmp_path / "out")
    assert Story.objects.exists()
    assert bucket.files() == {NAME: ferry}


def test_an_import_that_is_refused_leaves_no_picture(
    ferry: bytes,
    bucket: TestBucket,
    export: Callable[..., str],
    import_from: Callable[[Path], str],
    settings: Any,
    tmp_path: Path,
) -> None:
    export(tmp_path / "out")
    other = new_bucket(bucket.endpoint)
    settings.STORAGES = other.storages
    with pytest.raises(CommandError, match="A newsroom is here already"):
        import_from(tmp_path / "out")
    assert other.keys() == []


def test_a_picture_that_the_bucket_has_lost_is_named(ferry: bytes, export: Callable[..., str], tmp_path: Path) -> None:
    default_storage.delete(NAME)
    assert f"The picture {NAME} is missing; its record went along." in export(tmp_path / "out")
