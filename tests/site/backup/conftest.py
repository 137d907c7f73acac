"""`dateline backup` and `dateline restore` at their doors."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

Run = Callable[[Path], str]


@pytest.fixture
def backup() -> Run:
    """`dateline backup FILE`: returns what it printed."""
    return lambda file: _run("backup", file)


@pytest.fixture
def restore() -> Run:
    """`dateline restore FILE`: returns what it printed."""
    return lambda file: _run("restore", file)


def _run(command: str, file: Path) -> str:
    printed = StringIO()
    call_command(command, str(file), stdout=printed)
    return printed.getvalue()


@pytest.fixture
def files_of() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder, by its path from there."""
    return lambda folder: {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
