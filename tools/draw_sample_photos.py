"""Draws the illustrations of the sample newsroom into dateline/site/sample/photos/: `draw_sample_photos.py [key…]`.

Needs Pillow alone. The same scenes give the same pictures, so a change to one scene changes one file.
"""

import sys
from io import BytesIO
from pathlib import Path

from sample_photos import (
    scenes_coast,
    scenes_indoors,
    scenes_public,
    scenes_roads,
    scenes_sport,
    scenes_stage,
    scenes_town,
    scenes_work,
)
from sample_photos.inks import Print
from sample_photos.registry import SCENES

PHOTOS = Path(__file__).resolve().parent.parent / "dateline" / "site" / "sample" / "photos"
LARGEST = 56_000
"""Bytes a picture may take: the whole set is part of every download of Dateline."""
WEAR = (48, 42, 36, 30, 20, 0)
DRAWERS = (
    scenes_coast,
    scenes_indoors,
    scenes_public,
    scenes_roads,
    scenes_sport,
    scenes_stage,
    scenes_town,
    scenes_work,
)
"""Importing them fills the registry."""


def main(keys: list[str]) -> None:
    PHOTOS.mkdir(exist_ok=True)
    for key in keys or sorted(SCENES):
        sheet = Print()
        SCENES[key](sheet)
        data = packed(sheet, key)
        (PHOTOS / f"{key}.webp").write_bytes(data)
        print(f"{key}: {len(data)} bytes")


def packed(sheet: Print, key: str) -> bytes:
    """Return the picture as lossless WebP, as worn as `LARGEST` allows: grain is what takes the room."""
    for wear in WEAR:
        buffer = BytesIO()
        sheet.pull(key, wear=wear).save(buffer, "WEBP", lossless=True, quality=90, method=6)
        if buffer.tell() <= LARGEST:
            break
    return buffer.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
