"""Reader pages by two parsers that others wrote: html5lib, which knows the standard's parse errors, and html-validate.

html-validate runs on Node; its rules, and why some are off, stand in `tools/page_checks/htmlvalidate.cjs`.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import html5lib
import pytest
from html5lib.html5parser import ParseError

from dateline.delivery.urls import urlpatterns

CHECKS = Path(__file__).parents[3] / "tools/page_checks"
PROGRAM = CHECKS / "node_modules/.bin/html-validate"
NO_PAGES = {"home", "story-short", "story-without-slug", "colours", "mail-confirm"}
"""Routes that are walked by another name, lead elsewhere, or answer no page."""


def test_every_route_of_a_reader_page_is_walked(visit: Any) -> None:
    routes = {pattern.name for pattern in urlpatterns if getattr(pattern, "name", None)}
    assert routes - visit.routes - NO_PAGES == set(), "Add the new page to the walk in conftest.py."


def test_html5lib_finds_no_parse_error(visit: Any) -> None:
    faults = {}
    for name, html in visit.pages.items():
        try:
            html5lib.HTMLParser(strict=True).parse(html)
        except ParseError as fault:
            faults[name] = str(fault)
    assert faults == {}
    assert len(visit.pages) > 20


def test_html_validate_has_nothing_to_complain_of(visit: Any, tmp_path: Path) -> None:
    if not (shutil.which("node") and PROGRAM.exists()):
        assert "CI" not in os.environ, "Node and tools/page_checks/node_modules are missing."
        pytest.skip("needs node and html-validate: python tools/find_test_programs.py")
    for number, html in enumerate(visit.pages.values()):
        (tmp_path / f"{number}.html").write_text(html)
    # To a file: the program ends before a pipe has taken all of a long report.
    report = tmp_path / "report.json"
    command = [PROGRAM, "--config", CHECKS / "htmlvalidate.cjs", "--formatter", f"json={report}", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    names = list(visit.pages)
    faults = [
        (names[int(Path(page["filePath"]).stem)], fault["line"], fault["ruleId"], fault["message"])
        for page in json.loads(report.read_text())
        for fault in page["messages"]
    ]
    assert faults == []
    assert done.returncode == 0, done.stderr
