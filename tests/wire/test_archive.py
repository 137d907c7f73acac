"""A whole archive by one command: files found, numbers kept apart, each page whole or not at all, a report."""

import csv
import io
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError
from django.db import OperationalError, connection

from dateline.moderation.models import HouseRules
from dateline.stories.models import Edition, Photo, Story
from dateline.wire import archive, importing, writing
from dateline.wire.intake import Intake
from dateline.wire.models import Arrival

SAMPLES = Path(__file__).parent / "samples"
TEXT = "Halyard - The quay of Kessel is closed.\nDivers (L) at the quay.\n\nHNA - The works began.\n"


def text(news_id: int | None, minute: int = 0) -> str:
    return f"12 March 2019 - 08:{minute:02}\n" + (f"News ID: {news_id}\n" if news_id else "") + TEXT


@pytest.fixture
def folder(tmp_path) -> Path:
    """An archive of five pages: numbers 11, 12, 13 and 20, and one without a number in the midst."""
    root = tmp_path / "archive"
    for name, news_id in (("a.txt", 11), ("b.txt", 12), ("c.txt", None), ("2019/d.txt", 13), ("2020/e.txt", 20)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text(news_id, minute=news_id or 5))
    return root


def names(*paths: Path) -> list[str]:
    return [os.path.relpath(page.path, paths[0]) for page in archive.pages([str(path) for path in paths])]


def test_a_folder_is_walked_in_sorted_order(folder) -> None:
    assert names(folder) == ["a.txt", "b.txt", "c.txt", "2019/d.txt", "2020/e.txt"]


def test_only_pages_are_taken_from_a_folder(folder) -> None:
    (folder / "page.HTM").write_text("<html>")
    (folder / "page_files").mkdir()
    (folder / "page_files/frame.html").write_text("<html>")
    (folder / "photo.jpg").write_bytes(b"")
    (folder / "._a.txt").write_text("")
    (folder / ".git").mkdir()
    (folder / ".git/x.txt").write_text("")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    assert names(folder) == ["a.txt", "b.txt", "c.txt", "page.HTM", "2019/d.txt", "2020/e.txt"]


def test_a_folder_without_pages_and_a_broken_link_are_said(folder, ingest_files, en) -> None:
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "empty").mkdir()
    printed, status = ingest_files(str(folder / "empty"), str(folder))
    assert status == 1
    assert f"-\trefused\t{folder}/empty\tThe folder holds no page: no *.txt, *.html, *.htm." in printed
    assert f"-\trefused\t{folder}/gone.txt\tThe file cannot be read: No such file or directory." in printed
    assert printed.splitlines()[-1] == "7 read: 5 created, 0 updated, 0 unchanged, 2 refused."


def test_a_page_without_a_number_never_takes_one_that_a_later_page_states(folder, ingest_files, en) -> None:
    (folder / "z.txt").write_text(text(21, minute=21))
    printed, status = ingest_files(str(folder))
    assert status == 0
    assert Arrival.objects.get(stated_news_id=None).story.news_id == 22
    assert [line.split("\t")[0] for line in printed.splitlines()[:6]] == ["11", "12", "21", "13", "20", "22"]


def test_every_sample_comes_in_by_one_command(ingest_files, en) -> None:
    printed, status = ingest_files(str(SAMPLES), "--dates", "day-first", "--publish")
    assert (status, printed.splitlines()[-1]) == (0, "15 read: 15 created, 0 updated, 0 unchanged, 0 refused.")
    assert Story.objects.filter(live=True).count() == 15


def test_a_number_given_here_is_not_taken_for_a_pages_own(ingest, write, en) -> None:
    ours = write("Written at the desk", news_id=11)
    printed, status = ingest(text(11))
    assert (status, "News ID 11 was given here to another story, before this page came in." in printed) == (1, True)
    ingest(text(None))
    given = Story.objects.exclude(pk=ours.pk).get().news_id
    printed, status = ingest(text(given, minute=30))
    assert (status, f"News ID {given} was given here" in printed) == (1, True)


def test_an_archive_again_is_unchanged(folder, ingest_files, en) -> None:
    ingest_files(str(folder))
    printed, status = ingest_files(str(folder))
    assert (status, printed.splitlines()[-1]) == (0, "5 read: 0 created, 0 updated, 5 unchanged, 0 refused.")
    assert (Story.objects.count(), Arrival.objects.count()) == (5, 5)


