"""`dateline export` and `dateline import` at their doors."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.fixture
def export() -> Callable[..., str]:
    """`dateline export FOLDER`: returns what it printed."""
    return lambda folder, *options: _run("export", folder, *options)


@pytest.fixture
def import_from() -> Callable[[Path], str]:
    """`dateline import FOLDER`: returns what it printed."""
    return lambda folder: _run("import", folder)


def _run(command: str, folder: Path, *options: str) -> str:
    printed = StringIO()
    call_command(command, str(folder), *options, stdout=printed)
    return printed.getvalue()


@pytest.fixture
def files_of() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder, by its path from there."""
    return lambda folder: {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
