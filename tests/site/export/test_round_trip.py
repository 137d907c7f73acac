"""Export, an empty newsroom, import: everything equal, and everything works."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from dateline.comments.models import Comment
from dateline.moderation.models import Decision
from dateline.people.models import SignInLink, User
from dateline.site.management.commands.verify_history import MODELS
from dateline.stories.models import Edition, Photo, Story, Topic, Version
from dateline.stories.models.chain import verify

Export = Callable[..., str]
Files = Callable[[Path], dict[str, bytes]]
Import = Callable[[Path], str]
Move = Callable[[str], Path]


@pytest.fixture
def moved(newsroom: Path, export: Export, import_from: Import, beginning: Move, tmp_path: Path) -> Path:
    """The newsroom after it went through an export into another home."""
    export(tmp_path / "out", "--with-personal-data")
    home = beginning("new")
    import_from(tmp_path / "out")
    return home


@pytest.mark.parametrize("options", [[], ["--with-personal-data"]])
def test_an_export_of_the_import_is_the_same_byte_for_byte(
    newsroom: Path,
    export: Export,
    import_from: Import,
    beginning: Move,
    files_of: Files,
    tmp_path: Path,
    options: list[str],
) -> None:
    export(tmp_path / "first", *options)
    beginning("new")
    import_from(tmp_path / "first")
    export(tmp_path / "second", *options)
    first, second = files_of(tmp_path / "first"), files_of(tmp_path / "second")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert all(first.values()), "Every kind has a line in this newsroom."


def test_the_chain_of_history_is_whole_where_it_comes_in(moved: Path) -> None:
    found = verify(MODELS)
    assert found.breaks == []
    assert min(found.counts[kind] for kind in MODELS) > 0


@pytest.mark.slow
@pytest.mark.skipif("DATELINE_DATABASE_URL" not in os.environ, reason="needs both engines")
def test_a_sample_newsroom_moves_from_sqlite_to_postgresql(
    import_from: Import, export: Export, beginning: Move, files_of: Files, tmp_path: Path
) -> None:
    environment = os.environ | {"DATELINE_HOME": str(tmp_path / "sqlite")}
    del environment["DATELINE_DATABASE_URL"]
    filled = (
        "import django; django.setup(); from dateline.site import first_start; from dateline.site.sample import load;"
        "from dateline.lib import clock; first_start.prepare(); load.newsroom(now=clock.now());"
        "from django.core.management import call_command; call_command('export', 'sqlite.out')"
    )
    surroundings = environment | {"DJANGO_SETTINGS_MODULE": "dateline.site.settings", "PYTHONPATH": os.getcwd()}
    subprocess.run([sys.executable, "-c", filled], env=surroundings, cwd=tmp_path, check=True, timeout=120)
    beginning("new")
    import_from(tmp_path / "sqlite.out")
    export(tmp_path / "postgresql.out")
    first, second = files_of(tmp_path / "sqlite.out"), files_of(tmp_path / "postgresql.out")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_readers_find_what_was_there(moved: Path) -> None:
    ferry = Story.objects.get(headline="Ferry fares rise")
    page = Client().get(ferry.get_absolute_url()).content.decode()
    assert "Fares rise by 5 per cent." in page
    assert '<img src="/media/images/ferry' in page
    assert "Shown 💬" in page
    assert "Waiting 💬" not in page
    assert (
        f'<h2><a href="{ferry.get_absolute_url()}"' in Client().get("/en/search", {"q": "fares cent"}).content.decode()
    )
    assert ">Ferry</a>?" in Client().get("/en/search", {"q": "ferrry"}).content.decode()
    assert "Who we are." in Client().get("/en/about").content.decode()
    assert Client().get(f"/news/{ferry.news_id}").status_code == 301
    assert Client().get("/news/5120").status_code == 301


def test_receipts_open_under_the_same_key(moved: Path) -> None:
    refused = Comment.objects.get(state="refused")
    assert "Not so." in Client().get(f"/receipts/{refused.receipt_token}").content.decode()


def test_what_readers_may_not_see_stays_hidden(moved: Path) -> None:
    for headline in ("Budget at noon", "Handed in"):
        assert Client().get(Story.objects.get(headline=headline).get_absolute_url()).status_code == 404
    assert "Ferry fares fall after all" not in Client().get("/en/").content.decode()


def test_the_desk_goes_on_where_it_was(moved: Path) -> None:
    ines, ferry = User.objects.get(username="ines"), Story.objects.get(headline="Ferry fares rise")
    assert ferry.get_latest_revision_as_object().headline == "Ferry fares fall after all"
    assert list(ferry.topics.all()) == [Topic.objects.get(edition__code="en", name="Ferries")]
    assert Topic.objects.get(edition__code="en", name="Boats").merged_into in ferry.topics.all()
    assert [each.name for each in ferry.contributors.all()] == ["Rolf Some"]
    assert Story.objects.in_review().get().headline == "Handed in"
    ferry.publish(ferry.get_latest_revision(), user=ines)
    assert (ferry.version, Version.objects.filter(story=ferry).count()) == (3, 3)
    handed_in = Story.objects.get(headline="Handed in")
    assert handed_in.handovers.get().by == User.objects.get(username="rolf")
    handed_in.make_ready(by=ines)
    handed_in.publish(handed_in.get_latest_revision(), user=ines)
    assert handed_in.live


def test_the_desk_finds_stories_and_the_use_of_photos(moved: Path) -> None:
    ferry = Story.objects.get(headline="Ferry fares rise")
    assert list(Story.objects.search("ferry fares rise")) == [ferry]
    assert ferry in [used_in for used_in, _ in Photo.objects.get(title="Ferry").get_usage()]


def test_new_rows_go_on_counting(moved: Path) -> None:
    edition = Edition.objects.get(code="en")
    story = Story(edition=edition, headline="New")
    story.save()
    assert story.news_id == 5121
    Topic.objects.create(edition=edition, name="New")
    assert Page.find_problems() == ([], [], [], [], [])


def test_nobody_signs_in_by_an_old_password_or_link(
    newsroom: Path, export: Export, import_from: Import, beginning: Move, tmp_path: Path
) -> None:
    ines = User.objects.get(username="ines")
    ines.set_password("a long password")
    ines.save()
    export(tmp_path / "out", "--with-personal-data")
    beginning("new")
    printed = import_from(tmp_path / "out")
    assert "sign-in-link NAME" in printed
    assert not Client().login(username="ines", password="a long password")
    assert not SignInLink.objects.exists()
    assert [group.name for group in User.objects.get(username="ines").groups.all()] == ["Editor"]
    call_command("sign_in_link", "ines")


def test_decisions_and_versions_keep_their_values(
    newsroom: Path, export: Export, import_from: Import, beginning: Move, tmp_path: Path
) -> None:
    def rows() -> list[Any]:
        return [list(model.objects.order_by("pk").values()) for model in (Version, Decision)]

    before = rows()
    export(tmp_path / "out")
    beginning("new")
    import_from(tmp_path / "out")
    assert rows() == before
