"""Reader pages of a newsroom whose photos are in a bucket: as from a folder, and whole again after it was away."""

from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from shutil import copyfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image

from dateline.people.models import User
from dateline.stories.models import Edition, Photo, Story
from tests.delivery.asking import Clock, Site
from tests.object_storage import TestBucket
from tests.ports import free_port

SAMPLES = Path(__file__).parents[1] / "wire/samples/html"


def away(bucket: TestBucket, settings: Any) -> None:
    storages = bucket.storages
    storages["default"]["OPTIONS"]["endpoint_url"] = f"http://127.0.0.1:{free_port()}"
    settings.STORAGES = storages


def test_what_a_page_and_its_card_show_is_in_the_bucket_and_sent_from_there(
    bucket: TestBucket, quay: Photo, publish: Callable[..., Story], site: Site, media: Path
) -> None:
    story = publish("The quay is mended", photo=quay)
    page = site.get(story.get_absolute_url())
    for address in ("/media/images/quay.width-480", "/media/images/quay.width-1200"):
        assert address in page.text + site.get("/en/feed.json").text
    card = site.get(f"/en/news/{story.news_id}/card-1.jpg")
    assert (card.status, card.headers["content-type"]) == (200, "image/jpeg")
    kept = bucket.files()
    assert {name.partition("/")[0] for name in kept} == {"original_images", "images", "cards"}
    assert card.body in kept.values()
    copy = next(name for name in kept if name.startswith("images/quay.width-480"))
    assert site.get(f"/media/{copy}").body == kept[copy]
    assert not media.exists()


def test_a_card_is_drawn_once(bucket: TestBucket, publish: Callable[..., Story], client: Client) -> None:
    story = publish("The quay is mended")
    first = client.get(f"/en/news/{story.news_id}/card-1.jpg").content
    before = bucket.files()
    assert client.get(f"/en/news/{story.news_id}/card-1.jpg").content == first
    assert bucket.files() == before


def test_a_page_made_while_the_bucket_was_away_has_its_picture_a_minute_after_it_is_back(
    bucket: TestBucket, quay: Photo, publish: Callable[..., Story], site: Site, time: Clock, settings: Any
) -> None:
    address = publish("The quay is mended", photo=quay).get_absolute_url()
    away(bucket, settings)
    page = site.get(address)
    assert (page.status, "/media/images/quay" in page.text) == (200, False)
    settings.STORAGES = bucket.storages
    assert not site.get(address).was_rendered
    time.pass_(60)
    assert "/media/images/quay" in site.get(address).text


def test_a_page_whose_picture_is_lost_is_kept_for_good(
    bucket: TestBucket, quay: Photo, publish: Callable[..., Story], site: Site, time: Clock
) -> None:
    address = publish("The quay is mended", photo=quay).get_absolute_url()
    quay.file.storage.delete(quay.file.name)
    site.get(address)
    time.pass_(3600)
    assert not site.get(address).was_rendered


def test_a_card_that_cannot_be_kept_is_unavailable_for_now(
    bucket: TestBucket, publish: Callable[..., Story], site: Site, settings: Any
) -> None:
    story = publish("The quay is mended")
    away(bucket, settings)
    card = site.get(f"/en/news/{story.news_id}/card-1.jpg")
    assert (card.status, card.headers["cache-control"]) == (503, "no-store")
    settings.STORAGES = bucket.storages
    assert site.get(f"/en/news/{story.news_id}/card-1.jpg").status == 200


def test_a_kill_while_the_bucket_is_away_drops_every_page_all_the_same(
    bucket: TestBucket, quay: Photo, publish: Callable[..., Story], site: Site, chief: User, settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    story = publish("The quay is mended", photo=quay)
    assert site.get("/en/corrections").status == site.get(story.get_absolute_url()).status == 200
    away(bucket, settings)
    with django_capture_on_commit_callbacks(execute=True):
        story.kill(by=chief, reason="She was promised.", ground="safety")
    assert site.get(story.get_absolute_url()).status == 410
    assert site.get("/en/corrections").was_rendered


def test_the_desk_uploads_into_the_bucket_and_looks_at_what_is_there(
    bucket: TestBucket, client: Client, lena: User, django_capture_on_commit_callbacks: Any
) -> None:
    picture = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(picture, "JPEG")
    client.force_login(lena)
    sent = {"title": "Ferry", "file": SimpleUploadedFile("ferry.jpg", picture.getvalue(), "image/jpeg")}
    assert client.post(reverse("wagtailimages:add"), sent | {"collection": 1}).status_code == 302
    photo = Photo.objects.get(title="Ferry")
    assert bucket.files()[photo.file.name] == picture.getvalue()
    assert (photo.width, photo.height, photo.file_size) == (300, 200, len(picture.getvalue()))
    seen = client.get(reverse("wagtailimages:edit", args=[photo.pk])).content.decode()
    assert "/media/images/ferry" in seen
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    for task in DBTaskResult.objects.filter(task_path__endswith="delete_file_from_storage_task"):
        task.task.call(*task.args_kwargs["args"])  # as the worker does
    assert bucket.keys() == []


def test_ingest_brings_its_pictures_into_the_bucket(bucket: TestBucket, en: Edition, tmp_path: Path) -> None:
    copyfile(SAMPLES / "crane.html", tmp_path / "crane.html")
    (tmp_path / "crane_files").mkdir()
    Image.new("RGB", (600, 400), "#fc3").save(tmp_path / "crane_files/crane.jpg")
    call_command("ingest", str(tmp_path / "crane.html"), "--timezone", "Asia/Tehran", stdout=StringIO())
    [photo] = Photo.objects.exclude(file="")
    assert bucket.files() == {photo.file.name: (tmp_path / "crane_files/crane.jpg").read_bytes()}
