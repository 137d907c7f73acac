"""Photos for readers: sized copies, and nothing else of what is kept beside them, in a folder as in a bucket."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from dateline.people.models import User
from tests.ports import free_port


@pytest.fixture(params=["folder", "bucket"], autouse=True)
def place(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    settings.MEDIA_ROOT = tmp_path / "media"
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    for name in ("images/quay.width-20.jpg", "original_images/quay.jpg", "cards/1/1-0.jpg"):
        default_storage.save(name, ContentFile(b"bytes of " + name.encode()))
    return str(request.param)


def get(client: Client, path: str, **headers: str) -> tuple[HttpResponse, bytes]:
    response = client.get(path, headers=headers)
    return response, b"".join(response) if response.streaming else response.content


def test_a_sized_copy_is_sent_and_kept_for_good(db: None, client: Client) -> None:
    response, sent = get(client, "/media/images/quay.width-20.jpg")
    assert (response.status_code, sent) == (200, b"bytes of images/quay.width-20.jpg")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Content-Length"] == str(len(sent))
    assert response.headers["Cache-Control"] == "public, max-age=31536000"
    again, nothing = get(client, "/media/images/quay.width-20.jpg", if_modified_since=response.headers["Last-Modified"])
    assert (again.status_code, nothing) == (304, b"")
    head = client.head("/media/images/quay.width-20.jpg")
    assert head.headers["Content-Length"] == str(len(sent))
    head.close()


def test_an_original_is_sent_to_the_desk_alone(client: Client, lena: User) -> None:
    assert client.get("/media/original_images/quay.jpg").status_code == 404
    client.force_login(User.objects.create_user("left", "left@halyard.example"))
    assert client.get("/media/original_images/quay.jpg").status_code == 404, "an account without a role"
    client.force_login(lena)
    response, sent = get(client, "/media/original_images/quay.jpg")
    assert (sent, response.headers["Cache-Control"]) == (b"bytes of original_images/quay.jpg", "no-store")


@pytest.mark.parametrize(
    "path",
    [
        "cards/1/1-0.jpg",
        "images/../original_images/quay.jpg",
        "images/../cards/1/1-0.jpg",
        "images/%2e%2e/cards/1/1-0.jpg",
        "images/../../dateline.sqlite3",
        "images//quay.width-20.jpg",
        "images/",
        "images",
        "images/none.jpg",
        "images/quay.width-20.jpg/more",
        "images/" + "x" * 300,
        "images/a%00b",
    ],
)
def test_nothing_else_is_there(db: None, client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_a_bucket_that_is_away_is_told_and_not_kept(
    db: None, client: Client, place: str, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    if place == "folder":
        pytest.skip("a folder is not away")
    options = settings.STORAGES["default"]["OPTIONS"] | {"endpoint_url": f"http://127.0.0.1:{free_port()}"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}
    response = client.get("/media/images/quay.width-20.jpg")
    assert (response.status_code, response.headers["Cache-Control"], response.headers["Retry-After"]) == (
        503,
        "no-store",
        "10",
    )
    assert "A photo cannot be sent: s3://" in caplog.text
