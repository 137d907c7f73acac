"""The address of a bucket: what it says, and what is refused without repeating it."""

import pytest

from dateline.lib.object_storage.address import SENTENCE, Bucket, bucket_of


@pytest.mark.parametrize(
    ("address", "bucket"),
    [
        ("s3://photos", Bucket("photos")),
        ("s3://photos/", Bucket("photos")),
        ("s3://photos?", Bucket("photos")),
        ("s3://photos.example/paper/2026/", Bucket("photos.example", "paper/2026")),
        ("s3://photos?region=eu-central-1", Bucket("photos", region="eu-central-1")),
        (
            "s3://photos/paper?endpoint=https://s3.example:9000/v1&region=eu-1",
            Bucket("photos", "paper", "https://s3.example:9000/v1", "eu-1"),
        ),
    ],
)
def test_an_address_names_bucket_prefix_endpoint_and_region(address: str, bucket: Bucket) -> None:
    assert bucket_of(address) == bucket


@pytest.mark.parametrize(
    "address",
    [
        "photos",
        "s3:",
        "s3://",
        "s3://ab",
        "https://photos",
        "s3://Photos",
        "s3://photos:9000",
        "s3://AKIAID:s3cret@photos",
        "s3://photos/../other",
        "s3://photos/a//b",
        "s3://photos/a b",
        "s3://photos#x",
        "s3://photos?key=s3cret",
        "s3://photos?region=a&region=b",
        "s3://photos?region=Middle Earth",
        "s3://photos?endpoint",
        "s3://photos?endpoint=s3.example",
        "s3://photos?endpoint=ftp://s3.example",
        "s3://photos?endpoint=https://id:s3cret@s3.example",
        "s3://photos?endpoint=https://s3.example?x=1",
        "s3://photos?endpoint=https://s3.example:port",
        "s3://[photos",
    ],
)
def test_anything_else_is_refused_with_one_sentence(address: str) -> None:
    with pytest.raises(ValueError) as refused:
        bucket_of(address)
    assert str(refused.value) == SENTENCE


def test_people_read_it_without_what_is_behind_the_question_mark() -> None:
    assert str(bucket_of("s3://photos/paper?endpoint=https://s3.example")) == "s3://photos/paper"
    assert str(bucket_of("s3://photos")) == "s3://photos"
