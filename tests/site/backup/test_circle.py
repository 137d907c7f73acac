"""Backup, another home, restore: the newsroom as it was."""

import json
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from dateline import __version__
from dateline.comments.models import Comment
from dateline.site import first_start
from dateline.site.backup import making
from dateline.stories.models import Photo, Story, Version

Files = Callable[[Path], dict[str, bytes]]
Run = Callable[[Path], str]


def rows() -> list[Any]:
    return [
        list(Story.objects.order_by("pk").values_list("news_id", "headline", "first_published_at", "live", "version")),
        list(Version.objects.order_by("pk").values_list("story_id", "number", "created_at", "content")),
        list(Comment.objects.order_by("pk").values_list("name", "text", "email", "state", "key", "address_hash")),
    ]


def manifest_of(file: Path) -> dict[str, Any]:
    with tarfile.open(file) as tar:
        return json.load(tar.extractfile("manifest.json"))


def test_a_restored_newsroom_is_the_one_that_was_backed_up(
    newsroom: Path, backup: Run, restore: Run, elsewhere: Callable[[str], Path], files_of: Files, tmp_path: Path
) -> None:
    (newsroom / "secret.key").write_text("the key of this newsroom\n")
    before, media = rows(), files_of(newsroom / "media")
    assert any(name.startswith("images/") for name in media)
    backup(tmp_path / "b.tar")
    home = elsewhere("new")
    printed = restore(tmp_path / "b.tar")
    assert rows() == before
    assert files_of(home / "media") == media
    assert f"{home}: 5 stories, 5 versions, 4 comments, 4 decisions, " in printed
    assert " restored in " in printed
    assert sorted(path.name for path in home.iterdir() if ".sqlite3" not in path.name) == ["media", "secret.key"]


def test_a_restored_page_shows_its_picture_at_once(
    newsroom: Path, backup: Run, restore: Run, elsewhere: Callable[[str], Path], files_of: Files, tmp_path: Path
) -> None:
    address = Story.objects.get(headline="Ferry fares rise").get_absolute_url()
    Client().get(address)
    backup(tmp_path / "b.tar")
    home = elsewhere("new")
    restore(tmp_path / "b.tar")
    there = files_of(home / "media")
    assert '<img src="/media/images/ferry' in Client().get(address).content.decode()
    assert files_of(home / "media") == there  # none had to be made
    copy = Photo.objects.get(title="Ferry").renditions.get(filter_spec="width-20")
    answer = Client().get(copy.url)
    assert b"".join(answer) == there[copy.file.name]
    answer.close()


def test_a_receipt_opens_after_a_restore_by_the_key_in_the_backup(
    newsroom: Path, backup: Run, restore: Run, elsewhere: Callable[[str], Path], settings: Any, tmp_path: Path
) -> None:
    receipt = f"/receipts/{Comment.objects.get(state='refused').receipt_token}"
    key = settings.SECRET_KEY
    backup(tmp_path / "b.tar")
    home = elsewhere("new")
    (home / "secret.key").write_text("made by the first command in this home\n")
    restore(tmp_path / "b.tar")
    assert (home / "secret.key").read_text().strip() == key
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    assert "Not so." in Client().get(receipt).content.decode()


def test_the_manifest_says_what_is_in_the_file(newsroom: Path, backup: Run, files_of: Files, tmp_path: Path) -> None:
    printed = backup(tmp_path / "b.tar")
    manifest = manifest_of(tmp_path / "b.tar")
    assert manifest["format"] == "dateline-backup"
    assert manifest["dateline"] == __version__
    database = manifest["database"]
    assert database["engine"] == connection.vendor
    assert database["counts"] == {"stories": 5, "versions": 5, "comments": 4, "decisions": 4}
    assert "stories.0001_initial" in database["migrations"]
    times = [manifest["begun_at"], database["snapshot_at"], database["ended_at"], manifest["ended_at"]]
    assert times == sorted(times)
    assert all(time.endswith("Z") for time in times)
    assert {"secret.key", database["file"]} < {file["name"] for file in manifest["files"]}
    assert len(manifest["files"]) == 2 + len(files_of(newsroom / "media"))
    assert "5 stories, 5 versions, 4 comments, 4 decisions" in printed
    assert f"acknowledged before {database['snapshot_at'][:10]}" in printed


