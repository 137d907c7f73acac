"""Lets processes put out the same later versions at the same instant, again and again, and counts what came of it.

    .venv/bin/python tests/faults/two_at_once.py [--rounds 100] [--stories 20] [--processes 2]

Each round: every story has a text that is due; the processes wait for one another and begin. Each text must then be
one version, one notice, one line in the log, one drop for the page store, one entry in the feed. Prints the totals;
exit status 1 where one is missing or there twice. With `--careless` nobody claims: the count must then be wrong.

Runs in a home of its own, on SQLite or on the empty database that DATELINE_DATABASE_URL names.
"""

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from typing import Any

PATIENCE = 120
"""Seconds that a round may take before the run counts as failed."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=100)
    asked.add_argument("--stories", type=int, default=20)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--careless", action="store_true", help="put out without claiming: the count must be wrong")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-two-") as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        set_up()
        newsroom = prepare(options.stories)
        spawning = multiprocessing.get_context("spawn")
        start, end = (spawning.Barrier(options.processes + 1) for _ in range(2))
        words = (start, end, options.rounds, options.careless)
        processes = [spawning.Process(target=_put_out_each_round, args=words) for _ in range(options.processes)]
        for process in processes:
            process.start()
        try:
            wrong = [_round(newsroom, start, end) for _ in range(options.rounds)]
        finally:
            for process in processes:
                process.kill()
                process.join()
        faults = sum(wrong, Counter())
    run = f"{options.rounds} rounds of {options.stories} texts, {options.processes} processes"
    print(f"{run}: {dict(faults) or 'each once'}")
    return 1 if faults else 0


def set_up() -> None:
    import django

    django.setup()


def prepare(stories: int) -> list[Any]:
    from django.contrib.auth.models import Group

    from dateline.people.models import User
    from dateline.people.roles import EDITOR
    from dateline.site import first_start
    from dateline.stories.models import Edition, Story

    first_start.prepare()
    if Edition.objects.exists():
        sys.exit("DATELINE_DATABASE_URL names a database that holds a newsroom. Give an empty one.")
    ines = User.objects.create_user("ines")
    ines.groups.add(Group.objects.get(name=EDITOR.name))
    edition = Edition.objects.create(
        code="en", name="English", language="en", agency_name="Halyard", tag_entity="h.example,2026"
    )
    made = []
    for number in range(stories):
        story = Story(edition=edition, headline=f"Story {number}", lead="Nothing yet.")
        story.save()
        story.publish(story.save_revision(user=ines), user=ines)
        made.append(story.pk)
    return made


def _round(newsroom: list[Any], start: Any, end: Any) -> "Counter[str]":
    """Arrange a text for each story, let them go, and return how often each thing is not there once."""
    _arrange(newsroom)
    before = _counted()
    start.wait(PATIENCE)
    end.wait(PATIENCE)
    after, wanted = _counted(), Counter(dict.fromkeys(before, len(newsroom)))
    wanted["entries in the feed"] = 0  # of the same stories, each once as before
    came = Counter({what: after[what] - before[what] for what in after})
    return Counter({what: abs(came[what] - wanted[what]) for what in after if came[what] != wanted[what]})


def _arrange(newsroom: list[Any]) -> None:
    from dateline.lib import clock
    from dateline.people.models import User
    from dateline.stories.models import LaterVersion, Story

    ines, now = User.objects.get(username="ines"), clock.now()
    for pk in newsroom:
        story = Story.objects.get(pk=pk)
        text = story.get_latest_revision_as_object()
        text.lead = f"Version {story.version + 1}."
        revision = text.save_revision(user=ines)
        story.put_out_later(revision, at=now + timedelta(hours=1), by=ines, note="More is known.", kind="correction")
    LaterVersion.objects.waiting().update(at=clock.now() - timedelta(seconds=1))


def _counted() -> dict[str, int]:
    from django.db import connections
    from django.test import Client
    from wagtail.models import ModelLogEntry

    from dateline.delivery.models import Drop
    from dateline.stories.models import LaterVersion, Notice, Version

    feed = json.loads(Client(SERVER_NAME="localhost").get("/en/feed.json").content)
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids)), "A story stands twice in the feed."
    counted = {
        "versions": Version.objects.count(),
        "notices": Notice.objects.count(),
        "lines in the log": ModelLogEntry.objects.filter(action="wagtail.publish").count(),
        "texts marked as out": LaterVersion.objects.filter(outcome="out").count(),
        "drops of a story": sum(_names_a_story(drop) for drop in Drop.objects.filter(due_at=None)),
        "entries in the feed": len(ids),
    }
    connections.close_all()
    return counted


def _names_a_story(drop: Any) -> bool:
    """A notice is dropped too, by the list of corrections alone and its story."""
    return any(tag.startswith("sitemap-stories") for tag in drop.tags)


def _put_out_each_round(start: Any, end: Any, rounds: int, careless: bool) -> None:
    set_up()
    from django.db import connections

    from dateline.stories import replacing_due

    put_out = _without_claiming if careless else replacing_due.put_out_due
    for _ in range(rounds):
        start.wait(PATIENCE)
        put_out()
        connections.close_all()
        end.wait(PATIENCE)


def _without_claiming() -> None:
    """What a scheduler does that reads the list of what is due and goes through it."""
    from dateline.stories.models import LaterVersion

    for later in LaterVersion.objects.waiting():
        story = later.story
        story.correct(later.revision, by=later.by, note=later.note, kind=later.kind)
        LaterVersion.objects.filter(pk=later.pk).update(outcome="out")


if __name__ == "__main__":
    sys.exit(main())
