"""What the tests of readers' pages and machines' answers share: a photo with a file, and one that the archive lost."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from PIL import Image

from dateline.delivery.cache import pages
from dateline.delivery.cache.store import Store
from dateline.lib import clock
from dateline.stories.models import Photo
from tests.delivery.asking import Clock, Site, connection_kept


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    """An empty media folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def quay(db: None, media: Path) -> Photo:
    """A photo with its file: the quay at Port Ansel."""
    file = BytesIO()
    Image.new("RGB", (1600, 900), "#357").save(file, "JPEG")
    return Photo.objects.create(
        title="quay",
        file=ImageFile(BytesIO(file.getvalue()), name="quay.jpg"),
        caption="The ferry at the quay of Port Ansel on Monday.",
        alt="A white ferry at a stone quay",
        creator="Lena Kos",
        credit_line="HNA",
        copyright_notice="© 2026 Halyard News Agency",
    )


@pytest.fixture
def lost(db: None) -> Photo:
    """A photo record whose picture is not in the archive."""
    return Photo.objects.create(title="lost", caption="The old lighthouse in 1998.", credit_line="HNA archive")


@pytest.fixture
def store(settings: Any, tmp_path: Path) -> Iterator[Store]:
    settings.PAGES_FOLDER = tmp_path / "pages"
    yield pages.store()
    pages.close()


@pytest.fixture
def site(db: Any, store: Store) -> Iterator[Site]:
    with connection_kept():
        yield Site()


@pytest.fixture
def site_of(store: Store) -> Callable[[Any], Site]:
    """A site whose pages an application of the test's own makes."""
    return Site


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moving = Clock()
    monkeypatch.setattr(clock, "now", lambda: moving.now)
    monkeypatch.setattr(clock, "seconds", lambda: moving.now.timestamp())
    return moving