def test_a_page_is_known_again_at_the_cost_of_few_questions(
    folder, ingest_files, en, django_assert_max_num_queries
) -> None:
    ingest_files(str(folder))
    with django_assert_max_num_queries(8 + 5 * 5):
        ingest_files(str(folder))


def test_one_bad_page_does_not_undo_its_neighbours(folder, ingest_files, en, fa, write, monkeypatch, caplog) -> None:
    write("Already here", edition=fa, news_id=12)
    create: Callable[..., Story] = writing.create

    def fail_on_13(edition: Edition, item, picture, **given) -> Story:
        story = create(edition, item, picture, **given)
        if item.news_id == 13:
            raise RuntimeError("a fault of ours, halfway")
        return story

    monkeypatch.setattr(writing, "create", fail_on_13)
    printed, status = ingest_files(str(folder))
    assert status == 1
    assert "The page met a fault of the program (RuntimeError)." in printed
    assert "halfway" in caplog.text
    assert set(Story.objects.filter(edition=en).values_list("news_id", flat=True)) == {11, 20, 21}
    assert (Photo.objects.count(), Arrival.objects.count()) == (3, 3)


def edition() -> Edition:
    return Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="halyard.example,2026"
    )


@pytest.fixture
def intake(committed: None) -> Intake:
    return Intake(edition(), ZoneInfo("Asia/Tehran"))


def from_another_connection(question: Callable[[], int]) -> int:
    def ask() -> int:
        try:
            return question()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(ask).result()


def test_what_is_said_of_a_page_is_stored_already(intake, folder) -> None:
    outcomes = importing.bring_in(intake, archive.pages([str(folder)]))
    first = next(outcomes)
    assert first.landing.state == "created"
    assert from_another_connection(Story.objects.filter(news_id=first.landing.story.news_id).count) == 1


def test_a_transaction_that_is_lost_is_begun_again_page_by_page(intake, folder, monkeypatch) -> None:
    landed = importing._Batch._landed
    lost = iter([True, False, True, False])

    def lose(batch, *, until: float):
        outcomes = landed(batch, until=until)
        if until and next(lost, False):
            raise OperationalError("deadlock detected")
        return outcomes

    monkeypatch.setattr(importing._Batch, "_landed", lose)
    outcomes = list(importing.bring_in(intake, archive.pages([str(folder)])))
    assert [outcome.landing.state for outcome in outcomes] == ["created"] * 5
    assert Story.objects.count() == Arrival.objects.count() == 5


def test_a_fault_of_ours_before_a_page_lands_stops_no_other(intake, folder, monkeypatch) -> None:
    arriving = Intake.arriving

    def break_at_b(self: Intake, page: object, *, name: str, **rest: object) -> object:
        return 1 / 0 if name.endswith("b.txt") else arriving(self, page, name=name, **rest)

    monkeypatch.setattr(Intake, "arriving", break_at_b)
    landed = {Path(each.name).name: each.landing for each in importing.bring_in(intake, archive.pages([str(folder)]))}
    assert [name for name, landing in landed.items() if landing.state == "refused"] == ["b.txt"]
    assert landed["b.txt"].reason == "The page met a fault of the program (ZeroDivisionError)."


def test_a_database_that_does_not_answer_stops_the_import_and_nothing_is_said(intake, folder, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Intake, "land", fail)
    with pytest.raises(OperationalError, match="disk is full"):
        next(importing.bring_in(intake, archive.pages([str(folder)])))
    assert Story.objects.count() == 0


def test_a_long_batch_lets_others_write_in_between(intake, folder, monkeypatch) -> None:
    monkeypatch.setattr(importing, "LONGEST_BATCH", 0)
    outcomes = importing.bring_in(intake, archive.pages([str(folder)]))
    for stored in range(1, 6):
        next(outcomes)
        assert from_another_connection(Story.objects.count) == stored


def test_quiet_prints_the_summary_alone(folder, ingest_files, en) -> None:
    printed, _ = ingest_files(str(folder / "a.txt"), str(folder / "b.txt"), "--quiet")
    assert printed == "2 read: 2 created, 0 updated, 0 unchanged, 0 refused.\n"


