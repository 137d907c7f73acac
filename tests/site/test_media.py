"""Photos for readers: sized copies, and nothing else of what is kept beside them."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client


@pytest.mark.parametrize(
    "path", ["images/../original_images/quay.jpg", "images/%2e%2e/original_images/quay.jpg", "original_images/quay.jpg"]
)
def test_no_address_leads_past_the_sized_copies(
    db: None, client: Client, path: str, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    default_storage.save("original_images/quay.jpg", ContentFile(b"the original"))
    assert client.get(f"/media/{path}").status_code == 404
