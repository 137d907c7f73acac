"""Strings that have broken others: `blns.json` and `xss.txt`, whose sources and licences are in `LICENSES.txt`."""

import json
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
NAUGHTY: list[str] = json.loads((FOLDER / "blns.json").read_text())
SCRIPTS: list[str] = (FOLDER / "xss.txt").read_text().splitlines()
EMAIL = '"onfocus=alert(8)><svg/onload=alert(8)>"@reader.example'
"""An address like any other, says RFC 5321."""


def names(longest: int = 60) -> list[str]:
    """Return the scripts that are short enough to be somebody's name."""
    return [each for each in SCRIPTS if len(each) <= longest]


def texts(strings: list[str], longest: int = 3000) -> Iterator[str]:
    """Yield all the strings, a line each, in as few texts as a field holds."""
    text = ""
    for string in strings:
        if len(text) + len(string) + 1 > longest:
            yield text
            text = ""
        text += ("\n" if text else "") + string
    yield text
