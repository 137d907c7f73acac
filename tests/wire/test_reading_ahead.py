"""Pages of an archive are read in a process of their own: the same answers in the same order, whatever befalls it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dateline.stories.naming import KnownName, Names
from dateline.wire import reading_ahead
from dateline.wire.archive import PageFile, pages
from dateline.wire.formats import LARGEST
from dateline.wire.reader import PageRead, Reader, Unread

READER = Reader(ZoneInfo("Asia/Tehran"), None, Names([KnownName("kessel", 7)]))
PAGE = "12 March 2019 - 08:15\nNews ID: {number}\n\nHalyard - The quay of {place} is closed.\nThe works began.\n"


class Deadly(PageFile):
    """A page on which the process that reads it ends at once."""

    def read(self) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


class Faulty(PageFile):
    def read(self) -> bytes:
        os.write(1, b"What a library prints goes nowhere among the answers.")
        raise KeyError("nowhere")


@dataclass
class Elsewhere:
    """A page that is no file, as standard input; the process that reads ahead cannot have it."""

    data: bytes
    name: str = "-"
    beside: None = None

    def read(self) -> bytes:
        assert os.getpid() == HERE
        return self.data


HERE = os.getpid()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[PageFile]:
    monkeypatch.setattr(reading_ahead, "FEW", 1)
    for number in range(1, 8):
        (tmp_path / f"{number}.txt").write_text(PAGE.format(number=number, place="Kessel" if number > 4 else "Tarn"))
    (tmp_path / "5.txt").write_text("Nothing of a date.")
    return list(pages([str(tmp_path)]))


def _answers(asked: Iterable[object]) -> list[object]:
    """What came of each page: its number, or the sentence that refuses it."""
    read = reading_ahead.read_all(READER, asked)  # type: ignore[arg-type]
    return [each.item.news_id if isinstance(each, PageRead) else each.reason for _, each in read]


def test_answers_are_those_of_reading_here_in_the_order_of_the_pages(files) -> None:
    answers = list(reading_ahead.read_all(READER, files))
    assert answers == [(page, READER.answer(page)) for page in files]
    assert [isinstance(answer, PageRead) for _, answer in answers] == [True] * 4 + [False] + [True] * 2
    assert [answer.named for _, answer in answers if isinstance(answer, PageRead)] == [()] * 4 + [(7,)] * 2


def test_a_page_that_ends_the_process_is_refused_and_the_others_are_read(files) -> None:
    asked = [*files[:3], Deadly("deadly.txt", "."), Deadly("deadly.txt", "."), *files[3:4]]
    assert _answers(asked) == [1, 2, 3, reading_ahead.ENDED.reason, reading_ahead.ENDED.reason, 4]


def test_a_fault_of_ours_there_is_told_here_with_its_place(files) -> None:
    [_, (_, answer), (_, after)] = reading_ahead.read_all(READER, [files[0], Faulty("faulty.txt", "."), files[1]])
    assert isinstance(answer, Unread)
    assert isinstance(after, PageRead)
    assert "(KeyError)" in answer.reason
    assert "in read" in answer.trace


def test_a_page_that_is_no_file_is_read_where_it_is(files) -> None:
    elsewhere = Elsewhere(PAGE.format(number=40, place="Tarn").encode())
    assert _answers([*files[:2], elsewhere, elsewhere, files[2]]) == [1, 2, 40, 40, 3]


def test_pages_larger_than_the_pipes_between_block_nobody(files, tmp_path) -> None:
    large = PAGE.format(number=50, place="Tarn") + ("The works went on. " * 100 + "\n") * 1_000
    assert reading_ahead.ROOM < len(large) < LARGEST
    (tmp_path / "large.txt").write_text(large)
    page = PageFile(str(tmp_path / "large.txt"), str(tmp_path))
    assert _answers([files[0], *[page] * 5]) == [1] + [50] * 5


def test_no_module_of_the_folder_is_run(files, tmp_path, monkeypatch) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('taken from the archive')")
    monkeypatch.chdir(tmp_path)
    assert _answers(files[:3]) == [1, 2, 3]


def test_as_many_and_as_long_paths_as_may_be_asked_for_fit_in_a_pipe() -> None:
    page = PageFile("ا" * 2048, "ا" * 2048)
    assert len(reading_ahead.pickled(page)) * reading_ahead.AHEAD < reading_ahead.ROOM


BEGIN = """
import sys
from dateline.wire import reading_ahead
from tests.wire.test_reading_ahead import READER, pages
reading_ahead.FEW = 1
answers = reading_ahead.read_all(READER, pages([sys.argv[1]]))
next(answers), next(answers)
print("reading", flush=True)
sys.stdin.read()
"""


def test_the_process_ends_with_a_killed_import(files, tmp_path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BEGIN, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == "reading\n"
        [child] = _children_of(parent.pid)
        parent.kill()
    end = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


def test_an_import_that_is_given_up_leaves_no_process(files) -> None:
    others = _children_of(os.getpid())
    answers = reading_ahead.read_all(READER, files)
    next(answers), next(answers)
    [child] = _children_of(os.getpid()) - others
    answers.close()
    assert child not in _children_of(os.getpid())


def _children_of(process: int) -> set[str]:
    return set(Path(f"/proc/{process}/task/{process}/children").read_text().split())
