"""What `dateline import` refuses, and that it then leaves nothing behind."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from dateline.people.models import User
from dateline.site import first_start
from dateline.site.export.reading import OF_A_NEWSROOM
from dateline.stories.models import Edition, Story

Export = Callable[..., str]
Files = Callable[[Path], dict[str, bytes]]
Import = Callable[[Path], str]
Refuses = Callable[[str], None]


@pytest.fixture
def out(newsroom: Path, export: Export, beginning: Callable[[str], Path], tmp_path: Path) -> Path:
    """An export, and an empty newsroom for it."""
    export(tmp_path / "out")
    beginning("new")
    return tmp_path / "out"


@pytest.fixture
def refuses(out: Path, import_from: Import, files_of: Files, tmp_path: Path) -> Refuses:
    """Import the export, see it refused with a sentence, and nothing of it stored."""

    def _refuses(sentence: str) -> None:
        with pytest.raises(CommandError, match=sentence):
            import_from(out)
        assert not [name for name in files_of(tmp_path / "new") if "dateline.sqlite3" not in name]
        first_start.prepare()
        assert [model.objects.count() for model in OF_A_NEWSROOM] == [0] * len(OF_A_NEWSROOM)

    return _refuses


def change(out: Path, name: str, number: int, /, **facts: Any) -> None:
    """Change a line, and the manifest so that it agrees."""
    lines = [json.loads(line) for line in (out / name).read_text().splitlines()]
    lines[number - 1] |= facts
    rewrite(out, name, "".join(json.dumps(line) + "\n" for line in lines))


def rewrite(out: Path, file: str, text: str) -> None:
    (out / file).write_text(text)
    manifest = json.loads((out / "manifest.json").read_text())
    for each in manifest["files"]:
        if each["name"] == file:
            each["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    (out / "manifest.json").write_text(json.dumps(manifest))


WRONG: list[tuple[str, int, dict[str, Any], str]] = [
    ("stories.jsonl", 2, {"section": "en/none"}, "stories.jsonl, line 2: there is no section “en/none”"),
    ("stories.jsonl", 1, {"created_at": "noon"}, "stories.jsonl, line 1: “noon” value has an invalid format"),
    ("stories.jsonl", 1, {"mood": "calm"}, "stories.jsonl, line 1: this release does not know mood"),
    ("stories.jsonl", 3, {"id": None}, "stories.jsonl, line 3: it is no row with an id"),
    ("stories.jsonl", 2, {"news_id": 1}, "stories.jsonl, line 2: .*news_id"),
    ("stories.jsonl", 2, {"translation_of": 99}, "stories.jsonl, line 2: there is no story “99”"),
    ("comments.jsonl", 1, {"story": 99}, "comments.jsonl, line 1: there is no story “99”"),
    ("decisions.jsonl", 1, {"comment": 99}, "The export is not whole: .*comment"),
    ("limits.jsonl", 1, {"edition": "xx"}, "limits.jsonl, line 1: there is no edition “xx”"),
    ("photos.jsonl", 1, {"tags": 5}, "photos.jsonl, line 1: "),
]


def test_a_wrong_line_is_named(out: Path, refuses: Refuses) -> None:
    for file, number, facts, sentence in WRONG:
        right = (out / file).read_text()
        change(out, file, number, **facts)
        refuses(sentence)
        rewrite(out, file, right)


def test_a_line_that_is_no_json_is_named(out: Path, refuses: Refuses) -> None:
    rewrite(out, "topics.jsonl", "{\n")
    refuses("topics.jsonl, line 1: Expecting property name")


def test_an_altered_or_missing_file_is_named(out: Path, refuses: Refuses) -> None:
    with (out / "topics.jsonl").open("a") as file:
        file.write("\n")
    refuses("topics.jsonl was altered")
    (out / "topics.jsonl").unlink()
    refuses("topics.jsonl is missing")


def test_an_altered_picture_is_named(out: Path, refuses: Refuses) -> None:
    (out / "media/original_images/ferry.png").write_bytes(b"another")
    refuses("ferry.png is not the picture that was exported")


def test_a_picture_that_leads_out_of_the_home_is_refused(out: Path, refuses: Refuses) -> None:
    (out / "outside.png").write_bytes(b"x")
    for path in ("../outside.png", "/outside.png", "original_images/../../outside.png"):
        change(out, "pictures.jsonl", 1, file=path, sha256=hashlib.sha256(b"x").hexdigest())
        refuses("which leads out of the media folder")
    assert not Path("/outside.png").exists()


def test_another_picture_in_its_place_is_never_overwritten(out: Path, import_from: Import, tmp_path: Path) -> None:
    there = tmp_path / "new/media/original_images/ferry.png"
    there.parent.mkdir(parents=True)
    there.write_bytes(b"another")
    with pytest.raises(CommandError, match="is another picture already"):
        import_from(out)
    assert there.read_bytes() == b"another"


def test_the_same_picture_may_be_there_as_when_the_home_stays_and_the_database_moves(
    out: Path, newsroom: Path, import_from: Import, tmp_path: Path
) -> None:
    (newsroom / "media").rename(tmp_path / "new" / "media")
    import_from(out)
    assert Story.objects.count() == 5


def test_a_newer_form_is_refused(out: Path, refuses: Refuses) -> None:
    manifest = json.loads((out / "manifest.json").read_text())
    (out / "manifest.json").write_text(json.dumps(manifest | {"format_version": 2, "dateline": "9.0.0"}))
    refuses(r"was written by Dateline 9\.0\.0, which is newer")


def test_what_is_no_export_is_refused(out: Path, refuses: Refuses, import_from: Import, tmp_path: Path) -> None:
    (out / "manifest.json").write_text("[]")
    refuses("is not the manifest of an export")
    (out / "manifest.json").unlink()
    refuses("Captured pages come in by dateline ingest")
    with pytest.raises(CommandError, match="is no export"):
        import_from(tmp_path / "none")


def test_a_newsroom_that_is_there_is_refused_and_stays(
    newsroom: Path, export: Export, import_from: Import, tmp_path: Path
) -> None:
    export(tmp_path / "out")
    with pytest.raises(CommandError, match=r"A newsroom is here already: 2 editions, 3 users, 3 photos, 5 stories"):
        import_from(tmp_path / "out")
    assert (Edition.objects.count(), User.objects.count()) == (2, 3)
