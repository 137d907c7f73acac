"""The manifest of an export. It holds no time and no place, so that the same newsroom gives the same bytes."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

FORMAT = "dateline-export"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
PICTURES = "pictures.jsonl"
"""A line for each file of a photo: its path below `media`, size in bytes and SHA-256."""
MEDIA = "media"


class ExportRefused(Exception):
    """A newsroom cannot be exported or an export not imported. Its text is a sentence for the person who asked."""


@dataclass(frozen=True)
class Lines:
    """One file of lines."""

    name: str
    lines: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an export says about itself."""

    dateline: str
    personal_data: bool
    last_news_id: int
    files: tuple[Lines, ...]

    def to_json(self) -> bytes:
        facts = {"format": FORMAT, "format_version": FORMAT_VERSION} | asdict(self)
        return json.dumps(facts, indent=2).encode() + b"\n"

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Read the manifest of an export. Raises `ExportRefused` with a sentence when there is none that we know."""
        try:
            facts = json.loads((folder / MANIFEST).read_bytes())
            if facts.pop("format") != FORMAT:
                raise ValueError
            newer = facts.pop("format_version") > FORMAT_VERSION
            files = tuple(Lines(**each) for each in facts.pop("files"))
            manifest = cls(files=files, **facts)
        except OSError:
            raise ExportRefused(
                f"{folder} is no export: it has no {MANIFEST}. Captured pages come in by dateline ingest."
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ExportRefused(f"{folder}/{MANIFEST} is not the manifest of an export.") from None
        if newer:
            raise ExportRefused(f"{folder} was written by Dateline {manifest.dateline}, which is newer than this one.")
        return manifest


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
