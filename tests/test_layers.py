"""The shape of the code: imports go down, and what only one place may do is done there."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READING = {"filter", "exclude", "get", "Q", "_filter_or_exclude"}
"""Calls in which `live=` asks; in every other it sets."""
LONGEST_FILE = 300


def modules() -> list[Path]:
    found = [path for path in (ROOT / "dateline").rglob("*.py") if "migrations" not in path.parts]
    assert len(found) > 150
    return found


def places(found: Iterator[Path] | list[Path]) -> set[str]:
    return {str(path.relative_to(ROOT / "dateline")) for path in found}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def importing(*packages: str) -> set[str]:
    """Files that import one of these packages or something in it."""
    return places(
        path
        for path in modules()
        if any(f"{name}.".startswith(f"{package}.") for name in imported(path) for package in packages)
    )


def sets_live(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            named = [keyword.arg for keyword in node.keywords]
            words = [word.value for word in node.args[1:2] if isinstance(word, ast.Constant)]
            if ("live" in named and called not in READING) or (called == "setattr" and "live" in words):
                return True
        elif isinstance(node, ast.Attribute) and node.attr == "live" and isinstance(node.ctx, ast.Store):
            return True
    return False


def test_imports_only_go_down() -> None:
    # A process of its own: import-linter sets up logging anew and switches the loggers of this one off.
    linted = subprocess.run([Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True)
    assert linted.returncode == 0, linted.stdout.decode()


def test_only_the_newsroom_touches_wagtail_s_admin() -> None:
    strangers = importing("wagtail.admin", "wagtail.snippets") - places((ROOT / "dateline/newsroom").rglob("*.py"))
    assert strangers == {"site/urls.py"}  # which hangs the desk's addresses up


def test_only_a_story_s_own_verbs_set_live() -> None:
    setting = places(path for path in modules() if sets_live(path))
    assert setting <= places((ROOT / "dateline/stories/models").rglob("*.py"))


@pytest.mark.parametrize(
    ("line", "sets"),
    [
        ("story.live = True", True),
        ("story.live += 1", True),
        ("Story.objects.update(live=False)", True),
        ("Story(live=True)", True),
        ("setattr(story, 'live', True)", True),
        ("Story.objects.filter(live=True)", False),
        ("Q(live=True)", False),
        ("print(story.live)", False),
    ],
)
def test_setting_live_is_seen(line: str, sets: bool, tmp_path: Path) -> None:
    (tmp_path / "line.py").write_text(line)
    assert sets_live(tmp_path / "line.py") is sets


def test_what_follows_from_a_change_is_in_one_place() -> None:
    listening = importing("django.dispatch", "django.db.models.signals", "django.core.signals", "wagtail.signals")
    told = {"stories/signals.py", "comments/signals.py"}
    assert listening <= told | {"delivery/purging.py", "site/apps.py"}  # the last follows a migrate, not a change


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path for path in modules() if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert {path for path in places(silent) if not path.endswith("apps.py")} == set()


def test_no_file_is_longer_than_one_reads_at_once() -> None:
    assert places(path for path in modules() if len(path.read_text().splitlines()) > LONGEST_FILE) == set()


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "helpers", "services", "managers", "mixins", "core", "common", "data"}
    assert places(path for path in modules() if empty & {*path.with_suffix("").parts[-3:]}) == set()
