"""What a model is judged by is not learned from."""

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.scoring.train.cases import LearnedFromACase, cases_in, refuse_what_says_a_case
from dateline.scoring.train.rows import Row

NAN = float("nan")
ROW = Row("own", "train", "", 0.5, (1.0, NAN, 1.0, NAN, NAN))
TEXTS = ("Trams are rarely on time, and Turks say so", "We like one two three four five six seven EIGHT nine.")


def test_a_row_that_says_a_case_is_refused_whatever_its_group(tmp_path: Path) -> None:
    path = tmp_path / "test_suite_cases.csv"
    path.write_text("functionality,test_case,label_gold\n" + "".join(f'f_nh,"{text}",non-hateful\n' for text in TEXTS))
    cases = cases_in(path)
    assert [case.is_hateful for case in cases] == [0, 0]
    for said in ("trams are rarely on time and MUSLIMS say so!", "one two three four five six seven eight"):
        with pytest.raises(LearnedFromACase, match=r"1 rows .*"):
            refuse_what_says_a_case([replace(ROW, text=said)], cases)
    for other in ("Trams are rarely on time", "one two three four five six seven, then eight"):
        refuse_what_says_a_case([replace(ROW, text=other)], cases)
