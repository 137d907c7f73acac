"""A real HTTP server on loopback that speaks S3 (moto's), and a bucket in it that a test has to itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import boto3

from tests import programs
from tests.ports import free_port

KEYS = {"AWS_ACCESS_KEY_ID": "testing-id", "AWS_SECRET_ACCESS_KEY": "testing-s3cret", "AWS_REGION": "eu-central-1"}
_numbers = count(1)


@dataclass(frozen=True)
class TestBucket:
    """An empty bucket, seen by its server's own client rather than by Dateline."""

    name: str
    endpoint: str
    prefix: str = "paper/media"

    __test__ = False

    @property
    def address(self) -> str:
        return f"s3://{self.name}/{self.prefix}?endpoint={self.endpoint}&region=eu-central-1"

    @property
    def storages(self) -> dict[str, Any]:
        """Django's `STORAGES`, as the settings make them of the address."""
        options = {
            "bucket_name": self.name,
            "location": self.prefix,
            "endpoint_url": self.endpoint,
            "region_name": "eu-central-1",
        }
        return {
            "default": {"BACKEND": "dateline.lib.object_storage.storage.ObjectStorage", "OPTIONS": options},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }

    def keys(self) -> list[str]:
        """Return the key of everything in the bucket, whole."""
        listed = client(self.endpoint).get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return [entry["Key"] for page in listed for entry in page.get("Contents", ())]

    def files(self) -> dict[str, bytes]:
        """Return what is in the bucket, by its name below the prefix."""
        client_ = client(self.endpoint)
        return {
            key.removeprefix(f"{self.prefix}/"): client_.get_object(Bucket=self.name, Key=key)["Body"].read()
            for key in self.keys()
        }


def client(endpoint: str) -> Any:
    given = {"aws_access_key_id": KEYS["AWS_ACCESS_KEY_ID"], "aws_secret_access_key": KEYS["AWS_SECRET_ACCESS_KEY"]}
    return boto3.client("s3", endpoint_url=endpoint, region_name="eu-central-1", **given)


def new_bucket(endpoint: str) -> TestBucket:
    bucket = TestBucket(f"media-{next(_numbers)}", endpoint)
    client(endpoint).create_bucket(Bucket=bucket.name, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    return bucket


@contextmanager
def serving(log: Path) -> Iterator[str]:
    """Run the server and yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with programs.running(command, log=log, answers=lambda: 0 < programs.status_of(port, "/moto-api/") < 500):
        yield f"http://127.0.0.1:{port}"
