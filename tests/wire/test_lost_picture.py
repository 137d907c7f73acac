"""A caption whose picture is lost: a record without its file, in a figure that says so, until somebody finds it."""

import re
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from dateline.stories.models import Photo, Story


@pytest.fixture
def crane(ingest, page, settings, tmp_path) -> Story:
    settings.MEDIA_ROOT = tmp_path / "media"
    ingest(page, "--publish")
    return Story.objects.get(news_id=5120)


def attach(photo: Photo) -> None:
    file = BytesIO()
    Image.new("RGB", (900, 600), "#357").save(file, "JPEG")
    photo.file = ImageFile(BytesIO(file.getvalue()), name="crane.jpg")
    photo.save()


def figure(client, story: Story) -> str:
    [found] = re.findall(r"(?s)<figure.*?</figure>", client.get(story.get_absolute_url()).text)
    return found


def test_readers_see_the_caption_and_that_the_picture_is_lost(crane, client) -> None:
    seen = figure(client, crane)
    assert "Harbour master Dana Osk (L) at the new crane" in seen
    assert "not in the archive" in seen
    assert "HNA" in seen
    assert "<img" not in seen


def test_a_file_attached_later_keeps_caption_and_credit(crane) -> None:
    photo = Photo.objects.missing().get()
    before = (photo.caption, photo.credit_line, photo.source, photo.title)
    attach(photo)
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit_line, photo.source, photo.title) == before
    assert before[1:3] == ("HNA", "Halyard")
    assert (photo.is_missing, photo.width, photo.height) == (False, 900, 600)
    assert not Photo.objects.missing().exists()


def test_readers_then_see_the_picture_in_the_same_figure(crane, client) -> None:
    attach(Photo.objects.missing().get())
    seen = figure(client, crane)
    assert "<img" in seen
    assert "Harbour master Dana Osk (L) at the new crane" in seen
    assert "HNA" in seen
    assert "not in the archive" not in seen


def test_the_same_page_again_does_not_lose_the_picture(crane, ingest, page, client) -> None:
    attach(Photo.objects.missing().get())
    caption = next(line for line in page.splitlines() if "(L)" in line)
    ingest(page.replace(caption + "\n", ""))
    draft = Story.objects.get(news_id=5120).get_latest_revision_as_object()
    assert draft.photo == crane.photo
    assert "<img" in figure(client, crane)
