"""The docs name what there is, and what they name is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from dateline.wire import formats

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
SHIPPED = sorted(path for path in (ROOT / "deploy").rglob("*") if path.is_file())
ABOUT_THE_CODE = [*ROOT.glob("*.md"), DOCS / "flow.md", DOCS / "commands.md"]  # decisions are not edited later
DECISIONS = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name != "README.md")
OURS = sorted(name for name, app in get_commands().items() if app == "dateline.site")
OF_DJANGO = {"migrate"}


def text(name: str) -> str:
    return (ROOT / name).read_text()


def spoken(command: str) -> str:
    return command.replace("_", "-")


def table(page: str, opening: str) -> set[str]:
    """What the first column of a page's tables names after this word: `| `make demo …` |` is `demo`."""
    return set(re.findall(rf"^\| `{opening}([\w-]+)", page, re.M))


def options_of(command: str) -> set[str]:
    plain = BaseCommand().create_parser("dateline", command)
    own = load_command_class("dateline.site", command).create_parser("dateline", command)
    known = {option for action in plain._actions for option in action.option_strings}
    return {option for action in own._actions for option in action.option_strings} - known


def test_every_setting_is_documented_and_no_other() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', text("dateline/site/settings.py")))
    assert len(read) > 8
    assert table(text("docs/settings.md"), "DATELINE_") == read


def test_no_page_names_a_setting_that_is_not_read() -> None:
    known = {f"DATELINE_{name}" for name in table(text("docs/settings.md"), "DATELINE_")}
    named = {name for page in PAGES for name in re.findall(r"DATELINE_[A-Z_]+", page.read_text())}
    assert named <= known


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_for_deploying_sets_what_is_not_read(file: Path) -> None:
    known = {f"DATELINE_{name}" for name in table(text("docs/settings.md"), "DATELINE_")}
    assert set(re.findall(r"DATELINE_[A-Z_]+", file.read_text())) <= known
    assert str(file.relative_to(ROOT)) in text("docs/deploying.md")


def test_every_command_is_documented_and_no_other() -> None:
    assert len(OURS) > 5
    assert table(text("docs/commands.md"), "dateline ") == {spoken(name) for name in OURS} | OF_DJANGO


@pytest.mark.parametrize("command", OURS)
def test_every_option_of_a_command_is_documented(command: str) -> None:
    line = next(line for line in text("docs/commands.md").splitlines() if f"`dateline {spoken(command)}" in line)
    assert [option for option in options_of(command) if not re.search(rf"{option}\b", line)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_a_page_gives_exists(page: Path) -> None:
    given = set(re.findall(r"(?:`|bin/|^ {4})dateline ([a-z][a-z-]+)", page.read_text(), re.M))
    assert given <= {spoken(name) for name in get_commands()}


def test_every_make_target_is_documented_and_no_other() -> None:
    targets = set(re.findall(r"^\.PHONY: (.+)$", text("Makefile"), re.M)[0].split())
    assert table(text("docs/commands.md"), "make ") == targets
    given = {name for page in PAGES for name in re.findall(r"(?:`|^ {4})make ([a-z]+)", page.read_text(), re.M)}
    assert given <= targets


def test_every_wire_format_has_a_page_that_the_commands_lead_to() -> None:
    for form in formats.FORMATS:
        name = str(form.__name__).rpartition(".")[2].replace("_", "-")
        assert (DOCS / "formats" / f"{name}.md").exists(), name
        assert f"(formats/{name}.md)" in text("docs/commands.md"), name


def test_every_page_of_docs_is_led_to_by_another() -> None:
    led_to = {target for page in PAGES for target in _targets(page)} | set(_named_in_readme())
    lonely = [page for page in DOCS.rglob("*.md") if page.resolve() not in led_to]
    assert lonely == []


def _named_in_readme() -> Iterator[Path]:
    for name in re.findall(r"`(docs/[\w/.-]+)`", text("README.md")):
        yield (ROOT / name).resolve()


def _targets(page: Path) -> Iterator[Path]:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text()):
        if "://" not in target:
            yield (page.parent / target).resolve()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [target for target in _targets(page) if not target.exists()] == []


@pytest.mark.parametrize("page", ABOUT_THE_CODE, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_a_page_names_exists(page: Path) -> None:
    named = re.findall(r"`((?:[\w-]+/)+[\w-]*(?:\.(?:py|md|toml|html|css|js|txt))?)`", page.read_text())
    missing = [path for path in named if not _is_there(path)]
    assert missing == []


def _is_there(path: str) -> bool:
    return any((ROOT / above / path).exists() for above in ("", "dateline", "docs", "tests"))


def test_every_decision_is_in_the_list_under_its_own_title() -> None:
    listed = text("docs/decisions/README.md")
    for path in DECISIONS:
        title = path.read_text().splitlines()[0].removeprefix("# ")
        assert title.startswith(f"{path.name[:4]} "), path.name
        assert f"- [{title}]({path.name})\n" in listed, path.name
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers))


def test_every_decision_that_code_or_docs_name_exists() -> None:
    numbers = {path.name[:4] for path in DECISIONS}
    sources = [*PAGES, *(ROOT / "dateline").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    named = {number for path in sources for number in re.findall(r"decisions/(\d{4})", path.read_text())}
    assert named
    assert named <= numbers


def test_every_bench_says_how_it_is_run() -> None:
    for path in (ROOT / "bench").glob("*.py"):
        assert f"    .venv/bin/python bench/{path.name}" in str(ast.get_docstring(ast.parse(path.read_text()))), (
            path.name
        )
