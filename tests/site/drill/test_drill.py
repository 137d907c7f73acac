"""`dateline drill`: a newsroom without a leak, what it prints, and that nothing of it is left."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as given
from django.core.management import CommandError, call_command
from django.db import connection

from dateline.delivery.cache import pages
from dateline.lib import clock
from dateline.site.drill import callers, drilling, hidden
from dateline.site.drill.callers import STAFF
from dateline.stories.models import Story
from tests.site.drill.conftest import Asked, World


def drill(*words: str) -> int:
    """Run the command and return its exit status."""
    try:
        call_command("drill", *words)
    except SystemExit as end:
        return int(str(end.code))
    return 0


def _rows() -> dict[str, int]:
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def _files() -> set[Path]:
    return set(Path(given.MEDIA_ROOT).rglob("*")) | set(Path(given.PAGES_FOLDER).rglob("*"))


def test_a_newsroom_that_tells_nothing(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [caller for caller in STAFF if caller.name in ("editor of another section", "an account without a role")]
    monkeypatch.setattr(drilling, "STAFF", few)
    monkeypatch.setattr(hidden, "KINDS", {"embargoed": hidden.KINDS["embargoed"]})
    pages.store()
    rows, files = _rows(), _files()
    assert drill() == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert f"  embargoed {world.hidden['embargoed'].news_id}: 0 leaks so far\n" in said
    for kind in ("search", "desk", "HEAD", "original", "copy guessed", "time"):
        assert f"  {kind}\n" in said
    assert "  editor of another section\n" in said
    assert "Medians in ms" in said
    assert said.endswith("No answer told of a hidden story.\n")
    assert (_rows(), _files(), pages.store().keys()) == (rows, files, [])


@pytest.mark.parametrize("kind", ["draft", "timed", "held", "killed"])
def test_no_other_kind_is_told(world: World, kind: str) -> None:
    some = (
        "story",
        "front",
        "topic",
        "archive-day",
        "feed",
        "sitemap-stories",
        "old address",
        "card",
        "corrections",
        "receipt",
    )
    assert Asked(world.target(kind)).as_a_reader(*some) == []
    assert Asked(world.target(kind)).for_pictures() == []


def test_a_drill_that_is_turned_away_everywhere_finds_nothing_well(world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    leaks = Asked(world.target("embargoed")).as_a_reader("front", "story")
    assert [str(leak.what) for leak in leaks] == ["status 400, from which nothing is learned"]
    leaks = Asked(world.target("embargoed")).at_the_desk("/desk/")
    assert {leak.address for leak in leaks} == {"/desk/"}
    assert len(leaks) == 5


def test_one_story_is_asked_of_by_its_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(drilling.Drill, "ask_of", lambda self, each, now, **_: asked.append(str(each)))
    number = world.hidden["timed"].news_id
    drill("--story", str(number))
    assert asked == [f"timed {number}"]


def test_a_story_that_is_out_or_is_none_is_refused(world: World) -> None:
    with pytest.raises(CommandError, match="is out: readers may see it"):
        drill("--story", str(world.public.news_id))
    with pytest.raises(CommandError, match="There is no story with the news ID 99999"):
        drill("--story", "99999")


def test_nothing_asked_is_no_success(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    Story.objects.update(live=True, pub_status="usable", publish_at=None, embargoed_until=None)
    assert drill() == 1
    assert "Nothing was asked: no story is hidden from readers" in capsys.readouterr().out


def test_a_leak_is_printed_and_ends_in_status_1(
    world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    leak = drilling.Leak("embargoed 7", "a stranger", "/en/", "it holds “zephyrine quince harvest”")

    def ask_of(self: Any, *_: Any, **__: Any) -> None:
        self.found.asked["front", "a stranger"] += 1
        self.found.leaks.append(leak)

    monkeypatch.setattr(drilling.Drill, "ask_of", ask_of)
    assert drill("--story", str(world.hidden["draft"].news_id)) == 1
    said = capsys.readouterr().out
    assert "/en/ tells a stranger of the embargoed 7: it holds “zephyrine quince harvest”\n1 leak.\n" in said


def test_the_kinds_are_every_reason_for_which_readers_do_not_see_a_story(world: World) -> None:
    public = Story.objects.public(clock.now()).values_list("pk", flat=True)
    every = {each.story.pk for each in hidden.newest(clock.now(), most=100)}
    assert every.isdisjoint(public)
    assert every | set(public) == set(Story.objects.values_list("pk", flat=True))


def test_every_role_that_can_be_limited_asks(world: World) -> None:
    assert len(callers.STAFF) == 6
    assert connection.in_atomic_block  # what they are made of is taken back