def test_the_file_is_for_its_owner_alone_and_nothing_lies_beside_it(
    newsroom: Path, backup: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    backup(folder / "b.tar")
    assert [path.name for path in folder.iterdir()] == ["b.tar"]
    assert stat.S_IMODE((folder / "b.tar").stat().st_mode) == 0o600


def test_a_backup_that_fails_leaves_nothing(
    newsroom: Path, backup: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_appear", full_disk)
    with pytest.raises(CommandError, match="The backup cannot be written: No space left on device"):
        backup(folder / "b.tar")
    assert list(folder.iterdir()) == []


def test_a_backup_overwrites_nothing(newsroom: Path, backup: Run, tmp_path: Path) -> None:
    backup(tmp_path / "b.tar")
    was = (tmp_path / "b.tar").read_bytes()
    with pytest.raises(CommandError, match="is there already"):
        backup(tmp_path / "b.tar")
    assert (tmp_path / "b.tar").read_bytes() == was


def test_a_backup_goes_into_a_folder_that_is_there_and_not_among_the_photos(
    newsroom: Path, backup: Run, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        backup(tmp_path / "none" / "b.tar")
    with pytest.raises(CommandError, match="not kept among the photos"):
        backup(newsroom / "media" / "b.tar")


def test_a_home_without_a_newsroom_is_not_backed_up(
    elsewhere: Callable[[str], Path], backup: Run, tmp_path: Path
) -> None:
    elsewhere("bare")
    with pytest.raises(CommandError, match=r"cannot be (copied|read)"):
        backup(tmp_path / "b.tar")
    assert not (tmp_path / "b.tar").exists()


def test_a_picture_that_was_lost_before_is_named(newsroom: Path, backup: Run, tmp_path: Path) -> None:
    lost = Photo.objects.get(title="Ferry").file
    Path(lost.path).unlink()
    assert f"The picture {lost.name} is missing; its record is kept." in backup(tmp_path / "b.tar")
    assert manifest_of(tmp_path / "b.tar")["missing_pictures"] == [lost.name]


def test_an_older_backup_is_brought_up_to_date(
    newsroom: Path, backup: Run, restore: Run, elsewhere: Callable[[str], Path], tmp_path: Path
) -> None:
    call_command("migrate", "site", "zero", verbosity=0)
    assert not first_start.is_current()
    before = rows()
    backup(tmp_path / "b.tar")
    elsewhere("new")
    restore(tmp_path / "b.tar")
    assert first_start.is_current()
    assert rows() == before


def test_the_doctor_knows_the_last_backup(newsroom: Path, backup: Run, tmp_path: Path) -> None:
    assert making.last_made() is None
    backup(tmp_path / "b.tar")
    made = making.last_made()
    assert made is not None
    assert made.isoformat().replace("+00:00", "Z") == manifest_of(tmp_path / "b.tar")["database"]["snapshot_at"]


@pytest.mark.skipif("DATELINE_DATABASE_URL" in os.environ, reason="a whole home in files is SQLite's")
def test_the_commands_do_it_in_a_home_that_was_never_used(newsroom: Path, backup: Run, tmp_path: Path) -> None:
    backup(tmp_path / "b.tar")
    environment = os.environ | {"DATELINE_HOME": str(tmp_path / "new" / "home")}
    command = [sys.executable, "-m", "dateline", "restore", str(tmp_path / "b.tar")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Serve it with: dateline serve" in done.stdout
    assert (tmp_path / "new" / "home" / "dateline.sqlite3").exists()
