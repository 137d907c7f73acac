"""Which bucket `DATELINE_MEDIA` names: `s3://bucket/prefix?endpoint=…&region=…`. Called by settings; pure."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

SENTENCE = (
    "Give s3://bucket or s3://bucket/prefix, with ?endpoint=https://host and &region=name where they are needed. "
    "Credentials do not belong there: they come in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
)
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""Amazon's rules for new buckets; other servers allow no more."""
_FOLDER = re.compile(r"[\w.-]+", re.ASCII)
_REGION = re.compile(r"[a-z0-9-]{1,50}")


@dataclass(frozen=True)
class Bucket:
    """A bucket, or a part of it that is ours alone. Without an endpoint it is Amazon's own."""

    name: str
    prefix: str = ""
    endpoint: str | None = None
    region: str | None = None

    def __str__(self) -> str:
        """Return what people may read in a list and in a log."""
        return f"s3://{self.name}/{self.prefix}".rstrip("/")


def bucket_of(address: str) -> Bucket:
    """Return the bucket of an address. Raises `ValueError` with a sentence that repeats nothing of it."""
    try:
        parts = urlsplit(address)
        asked = parse_qs(parts.query, strict_parsing=bool(parts.query))
    except ValueError:
        raise ValueError(SENTENCE) from None
    if parts.scheme != "s3" or parts.fragment or not _NAME.fullmatch(parts.netloc):
        raise ValueError(SENTENCE)
    if set(asked) - {"endpoint", "region"} or any(len(values) > 1 for values in asked.values()):
        raise ValueError(SENTENCE)
    endpoint, region = (asked.get(name, [""])[0] for name in ("endpoint", "region"))
    if (endpoint and not _is_endpoint(endpoint)) or (region and not _REGION.fullmatch(region)):
        raise ValueError(SENTENCE)
    return Bucket(parts.netloc, _prefix(parts.path), endpoint or None, region or None)


def _prefix(path: str) -> str:
    folders = path.strip("/").split("/") if path.strip("/") else []
    if any(not _FOLDER.fullmatch(folder) or folder in (".", "..") for folder in folders):
        raise ValueError(SENTENCE)
    return "/".join(folders)


def _is_endpoint(address: str) -> bool:
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return known and parts.username is None and not parts.query and not parts.fragment
