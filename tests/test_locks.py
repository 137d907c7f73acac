"""The locked lists of packages: every one pinned, with the hashes of its files, and from no index in particular."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LISTS = ["requirements-installer.txt", "requirements.txt", "requirements-dev.txt"]
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==[\w.+!-]+(?: ; .+)?$")
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")


def entries(name: str) -> dict[str, list[str]]:
    """Packages of a list and the hashes of each."""
    joined = re.sub(r"\\\n\s*", "\t", (ROOT / name).read_text())
    lines = [line.split("\t") for line in joined.splitlines() if line and not line.lstrip().startswith("#")]
    return {line[0].strip(): [part.strip() for part in line[1:]] for line in lines}


def names(name: str) -> set[str]:
    return {match[1] for line in entries(name) if (match := PINNED.match(line))}


@pytest.mark.parametrize("name", LISTS)
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    found = entries(name)
    assert found
    assert [line for line in found if not PINNED.match(line)] == []
    assert [line for line, hashes in found.items() if not hashes or not all(map(HASH.match, hashes))] == []


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_an_index(name: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links", (ROOT / name).read_text())


def test_the_lists_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["optional-dependencies"]["dev"],
        "requirements-installer.txt": project["dependency-groups"]["installer"],
    }
    for name, wanted in asked.items():
        assert {re.split(r"[\[<>=~! ]", one)[0] for one in wanted} <= names(name), name
    assert entries("requirements-installer.txt").keys() == set(asked["requirements-installer.txt"])


def test_nothing_is_installed_without_its_hashes() -> None:
    installs = re.findall(r"pip install [^\n]+", (ROOT / "Makefile").read_text())
    assert len(installs) == 3
    assert all("--require-hashes" in line for line in installs)