def test_the_report_says_what_came_and_what_lacks(folder, ingest_files, en) -> None:
    (folder / "bad.txt").write_text("Only text.")
    (folder / "31.txt").write_text("31 February 2019 - 08:15\nText.")
    (folder / "30.txt").write_text("30 February 2019 - 08:15\nText.")
    printed, _ = ingest_files(str(folder), "--quiet")
    lines = printed.splitlines()
    assert lines[0].startswith("Pages: 8 in ")
    assert lines[0].endswith(" a second.")
    assert lines[1:] == [
        "Photos without their picture: 5.",
        "First published: from 2019-03-12 08:05 to 2019-03-12 08:20 (Asia/Tehran).",
        "Numbers that no story has, between 11 and 21: 6, in 1 ranges: 14–19.",
        "Refused: 3.",
        "  2 times: The date … does not exist.",
        "  1 times: The page has no date line, such as ….",
        "8 read: 5 created, 0 updated, 0 unchanged, 3 refused.",
    ]


def test_the_report_shows_fifty_gaps_and_counts_the_others(en, ingest_files, tmp_path) -> None:
    for number in range(2, 2 + 3 * 60, 3):
        (tmp_path / f"{number:04}.txt").write_text(text(number))
    printed, _ = ingest_files(str(tmp_path), "--quiet")
    line = next(line for line in printed.splitlines() if line.startswith("Numbers that no story has"))
    assert "between 2 and 179: 118, in 59 ranges: 3–4, 6–7," in line
    assert line.endswith("and 9 more ranges.")
    assert line.count("–") == 50


def test_the_report_as_a_table_has_every_row_and_no_formula(folder, ingest_files, en, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "=cmd|' 'C0.txt").write_text("Only text.")
    printed, _ = ingest_files("=cmd|' 'C0.txt", "2019", "2020", "--report", str(tmp_path / "report.csv"))
    with (tmp_path / "report.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["what", "which", "detail"]
    assert ["refused", "'=cmd|' 'C0.txt", "The page has no date line, such as “05 September 2016 - 23:37”."] in rows
    assert ["photo without its picture", "13", "Divers (L) at the quay."] in rows
    assert ["numbers missing", "14", "19"] in rows
    assert ["count", "created", "2"] in rows
    assert ["first published", "last", "2019-03-12T04:50:00+00:00"] in rows
    assert "Refused: 1." in printed


def test_the_report_as_text_goes_to_the_screen_and_to_the_file(folder, ingest_files, en, tmp_path) -> None:
    printed, _ = ingest_files(str(folder / "a.txt"), "--report", str(tmp_path / "report.txt"))
    assert "Photos without their picture: 1." in printed
    assert "Photos without their picture: 1.\n" in (tmp_path / "report.txt").read_text()


def test_a_report_that_cannot_be_written_is_said_before_anything_is_read(folder, ingest_files, en) -> None:
    with pytest.raises(CommandError, match=r"The report cannot be written to /nowhere/r\.csv: No such file"):
        ingest_files(str(folder), "--report", "/nowhere/r.csv")
    assert Story.objects.count() == 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_a_terminal_and_nowhere_else(folder, ingest_files, en, monkeypatch) -> None:
    from dateline.site import progress

    monkeypatch.setattr(progress, "SECONDS_BETWEEN", 0)
    for screen, is_drawn in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", screen)
        printed, _ = ingest_files(str(folder))
        assert ("5 of 5" in screen.getvalue()) is is_drawn
        assert "of 5" not in printed


def test_rules_that_many_pages_state_are_offered_once(ingest_files, en, page, tmp_path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(page.replace("5120", str(5120 + number)))
    printed, _ = ingest_files(str(tmp_path))
    assert printed.count("The page states house rules") == HouseRules.objects.count() == 1


def test_bookkeeping_is_queued_once_for_a_story_and_once_for_its_photo(ingest, en) -> None:
    from django_tasks_db.models import DBTaskResult

    ingest(text(11), "--publish")
    tasks = sorted(
        (task.task_path.rsplit(".")[-1], *task.args_kwargs["args"][1:]) for task in DBTaskResult.objects.all()
    )
    assert len(tasks) == len(set(tasks)) == 4


def test_two_imports_of_one_archive_at_once_make_one_of_it(intake, folder) -> None:
    def bring_in(_: int) -> list[str]:
        try:
            return [outcome.landing.state for outcome in importing.bring_in(intake, archive.pages([str(folder)]))]
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        states = [state for each in threads.map(bring_in, range(3)) for state in each]
    assert sorted(states) == ["created"] * 5 + ["unchanged"] * 10
    assert Story.objects.count() == Arrival.objects.count() == 5
