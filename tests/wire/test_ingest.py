"""`dateline ingest`: a captured page in, a story at its old number, a line for each file."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from dateline.moderation.models import HouseRules
from dateline.stories.models import Photo, Story
from dateline.wire.formats import LARGEST
from dateline.wire.models import Arrival

SEED = Path(__file__).resolve().parents[3] / "shared/seed/000_5e62ed09124010b4.txt"


@pytest.fixture
def standard_input(monkeypatch):
    def _give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return _give


def test_a_page_lands_as_a_draft(ingest, page) -> None:
    printed, status = ingest(page)
    story = Story.objects.get(news_id=5120)
    assert (status, story.live) == (0, False)
    assert printed.startswith("5120\tcreated\tThe harbour master of Kessel says")


def test_every_fact_of_the_page_is_kept(ingest, page) -> None:
    ingest(page, "--publish")
    story = Story.objects.get(news_id=5120)
    assert story.first_published_at.isoformat() == "2019-03-12T04:45:00+00:00"
    assert (story.source, story.credit, story.headline_is_derived) == ("Halyard", "HNA", True)
    assert story.lead.startswith("The harbour master")
    assert "News ID: 5 was painted" in story.text
    assert "HNA -" not in story.text
    assert "comment" not in story.text.lower()
    assert Photo.objects.missing().get().caption.startswith("Harbour master Dana Osk")


def test_the_bytes_are_kept_as_received(ingest, page) -> None:
    import zlib

    ingest(page)
    assert zlib.decompress(Arrival.objects.get().packed) == page.encode()


def test_the_pages_rules_are_offered_as_a_draft_once(ingest, page) -> None:
    ingest(page)
    ingest(page)
    draft = HouseRules.objects.get()
    assert [clause.code for clause in draft.clauses.all()] == ["language", "insult", "libel"]
    assert not draft.is_published


def test_the_rules_are_offered_also_when_a_known_draft_goes_out(ingest, page) -> None:
    ingest(page)
    HouseRules.objects.all().delete()
    printed, _ = ingest(page, "--publish")
    assert "\tupdated\t" in printed
    assert HouseRules.objects.count() == 1


def test_the_number_of_another_edition_is_refused(ingest, page, write, fa) -> None:
    write("Already here", edition=fa, news_id=5120)
    printed, status = ingest(page)
    assert "already belongs to a story of the edition “fa”" in printed
    assert status == 1


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\t", "The file is empty."),
        (b"\x00\x01\x02", "The file is binary"),
        (b"\x89PNG\r\n\x1a\n\xff", "may be binary or in another encoding"),
        (b"\x01\x02\x03 12 March 2019 - 08:15 ", "The file is binary"),
        (b"x" * (LARGEST + 1), "The file is larger than 5 MB"),
        ("Only text.", "The page has no date line, such as"),
        ("31 February 2019 - 08:15\nText.", "The date “31 February 2019 - 08:15” does not exist."),
        ("12 March 2019 - 25:15\nText.", "does not exist"),
        ("12 Smarch 2019 - 08:15\nText.", "does not exist"),
        ("۳۱ مهر ۱۳۹۵ - ۱۰:۳۲\nمتن.", "does not exist"),
        ("22 March 2019 - 00:30\nText.", "the clocks went forward over it"),
        ("12 March 2999 - 08:15\nText.", "is still to come"),
        ("12 March 2019 - 08:15\nSend comment", "The page has no text beyond its date and boilerplate."),
        ("12 March 2019 - 08:15\nNews ID: 5\n---\nSend comment\nPrint", "The page has no text beyond"),
        ("12 March 2019 - 08:15\nNews ID: 0\nText.", "out of range"),
        ("12 March 2019 - 08:15\nNews ID: 9999999999999999\nText.", "out of range"),
    ],
)
def test_what_is_no_page_is_refused_with_a_sentence_and_nothing_is_stored(ingest, refused, sentence) -> None:
    printed, status = ingest(refused, "--publish")
    assert sentence in printed
    assert status == 1
    assert [each.objects.count() for each in (Story, Photo, Arrival, HouseRules)] == [0, 0, 0, 0]


def test_a_huge_file_is_not_read_whole(ingest_files, en, tmp_path) -> None:
    import tracemalloc

    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    tracemalloc.start()
    printed, status = ingest_files(str(tmp_path / "huge.txt"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "larger than 5 MB" in printed
    assert status == 1
    assert most < 5 * LARGEST


def test_one_bad_file_does_not_stop_the_others(ingest_files, en, page, tmp_path) -> None:
    (tmp_path / "good.txt").write_text(page)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "empty").mkdir()
    bad = [tmp_path / "none.txt", tmp_path / "empty", tmp_path / "loop.txt", "/proc/self/mem"]
    printed, status = ingest_files(*map(str, bad), str(tmp_path / "good.txt"))
    lines = printed.splitlines()
    assert lines[0] == f"-\trefused\t{bad[0]}\tThe file cannot be read: No such file or directory."
    assert lines[1] == f"-\trefused\t{bad[1]}\tThe folder holds no page: no *.txt, *.html, *.htm."
    assert lines[2] == f"-\trefused\t{bad[2]}\tThe file cannot be read: Too many levels of symbolic links."
    assert lines[3] == f"-\trefused\t{bad[3]}\tThe file cannot be read: Input/output error."
    assert lines[4].startswith("5120\tcreated\t")
    assert lines[-1] == "5 read: 1 created, 0 updated, 0 unchanged, 4 refused."
    assert status == 1


def test_a_file_name_that_is_no_text_is_no_obstacle(ingest_files, en, page, tmp_path) -> None:
    import os

    file = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    Path(file).write_text(page)
    printed, status = ingest_files(file)
    assert "\tcreated\t" in printed
    assert status == 0
    assert Arrival.objects.get().name.endswith("�.txt")


def test_a_dash_reads_standard_input_among_files(ingest_files, en, page, standard_input, tmp_path) -> None:
    (tmp_path / "other.txt").write_text(page.replace("5120", "5122"))
    standard_input(page.encode())
    printed, status = ingest_files("-", str(tmp_path / "other.txt"), "-")
    lines = printed.splitlines()
    assert lines[0].startswith("5120\tcreated\t")
    assert any(line.startswith("5122\tcreated\t") for line in lines)
    assert "-\trefused\t-\tStandard input can be read once only; it was named before." in lines
    assert status == 1


@pytest.mark.parametrize(("data", "sentence"), [(b"", "is empty"), (b"\x00\xff", "is binary")])
def test_standard_input_is_refused_as_a_file_is(ingest_files, en, standard_input, data, sentence) -> None:
    standard_input(data)
    printed, status = ingest_files("-")
    assert printed.startswith("-\trefused\t-\tThe file ")
    assert sentence in printed
    assert status == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [(["--edition", "xx"], "There is no edition “xx”"), (["--timezone", "Moon/Base"], "is no time zone")],
)
def test_an_unknown_edition_or_zone_is_said_before_anything_is_read(en, options, sentence) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("ingest", "none.txt", *options)


def test_a_persian_page_comes_in_whole(ingest, fa, persian_page) -> None:
    printed, status = ingest(persian_page, "--edition", "fa", "--publish")
    story = Story.objects.get(news_id=5121)
    assert status == 0, printed
    assert story.first_published_at.isoformat() == "2016-09-05T06:02:00+00:00"
    assert (story.source, story.credit, len(story.body)) == ("بادبان", "خبب", 2)
    assert story.photo.caption.startswith("دانا اسک (نفر اول از چپ)")
    assert "نظر" not in story.text
    codes = [clause.code for clause in HouseRules.objects.get().clauses.all()]
    assert codes == ["language", "insult", "libel", "ethnic", "law", "religion"]


@pytest.mark.skipif(not SEED.exists(), reason="the real captured page is not beside this checkout")
def test_the_real_page_comes_in_whole(ingest_files, en) -> None:
    ingest_files(str(SEED), "--publish")
    story = Story.objects.get(news_id=423254)
    assert (story.source, story.credit, len(story.body)) == ("Rasa", "RNA", 9)
    assert story.photo.caption.endswith("2016.")
    assert HouseRules.objects.get().clauses.count() == 6
