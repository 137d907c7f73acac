"""The cases of HateCheck, which a model is judged by once: read from a file, and kept out of what is learned from."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dateline.scoring.kinds_of_word import GROUPS
from dateline.scoring.train.rows import Row

LONGEST_SHARED = 7
"""Words in a row that a row may have in common with a case."""


class Case(NamedTuple):
    """A sentence of the test, the function that it tests, and whether it is hateful."""

    function: str
    text: str
    is_hateful: int


class LearnedFromACase(ValueError):
    """Rows to learn from say what a case of the test says. Names some of them."""


def cases_in(path: Path) -> list[Case]:
    """Return the cases in HateCheck's test_suite_cases.csv."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Case(each["functionality"], each["test_case"], int(each["label_gold"] == "hateful"))
            for each in csv.DictReader(lines)
        ]


def what_says_a_case(rows: Sequence[Row], cases: Sequence[Case]) -> set[str]:
    """Return the texts that equal a case, of whatever group, or have eight words in a row in common with one."""
    whole = {_bare(case.text) for case in cases}
    runs = {run for bare in whole for run in _runs(bare)}
    return {row.text for row in rows if _bare(row.text) in whole or not runs.isdisjoint(_runs(_bare(row.text)))}


def refuse_what_says_a_case(made: Sequence[Row], cases: Sequence[Case]) -> None:
    """Raise `LearnedFromACase` where one of these rows says what a case says."""
    found = sorted(what_says_a_case(made, cases))
    if found:
        some = "; ".join(found[:5])
        raise LearnedFromACase(f"{len(found)} rows to learn from say what HateCheck says: {some}")


def _runs(bare: tuple[str, ...]) -> list[tuple[str, ...]]:
    size = LONGEST_SHARED + 1
    return [bare[at : at + size] for at in range(len(bare) - size + 1)]


def _bare(text: str) -> tuple[str, ...]:
    """The words of a text, a group of people as any group."""
    return tuple("group" if word in GROUPS else word for word in re.findall(r"\w+", text.lower()))
