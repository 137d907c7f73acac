"""What holds for every check: it is plain, it has its Persian, and the document's example is one of them."""

import ast
import re
from pathlib import Path
from textwrap import dedent

import pytest
from babel.messages.pofile import read_po

from dateline.lib.listed_words import ListedWords
from dateline.moderation import checking
from dateline.moderation.checks import CHECKS, Check, name_of
from dateline.moderation.checks.opinion import CLEAN, Listed, Opinion, Verdict, Words

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "dateline/moderation/checks"
EVERY = pytest.mark.parametrize("check", CHECKS, ids=name_of)
PURE = {"collections", "collections.abc", "dataclasses", "enum", "itertools", "re", "typing", "unicodedata"}


def persian() -> dict[str, str]:
    with (ROOT / "dateline/locale/fa/LC_MESSAGES/django.po").open("rb") as file:
        return {str(row.id): str(row.string) for row in read_po(file)}


def test_every_file_is_in_the_list_once() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "opinion"}
    assert sorted(map(name_of, CHECKS)) == sorted(files)


@EVERY
def test_a_check_has_nothing_to_say_of_an_empty_text(check: Check) -> None:
    assert check.check(Words("", "", "")) in (CLEAN, ())


@EVERY
def test_all_that_a_check_says_has_its_persian(check: Check) -> None:
    known = persian()
    assert [said for pair in check.SAYS.items() for said in pair if not known.get(said)] == []


def test_what_is_said_for_a_check_that_fails_or_is_late_has_its_persian() -> None:
    known = persian()
    for said in (checking.UNAVAILABLE, checking.TOO_SLOW):
        assert known[said.word]
        assert known[said.sentence]


@EVERY
@pytest.mark.parametrize("piece", ["a", "a ", "a.", "1 ", "$", "\u0301", "\u200c", "خ ", "ф", "字", "@a.b/", "IR12 "])
def test_every_check_reads_a_text_made_to_be_slow_to_its_end(check: Check, piece: str) -> None:
    """Ten times what a comment can have; quadratic is minutes for it. No clock is held, because machines differ."""
    text = piece * (30_000 // len(piece))
    listed = ListedWords([("idiot", Listed("idiot")), ("go to hell", Listed("go to hell"))])
    said = check.check(Words("Tom", text, "en", listed=listed, watched=listed))
    assert all(opinion.fits(text) for opinion in ((said,) if isinstance(said, Opinion) else said))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_a_check_knows_no_django_no_clock_and_no_network(path: Path) -> None:
    imported = {node.module or "" for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)}
    imported |= {
        name.name
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import)
        for name in node.names
    }
    plain = ("dateline.lib.", "dateline.moderation.checks", "dateline.scoring.")
    assert {name for name in imported if not name.startswith(plain)} <= PURE


def test_the_example_of_the_document_is_the_check_s_own_text() -> None:
    section = (ROOT / "docs/extending.md").read_text().split("\n## A check\n", 1)[1].split("\n## ", 1)[0]
    (example,) = re.findall(r"^   ```python\n(.*?)^   ```$", section, re.S | re.M)
    assert dedent(example) == (FOLDER / "repetition.py").read_text()


@pytest.mark.parametrize(
    ("spans", "fits"),
    [((), True), (((0, 2), (2, 4)), True), (((0, 5),), False), (((2, 4), (0, 2)), False), (((-1, 2),), False)],
)
def test_spans_fit_a_text_that_holds_them_in_order(spans: tuple[tuple[int, int], ...], fits: bool) -> None:
    assert Opinion(Verdict.DOUBT, "word", "Sentence.", spans=spans).fits("four") is fits
    assert not Opinion(Verdict.DOUBT, "word", "Sentence.", spans=((0, 3), (2, 4))).fits("four")
    assert not Opinion(Verdict.DOUBT, "word", "Sentence.", spans=((2, 2),)).fits("four")


def test_an_opinion_that_is_not_clean_says_why() -> None:
    with pytest.raises(ValueError, match="says why"):
        Opinion(Verdict.BREACH, "word")
