"""PostgreSQL's programs, where they are missing or fail."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError

from dateline.site.backup.engines import postgresql

Run = Callable[[Path], str]


pytestmark = [
    pytest.mark.skipif("DATELINE_DATABASE_URL" not in os.environ, reason="SQLite needs no program"),
    pytest.mark.usefixtures("newsroom"),
]


def test_a_missing_pg_dump_is_named_with_its_package(
    backup: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgresql, "DEBIANS_PROGRAMS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=r"pg_dump is not installed.* apt-get install postgresql-client-\d+"):
        backup(tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()


def test_what_pg_dump_says_is_passed_on(backup: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = tmp_path / "99" / "bin" / "pg_dump"
    failing.parent.mkdir(parents=True)
    failing.write_text("#!/bin/sh\necho 'no room' >&2\nexit 1\n")
    failing.chmod(0o755)
    monkeypatch.setattr(postgresql, "DEBIANS_PROGRAMS", tmp_path)
    with pytest.raises(CommandError, match="pg_dump failed: no room"):
        backup(tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()
