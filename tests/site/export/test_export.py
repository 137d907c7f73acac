"""`dateline export`: what goes along and what does not."""

import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError

from dateline.comments.models import Comment
from dateline.lib import clock
from dateline.people.models import SignInLink, User
from dateline.site.export import pictures
from dateline.site.export.kinds import KINDS
from dateline.site.export.left_behind import LEFT_BEHIND
from dateline.site.export.naming import target_of
from dateline.stories.models import Photo, Story

DOCUMENT = Path(__file__).parents[3] / "docs/formats/export.md"
Export = Callable[..., str]
Files = Callable[[Path], dict[str, bytes]]


def lines(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text().splitlines()]


def test_a_story_is_told_in_words_that_another_program_reads(newsroom: Path, export: Export, tmp_path: Path) -> None:
    export(tmp_path / "out")
    story = next(line for line in lines(tmp_path / "out", "stories") if line["headline"] == "کرایهٔ کشتی")
    assert (story["edition"], story["translation_of"], story["live"]) == ("fa", 1, True)
    assert story["first_published_at"].endswith("Z")
    assert story["body"][0]["value"] == "<p>The <b>text</b>.</p>"
    comment = lines(tmp_path / "out", "comments")[0]
    assert (comment["story"], comment["name"], comment["text"]) == (1, "Tom", "Waiting 💬")


def test_no_password_link_or_address_goes_along(
    newsroom: Path, export: Export, files_of: Files, tmp_path: Path
) -> None:
    export(tmp_path / "out")
    written = b"".join(files_of(tmp_path / "out").values()).decode(errors="replace")
    comment = Comment.objects.first()
    for secret in (
        "@halyard.example",
        "@reader.example",
        comment.address_hash,
        comment.fingerprint,
        User.objects.first().password,
        SignInLink.objects.first().digest,
    ):
        assert secret
        assert secret not in written


def test_personal_data_goes_along_when_asked_for_and_still_no_password(
    newsroom: Path, export: Export, files_of: Files, tmp_path: Path
) -> None:
    export(tmp_path / "out", "--with-personal-data")
    written = b"".join(files_of(tmp_path / "out").values()).decode(errors="replace")
    assert "tom@reader.example" in written
    assert Comment.objects.first().address_hash in written
    assert User.objects.first().password not in written
    assert SignInLink.objects.first().digest not in written


def test_the_folder_is_for_its_owner_alone_and_appears_whole_or_not_at_all(
    newsroom: Path, export: Export, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "exports").mkdir()
    export(tmp_path / "exports" / "out")
    assert (tmp_path / "exports" / "out").stat().st_mode & 0o777 == 0o700

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pictures, "sha256_of", full_disk)
    with pytest.raises(CommandError, match="The export cannot be written: No space left on device"):
        export(tmp_path / "exports" / "second")
    assert [path.name for path in (tmp_path / "exports").iterdir()] == ["out"]


def test_an_export_overwrites_nothing(newsroom: Path, export: Export, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter").write_text("mine")
    with pytest.raises(CommandError, match="is there already"):
        export(tmp_path / "out")
    with pytest.raises(CommandError, match="There is no folder"):
        export(tmp_path / "none" / "out")
    assert (tmp_path / "out" / "letter").read_text() == "mine"


def test_a_picture_that_was_lost_is_named_and_its_record_goes_along(
    newsroom: Path, export: Export, tmp_path: Path
) -> None:
    Path(Photo.objects.get(title="Ferry").file.path).unlink()
    assert "The picture original_images/ferry.png is missing" in export(tmp_path / "out")
    assert len(lines(tmp_path / "out", "photos")) == Photo.objects.count()


def test_memory_stays_flat_over_many_rows(newsroom: Path, export: Export, tmp_path: Path) -> None:
    export(tmp_path / "warm")
    story, text = Story.objects.first(), "A long comment. " * 180
    rows = (
        Comment(
            story=story,
            name="Tom",
            text=text,
            key=f"{n}",
            receipt_digest=f"{n}",
            created_at=clock.now(),
            sent_at=clock.now(),
        )
        for n in range(4000)
    )
    Comment.objects.bulk_create(rows, batch_size=500)
    tracemalloc.start()
    export(tmp_path / "out")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    written = (tmp_path / "out" / "comments.jsonl").stat().st_size
    assert most < written / 2, f"{most / 1e6:.1f} MB of memory for {written / 1e6:.1f} MB of comments"


def test_every_table_goes_along_or_is_left_behind_for_a_reason() -> None:
    going = {kind.model._meta.label for kind in KINDS}
    assert not going & LEFT_BEHIND.keys()
    forgotten = {model._meta.label for model in apps.get_models()} - going - LEFT_BEHIND.keys()
    assert not forgotten, "Name them in dateline/site/export/kinds.py, or in left_behind.py with the reason."


def test_what_a_row_names_by_its_id_goes_along_too() -> None:
    going = {kind.model for kind in KINDS}
    for kind in KINDS:
        for field in kind.fields(personal=True):
            if field.remote_field and target_of(field) is None:
                target = field.remote_field.model
                assert target in going or any(issubclass(model, target) for model in going), field


def test_the_document_shows_a_whole_line_of_each_kind(newsroom: Path, export: Export, tmp_path: Path) -> None:
    export(tmp_path / "out", "--with-personal-data")
    document = DOCUMENT.read_text()
    for file in [*(kind.file for kind in KINDS), "pictures.jsonl"]:
        shown = document.split(f"### `{file}`", 1)[1].split("```json\n", 1)[1].split("\n```", 1)[0]
        written = json.loads((tmp_path / "out" / file).read_text().splitlines()[0])
        assert list(json.loads(shown)) == list(written), file
