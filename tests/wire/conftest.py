"""What the wire's tests share: `dateline ingest` at its door, and two captured pages of our own."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from dateline.stories.models import Edition

SAMPLES = Path(__file__).parent / "samples"
Ingest = Callable[..., tuple[str, int]]


@pytest.fixture
def page() -> str:
    """A captured page: the new crane of Kessel, news ID 5120, of 12 March 2019."""
    return (SAMPLES / "harbour_en.txt").read_text()


@pytest.fixture
def persian_page() -> str:
    """The same news in Persian, news ID 5121, of 15 Shahrivar 1395."""
    return (SAMPLES / "harbour_fa.txt").read_text()


@pytest.fixture
def ingest_files() -> Ingest:
    """`dateline ingest FILE…`: returns what it printed and its exit status."""

    def _ingest(*arguments: str) -> tuple[str, int]:
        out, status = StringIO(), 0
        try:
            call_command("ingest", *arguments, "--timezone", "Asia/Tehran", stdout=out)
        except SystemExit as ended:
            status = int(ended.code or 0)
        return out.getvalue(), status

    return _ingest


@pytest.fixture
def ingest(en: Edition, ingest_files: Ingest, tmp_path: Path) -> Ingest:
    """The same for one page given as its text or bytes."""

    def _ingest(text: str | bytes, *options: str) -> tuple[str, int]:
        file = tmp_path / "page.txt"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return ingest_files(str(file), *options)

    return _ingest
