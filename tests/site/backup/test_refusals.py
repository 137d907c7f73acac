"""What `dateline restore` refuses, and that it then leaves nothing behind."""

import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from dateline.site.backup.engines import contents
from dateline.site.backup.manifest import Manifest
from dateline.site.backup.packing import Packing
from dateline.stories.models import Story

Files = Callable[[Path], dict[str, bytes]]
Run = Callable[[Path], str]
Change = Callable[[Manifest], Manifest]


@pytest.fixture
def made(newsroom: Path, backup: Run, elsewhere: Callable[[str], Path], tmp_path: Path) -> Path:
    """A backup, and an empty home to restore it into."""
    backup(tmp_path / "b.tar")
    elsewhere("new")
    return tmp_path / "b.tar"


@pytest.fixture
def refuses(restore: Run, files_of: Files, tmp_path: Path) -> Callable[[Path, str], None]:
    """Restore a file, see it refused with a sentence, and the home and its database as they were."""

    def _refuses(file: Path, sentence: str) -> None:
        home = tmp_path / "new"
        before, tables = files_of(home), tables_of_database()
        with pytest.raises(CommandError, match=sentence):
            restore(file)
        assert files_of(home) == before
        assert tables_of_database() == tables
        assert not (home / "restoring").exists()

    return _refuses


def tables_of_database() -> list[str]:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return []
    tables = connection.introspection.table_names()
    connection.close()
    return tables


def forge(made: Path, extra: dict[str, bytes], change: Change = lambda manifest: manifest) -> Path:
    """Pack a backup anew with further files and a changed manifest, all hashes right."""
    forged = made.with_name("forged.tar")
    with tarfile.open(made) as tar, Packing(forged) as packing:
        manifest = Manifest.from_json(tar.extractfile("manifest.json").read())
        for file in manifest.files:
            packing.write(file.name, tar.extractfile(file.name).read())
        for name, data in extra.items():
            packing.write(name, data)
        packing.end(change(replace(manifest, files=tuple(packing.files))))
    return forged


def test_a_file_torn_anywhere_is_refused(made: Path, refuses: Callable[[Path, str], None]) -> None:
    whole = made.read_bytes()
    with tarfile.open(made) as tar:
        end = tar.getmember("manifest.sha256").offset_data
    torn = made.with_name("torn.tar")
    for length in [0, 1, 511, 512, 1000, *range(1024, end, end // 25), end]:
        torn.write_bytes(whole[:length])
        refuses(torn, r"is not a whole backup: .*Nothing was restored\.")


def test_a_byte_altered_anywhere_is_refused(made: Path, refuses: Callable[[Path, str], None]) -> None:
    whole = made.read_bytes()
    altered = made.with_name("altered.tar")
    with tarfile.open(made) as tar:
        entries = tar.getmembers()
    for entry in entries:
        for place in (entry.offset, entry.offset_data, entry.offset_data + entry.size // 2):
            altered.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            refuses(altered, "is not a whole backup: ")


def test_a_path_out_of_the_home_is_refused(made: Path, refuses: Callable[[Path, str], None], tmp_path: Path) -> None:
    for name in ("media/../../outside", "../outside", "/outside", "media/./x", "dateline.conf"):
        refuses(forge(made, {name: b"x"}), "which is no part of a home")
        made.with_name("forged.tar").unlink()
    assert not (tmp_path / "outside").exists()
    assert not Path("/outside").exists()


def test_a_link_in_the_file_is_refused(made: Path, refuses: Callable[[Path, str], None]) -> None:
    link = tarfile.TarInfo("media/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(made, "a") as tar:
        tar.addfile(link)
    refuses(made, "is no plain file")


def test_a_file_that_the_manifest_does_not_name_is_refused(made: Path, refuses: Callable[[Path, str], None]) -> None:
    def forget(manifest: Manifest) -> Manifest:
        return replace(manifest, files=manifest.files[:-1])

    refuses(
        forge(made, {"media/extra": b"x"}, forget), "media/extra is in its manifest or in the file, but not in both"
    )


def test_what_is_no_backup_is_refused(made: Path, refuses: Callable[[Path, str], None], tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no tar " * 1000)
    refuses(tmp_path / "text", "it is no tar file")
    refuses(tmp_path / "none.tar", "cannot be read: No such file")
    refuses(tmp_path, "cannot be read: Is a directory")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "text", "text")
    refuses(tmp_path / "other.tar", "it breaks off before its manifest, or is no backup")


def test_a_backup_of_a_newer_release_is_refused(made: Path, refuses: Callable[[Path, str], None]) -> None:
    def newer(manifest: Manifest) -> Manifest:
        database = replace(manifest.database, migrations=("stories.9999_holograms",))
        return replace(manifest, dateline="9.0.0", database=database)

    refuses(forge(made, {}, newer), r"made by Dateline 9\.0\.0, which is newer than this one")


def test_a_newer_form_of_the_file_is_refused(
    made: Path, refuses: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr("dateline.site.backup.manifest.FORMAT_VERSION", 2)
        forged = forge(made, {})
    refuses(forged, "which is newer than this one")


def test_a_backup_of_the_other_engine_is_refused_and_the_way_is_shown(
    made: Path, refuses: Callable[[Path, str], None]
) -> None:
    def other(manifest: Manifest) -> Manifest:
        engine = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest.database.engine]
        return replace(manifest, database=replace(manifest.database, engine=engine))

    refuses(forge(made, {}, other), "move the newsroom by dateline export and dateline import")


def test_a_database_that_is_not_what_the_manifest_says_is_refused(
    made: Path, restore: Run, files_of: Files, tmp_path: Path
) -> None:
    def more(manifest: Manifest) -> Manifest:
        return replace(manifest, database=replace(manifest.database, counts=dict.fromkeys(contents.COUNTED, 7)))

    with pytest.raises(CommandError, match="The database holds 5 stories, and its manifest says 7"):
        restore(forge(made, {}, more))
    assert files_of(tmp_path / "new") == {}


def test_a_home_with_a_newsroom_is_refused_and_stays_as_it_is(
    newsroom: Path, backup: Run, restore: Run, files_of: Files, tmp_path: Path
) -> None:
    backup(tmp_path / "b.tar")
    before = files_of(newsroom / "media")
    with pytest.raises(CommandError, match="holds photos already"):
        restore(tmp_path / "b.tar")
    for name in before:
        (newsroom / "media" / name).unlink()
    with pytest.raises(CommandError, match=r"holds a newsroom already|has tables already"):
        restore(tmp_path / "b.tar")
    assert Story.objects.count() == 5


def test_a_restore_that_was_cut_short_is_seen(made: Path, restore: Run, tmp_path: Path) -> None:
    (tmp_path / "new" / "restoring").mkdir()
    with pytest.raises(CommandError, match="is under way, or was cut short"):
        restore(made)


def test_another_key_in_the_environment_is_refused(
    made: Path, refuses: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_SECRET_KEY", "another key")
    refuses(made, "DATELINE_SECRET_KEY is not the key of this backup")
