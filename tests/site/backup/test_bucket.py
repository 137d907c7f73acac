"""Backups of a newsroom whose photos are in a bucket: from there, to there, and to a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.test import Client

from dateline.site.backup.engines import engine
from dateline.stories.models import Photo, Story
from tests.object_storage import TestBucket, new_bucket

Run = Callable[[Path], str]


@pytest.fixture
def photos(newsroom: Path, bucket: TestBucket) -> dict[str, bytes]:
    """Every photo of the newsroom, brought from its folder into the bucket."""
    found = {
        path.relative_to(newsroom / "media").as_posix(): path.read_bytes() for path in (newsroom / "media").rglob("*.*")
    }
    for name, data in found.items():
        default_storage.save(name, ContentFile(data))
    assert bucket.files() == found
    return found


@pytest.fixture
def another(bucket: TestBucket, settings: Any) -> Callable[[], TestBucket]:
    def move() -> TestBucket:
        other = new_bucket(bucket.endpoint)
        settings.STORAGES = other.storages
        return other

    return move


def test_a_newsroom_comes_out_of_one_bucket_into_another(
    photos: dict[str, bytes],
    another: Callable[[], TestBucket],
    backup: Run,
    restore: Run,
    elsewhere: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    backup(tmp_path / "b.tar")
    elsewhere("new")
    other = another()
    assert "restored in" in restore(tmp_path / "b.tar")
    assert other.files() == photos
    assert '<img src="/media/images/ferry' in _page()
    answer = Client().get(Photo.objects.get(title="Ferry").renditions.get(filter_spec="width-20").url)
    assert b"".join(answer) == next(data for name, data in photos.items() if "width-20" in name)
    answer.close()


def test_it_comes_into_a_folder_too(
    photos: dict[str, bytes],
    backup: Run,
    restore: Run,
    elsewhere: Callable[[str], Path],
    settings: Any,
    tmp_path: Path,
) -> None:
    backup(tmp_path / "b.tar")
    home = elsewhere("new")
    settings.MEDIA_BUCKET = None
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    restore(tmp_path / "b.tar")
    there = {path.relative_to(home / "media").as_posix(): path for path in (home / "media").rglob("*.*")}
    assert {name: path.read_bytes() for name, path in there.items()} == photos
    assert {path.stat().st_mode & 0o777 for path in there.values()} == {0o644}


def test_a_bucket_that_holds_photos_is_refused(
    photos: dict[str, bytes],
    bucket: TestBucket,
    backup: Run,
    restore: Run,
    elsewhere: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    backup(tmp_path / "b.tar")
    elsewhere("new")
    with pytest.raises(CommandError, match=f"s3://{bucket.name}/paper/media holds photos already"):
        restore(tmp_path / "b.tar")
    assert bucket.files() == photos


def test_a_restore_that_fails_at_its_end_leaves_no_photo_in_the_bucket(
    photos: dict[str, bytes],
    another: Callable[[], TestBucket],
    backup: Run,
    restore: Run,
    elsewhere: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    backup(tmp_path / "b.tar")
    elsewhere("new")
    other = another()
    seen: list[list[str]] = []

    def full(_: Path) -> None:
        seen.append(other.keys())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(engine(), "land", full)
    with pytest.raises(CommandError, match="No space left on device"):
        restore(tmp_path / "b.tar")
    assert len(seen[0]) == len(photos)
    assert other.keys() == []


def test_a_picture_that_the_bucket_has_lost_is_named(photos: dict[str, bytes], backup: Run, tmp_path: Path) -> None:
    lost = Photo.objects.get(title="Ferry").file
    default_storage.delete(lost.name)
    assert f"The picture {lost.name} is missing; its record is kept." in backup(tmp_path / "b.tar")


def _page() -> str:
    return Client().get(Story.objects.get(headline="Ferry fares rise").get_absolute_url()).content.decode()
