"""Pictures that lie beside a page: found within the archive's folder, and taken if the desk would take them.

Called by `intake.py`. Nothing is fetched: a picture that is not there leaves a caption without its picture.
"""

import warnings
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image

from dateline.stories.models import Photo
from dateline.wire.archive import Surroundings

EXTENSIONS = {"GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}


class PictureRefused(ValueError):
    """A file that is no picture to take. Its text is a sentence for a person."""


@dataclass
class PictureBeside:
    """The picture that a page names, read when a photo needs it; `note` is the sentence on one that is left out."""

    where: Surroundings | None
    name: str | None
    note: str = ""
    _stored: list[tuple[Photo, str]] = field(default_factory=list)

    def attach(self, photo: Photo) -> bool:
        """Give the photo its file, unsaved, and say whether there was one to take."""
        path = self._path()
        if path is None:
            return False
        try:
            with path.open("rb") as file:
                data = file.read(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + 1)
            extension, (across, down) = look_at(data)
        except (PictureRefused, OSError) as fault:
            self.note = f"The picture {self.name} is left out: {fault}"
            return False
        # Stored first and sized from its header: handed over as an upload, it is decoded twice more.
        wanted = photo.get_upload_to(f"{path.stem}.{extension}")
        photo.file.name = photo.file.storage.save(wanted, ContentFile(data))
        photo.width, photo.height, photo.file_size = across, down, len(data)
        self._stored.append((photo, photo.file.name))
        return True

    def forget(self) -> None:
        """Take back the files of photos that were not stored after all."""
        for photo, name in self._stored:
            photo.file.storage.delete(name)
        self._stored.clear()

    def _path(self) -> Path | None:
        if self.where is None or self.name is None:
            return None
        try:
            path = (self.where.folder / self.name).resolve()
            return path if path.is_relative_to(self.where.root.resolve()) and path.is_file() else None
        except (OSError, ValueError, RuntimeError):  # no such path can be: a NUL in it, a loop of links
            return None


def look_at(data: bytes) -> tuple[str, tuple[int, int]]:
    """Return the extension of a picture's format and its size in pixels.

    Raises `PictureRefused` for one that the desk would not take, or that cannot be decoded to its end.
    """
    if len(data) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise PictureRefused(f"it is larger than {settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // 1024**2} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=list(EXTENSIONS)) as image:
                _refuse_the_immense(image)
                image.load()
                return EXTENSIONS[str(image.format)], image.size
    except (PictureRefused, Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise PictureRefused(str(fault) if isinstance(fault, PictureRefused) else _IMMENSE) from None
    except Exception:  # Pillow's readers fail in many ways on what is no picture
        raise PictureRefused(f"it is no whole picture in {', '.join(EXTENSIONS)}.") from None


_IMMENSE = "it has too many pixels."


def _refuse_the_immense(image: Image.Image) -> None:
    if image.width * image.height * getattr(image, "n_frames", 1) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise PictureRefused(_IMMENSE)
