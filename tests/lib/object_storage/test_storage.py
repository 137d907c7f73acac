"""Django's storage on a bucket, against a server that speaks S3: what a disk would do, a bucket does."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_server
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from dateline.lib.object_storage import storage
from dateline.lib.stored_files import every_file
from tests.object_storage import TestBucket, client
from tests.ports import free_port


def save(name: str, data: bytes = b"bytes") -> str:
    return str(default_storage.save(name, ContentFile(data)))


def test_what_is_saved_lies_below_the_prefix_and_is_read_back(bucket: TestBucket) -> None:
    assert save("images/quay ي.jpg", b"a picture") == "images/quay ي.jpg"
    assert bucket.keys() == ["paper/media/images/quay ي.jpg"]
    with default_storage.open("images/quay ي.jpg") as file:
        assert (file.read(), file.size, file.name) == (b"a picture", 9, "images/quay ي.jpg")
        assert file.open().read() == b"a picture"
    assert file.open().read() == b"a picture"  # it was closed, and is brought again
    file.close()
    assert default_storage.size("images/quay ي.jpg") == 9


def test_nothing_is_overwritten(bucket: TestBucket) -> None:
    save("a.jpg", b"first")
    second = save("a.jpg", b"second")
    assert second != "a.jpg"
    assert bucket.files() == {"a.jpg": b"first", second: b"second"}


def test_addresses_are_our_own_and_name_neither_bucket_nor_prefix(bucket: TestBucket) -> None:
    assert default_storage.url("images/quay.width-20.jpg") == "/media/images/quay.width-20.jpg"


def test_objects_are_private(bucket: TestBucket, s3_server: str) -> None:
    save("a.jpg")
    grants = client(s3_server).get_object_acl(Bucket=bucket.name, Key="paper/media/a.jpg")["Grants"]
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]  # its owner


def test_a_file_that_is_not_there_is_told_as_a_disk_does(bucket: TestBucket) -> None:
    for ask in (default_storage.open, default_storage.size, default_storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            ask("cards/1.jpg")
    assert not default_storage.exists("cards/1.jpg")
    assert default_storage.listdir("cards") == ([], [])
    default_storage.delete("cards/1.jpg")


def test_no_name_leads_out_of_the_prefix(bucket: TestBucket) -> None:
    for name in ("../other.jpg", "images/../../other.jpg"):
        with pytest.raises(SuspiciousOperation):
            default_storage.open(name)


def test_every_file_is_listed_however_many_there_are(
    bucket: TestBucket, s3_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "A_PAGE", 5)
    names = [f"cards/{number // 3}/{number}.jpg" for number in range(12)]
    put = client(s3_server).put_object
    for name in names:
        put(Bucket=bucket.name, Key=f"paper/media/{name}", Body=b"")
    put(Bucket=bucket.name, Key="paper/media-of-others/x.jpg", Body=b"")
    put(Bucket=bucket.name, Key="paper/media/folder/", Body=b"")
    assert sorted(file.name for file in every_file(default_storage)) == sorted(names)


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes connections and says nothing."""
    with create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def every_way(storage: Any) -> Iterator[Any]:
    yield lambda: storage.open("a.jpg")
    yield lambda: storage.save("a.jpg", ContentFile(b"x"))
    yield lambda: storage.exists("a.jpg")
    yield lambda: storage.delete("a.jpg")
    yield lambda: storage.size("a.jpg")
    yield lambda: storage.listdir("")
    yield lambda: storage.get_modified_time("a.jpg")
    yield lambda: list(every_file(storage))


def fault_of(way: Any) -> str:
    try:
        way()
    except OSError as fault:
        return str(fault)
    return ""


@pytest.mark.parametrize("fault", ["refusing", "silent", "another bucket", "no credentials"])
def test_whatever_is_wrong_is_a_fault_of_a_disk_told_without_a_secret(
    bucket: TestBucket, settings: Any, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "TO_ANSWER", 0.1)
    options = settings.STORAGES["default"]["OPTIONS"]
    with silent() as address:
        if fault == "refusing":
            options = options | {"endpoint_url": f"http://127.0.0.1:{free_port()}"}
        elif fault == "silent":
            options = options | {"endpoint_url": address}
        elif fault == "another bucket":
            options = options | {"bucket_name": "not-there"}
        else:
            for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
                monkeypatch.delenv(name)
            monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "dateline.lib.object_storage.storage.ObjectStorage", "OPTIONS": options}
        }
        said = [told for way in every_way(default_storage) if (told := fault_of(way))]
        # Of a bucket that is not there, "is it there", "what is its size" and the like know only that it is not.
        assert len(said) >= (5 if fault == "another bucket" else 8)
        assert [each for each in said if "s3cret" in each or "testing-id" in each] == []


def test_all_threads_share_one_connection(bucket: TestBucket) -> None:
    found = []
    threads = [Thread(target=lambda: found.append(default_storage.connection)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(each) for each in found}) == 1


def test_without_a_bucket_nothing_that_speaks_s3_is_loaded(tmp_path: Any) -> None:
    script = (
        "import django, os, sys; os.environ['DATELINE_HOME'] = sys.argv[1];"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'dateline.site.settings'; os.environ.pop('DATELINE_MEDIA', None);"
        "django.setup(); import dateline.site.wsgi;"
        "print([name for name in ('boto3', 'botocore', 'storages', 'redis') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.stdout == "[]\n", done.stdout + done.stderr
