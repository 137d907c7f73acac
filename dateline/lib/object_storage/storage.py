"""Django's storage on a bucket: django-storages, with the faults and the patience of this house.

Whatever goes wrong on the way is an `OSError`, as with a disk: who can do without a picture does so, and no reader
waits for a minute. Addresses are our own, so that the bucket stays private and nobody learns how it is laid out.
"""

import errno
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from dateline.lib.stored_files import StoredFile

IN_MEMORY = 2_500_000
"""Bytes of a file that is read; what is beyond goes to a temporary file."""
TO_CONNECT, TO_ANSWER = 2, 10
"""Seconds; boto3 would wait for 60 of each, five times."""

A_PAGE = 1000
"""Names that a server lists with one answer; none gives more."""


class ObjectStorage(S3Storage):
    """The media of a newsroom in a bucket. Nothing is overwritten: a name that is taken gets another."""

    _connecting = threading.Lock()

    def __init__(self, **options: Any) -> None:
        # Of checksums only those that every server knows: since 2025 boto3 sends some that only Amazon's own takes.
        config = Config(
            connect_timeout=TO_CONNECT,
            read_timeout=TO_ANSWER,
            retries={"total_max_attempts": 2, "mode": "standard"},
            signature_version="s3v4",
            s3={"addressing_style": "path" if options.get("endpoint_url") else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(
            file_overwrite=False,
            client_config=config,
            transfer_config=TransferConfig(use_threads=False),
            **options,
        )
        self._shared: Any = None

    @property
    def connection(self) -> Any:
        """One for all threads, which its client allows: each would read megabytes of descriptions anew."""
        with self._connecting:
            if self._shared is None:
                with self._told(""):
                    self._shared = super().connection
        return self._shared

    def url(self, name: str | None, *_: Any, **__: Any) -> str:
        """Return our own address of a file; `site/media.py` sends it."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name or '')}"

    def every_file(self) -> Iterator[StoredFile]:
        """Yield every file, by name: many with each request, however many folders they are in."""
        start = f"{self.location.strip('/')}/" if self.location else ""
        with self._told(""):
            pages = {"PageSize": A_PAGE}
            listed = self.connection.meta.client.get_paginator("list_objects_v2")
            for page in listed.paginate(Bucket=self.bucket_name, Prefix=start, PaginationConfig=pages):
                for entry in page.get("Contents", ()):
                    name = entry["Key"].removeprefix(start)
                    if name and not name.endswith("/"):  # some consoles make folders of that kind
                        yield StoredFile(name, entry["LastModified"].timestamp())

    def fetch(self, name: str) -> IO[bytes]:
        """Return what a file holds. Raises `FileNotFoundError` when it is not there."""
        file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # whoever opened the file closes it
        with self._told(name):
            key = self._normalize_name(clean_name(name))
            answer = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=key)
            with answer["Body"] as body:
                shutil.copyfileobj(body, file)
        file.seek(0)
        return file

    def exists(self, name: str) -> bool:
        with self._told(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with self._told(name):
            super().delete(name)

    def size(self, name: str) -> int:
        with self._told(name):
            return int(super().size(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with self._told(path):
            folders, files = super().listdir(path)
            return folders, files

    def get_modified_time(self, name: str) -> Any:
        with self._told(name):
            return super().get_modified_time(name)

    def _open(self, name: str, mode: str = "rb") -> File:
        if mode != "rb":
            raise ValueError("A file in a bucket is read, or saved as a whole.")
        return _Fetched(self, name)

    def _save(self, name: str, content: Any) -> str:
        with self._told(name):
            return str(super()._save(name, content))

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """Turn what boto3 raises into what a disk raises. The sentences hold no key, whole or in part."""
        try:
            yield
        except ClientError as fault:
            code = str(fault.response.get("Error", {}).get("Code", ""))
            if code in ("404", "NoSuchKey"):
                raise FileNotFoundError(errno.ENOENT, "No such file in the bucket", name) from None
            raise OSError(errno.EIO, f"{self._place()} answered {code or 'with a fault'}") from None
        except (BotoCoreError, Boto3Error) as fault:
            why = type(fault).__name__
            raise OSError(errno.EIO, f"{self._place()} cannot be asked ({why})") from None

    def _place(self) -> str:
        return f"s3://{self.bucket_name} at {self.endpoint_url or 'Amazon'}"


class _Fetched(File):
    """A file of the bucket, brought here; opened again after it was closed, it is brought again."""

    def __init__(self, storage: ObjectStorage, name: str) -> None:
        self._storage = storage
        super().__init__(storage.fetch(name), name)

    def open(self, *_: Any, **__: Any) -> Any:
        if self.closed:
            self.file = self._storage.fetch(str(self.name))
        self.seek(0)
        return self
