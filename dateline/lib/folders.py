"""Folders as people name them in settings."""

from pathlib import Path

from marshmallow import ValidationError


def known_folder(path: Path | None) -> None:
    """Validate a setting: raises `ValidationError` with a sentence when there is no such folder."""
    if path is not None and not path.is_dir():
        raise ValidationError(f"There is no folder {path}.")
