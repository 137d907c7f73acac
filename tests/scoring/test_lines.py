"""Comments in lines: plain, JSON, and what only looks like it; and the command that prints them."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dateline.scoring.engine import Engine
from dateline.scoring.lines import UnreadableLine, scored_lines


def test_each_line_is_answered_in_order(engine: Engine) -> None:
    lines = ["You are an idiot\n", '{"text": "What a\\nfine day it is today", "id": 7}\n', "{sic} what?\n", "\n"]
    rude, fine, braced, empty = map(json.loads, scored_lines(lines, engine))
    start, end, weight = rude["spans"]["INSULT"][0]
    assert ("You are an idiot"[start:end], weight > 1) == ("idiot", True)
    assert fine["language"] == "en"
    assert fine["scores"]["TOXICITY"] < 0.5
    assert braced["scores"]
    assert empty["language"] is None
    with pytest.raises(UnreadableLine, match="Line 2 is an object without “text”"):
        list(scored_lines(["a", '{"body": "a"}'], engine))


def test_the_command_reads_a_file_or_says_why_not(tmp_path: Path) -> None:
    (tmp_path / "comments.txt").write_text("You are an idiot\nسلام دوستان عزیز من این خبر خوب است\n")
    out = io.StringIO()
    call_command("score", str(tmp_path / "comments.txt"), stdout=out)
    english, persian = map(json.loads, out.getvalue().splitlines())
    assert set(english) == {"language", "scores", "spans"}
    assert (persian["language"], persian["scores"]) == ("fa", {})
    assert "no score" in persian["unscored"]
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("score", str(tmp_path / "nothing"))
