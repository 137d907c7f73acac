"""Kills the server while it does what follows from changes, again and again, and looks whether each came about once.

    .venv/bin/python tests/faults/worker_killed.py [--rounds 20] [--stories 10] [--forget]

Each round: every story has a text that is due within a second, and as many new stories go out, whose cards are to be
drawn; SIGKILL ends the process group after 0.2 to 1.5 seconds, while it publishes, draws, indexes and purges; the
server starts again. At the end everything is waited for. Each text must then be one version with one notice, each task
done, each purge taken by the cache. Prints the totals; exit status 1 where something is missing or there twice. With
`--forget` one task is left as a dead worker of another machine would leave it a moment ago: the check must then fail.

Runs in a home of its own, on SQLite or on the empty database that DATELINE_DATABASE_URL names.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from serving import Server, free_port
from two_at_once import prepare, set_up

SETTLES = 120
"""Seconds within which everything must be done once the server is left alone."""


class Cache(BaseHTTPRequestHandler):
    """A cache in front that takes every purge."""

    taken: "list[str]" = []

    def do_PURGE(self) -> None:
        self.taken.append(self.headers.get("xkey-purge", ""))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Nobody asks for a line for each."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--stories", type=int, default=10)
    asked.add_argument("--forget", action="store_true", help="leave one task under way: the check must fail")
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before the last round."))  # and no server stays behind
    with (
        tempfile.TemporaryDirectory(prefix="dateline-worker-") as home,
        ThreadingHTTPServer(("127.0.0.1", 0), Cache) as cache,
    ):
        threading.Thread(target=cache.serve_forever, daemon=True).start()
        server = Server(Path(home), free_port())
        os.environ.update(
            DATELINE_HOME=home,
            DATELINE_BASE_URL=f"http://127.0.0.1:{server.port}",
            DATELINE_CACHES=f"varnish://127.0.0.1:{cache.server_port}",
            DJANGO_SETTINGS_MODULE="dateline.site.settings",
        )
        set_up()
        try:
            return _run(server, rounds=options.rounds, stories=options.stories, forget=options.forget)
        finally:
            server.kill()
            cache.shutdown()


def _run(server: Server, *, rounds: int, stories: int, forget: bool) -> int:
    newsroom = prepare(stories)
    server.start()
    for _ in range(rounds):
        _arrange(newsroom)
        time.sleep(random.uniform(0.2, 1.5))
        server.kill()
        server.start()
    if forget:
        _forget_one()
    seconds = _settle()
    faults = _faults(newsroom, rounds)
    done = f"{rounds} kills, {rounds * stories} texts, {_tasks()} tasks, {len(Cache.taken)} purges taken"
    print(f"{done}, settled in {seconds:.1f} s: {dict(faults) or 'each once'}")
    return 1 if faults else 0


def _arrange(newsroom: list[Any]) -> None:
    """A text for each story, all of them due within a second, and as many stories that go out now."""
    from django.db import connections

    from dateline.lib import clock
    from dateline.people.models import User
    from dateline.stories.models import Edition, LaterVersion, Story

    ines, edition = User.objects.get(username="ines"), Edition.objects.get()
    LaterVersion.objects.waiting().exists()
    for place, pk in enumerate(newsroom):
        _wait_for_the_last(pk)
        story = Story.objects.get(pk=pk)
        text = story.get_latest_revision_as_object()
        text.lead = f"Version {story.version + 1}."
        at = clock.now() + timedelta(seconds=place / len(newsroom))
        words = {"by": ines, "note": "More is known.", "kind": "correction"}
        story.put_out_later(text.save_revision(user=ines), at=at + timedelta(seconds=1), **words)
        LaterVersion.objects.waiting().filter(story=story).update(at=at)
        fresh = Story(edition=edition, headline=f"Beside version {story.version + 1} of {pk}", lead="New.")
        fresh.save()
        fresh.publish(fresh.save_revision(user=ines), user=ines)
    connections.close_all()


def _wait_for_the_last(pk: Any) -> None:
    """A story has one text that waits; the one of the round before may be under way yet."""
    from dateline.stories.models import LaterVersion

    _until(lambda: not LaterVersion.objects.waiting().filter(story=pk).exists())


def _settle() -> float:
    """Wait until nothing is left to do, or as long as may be, and return the seconds."""
    from django.db import connections

    begun = time.monotonic()
    _until(lambda: not _left())
    connections.close_all()
    return time.monotonic() - begun


def _until(met: Any) -> None:
    end = time.monotonic() + SETTLES
    while not met() and time.monotonic() < end:
        time.sleep(0.1)


def _left() -> int:
    from django_tasks_db.models import DBTaskResult

    from dateline.delivery.models import Purge
    from dateline.stories.models import LaterVersion

    unfinished = DBTaskResult.objects.filter(finished_at=None).count()
    waiting: int = LaterVersion.objects.waiting().count()
    return unfinished + waiting + Purge.objects.exclude(due_at=None).count()


def _faults(newsroom: list[Any], rounds: int) -> "Counter[str]":
    from django_tasks_db.models import DBTaskResult

    from dateline.delivery.models import Purge
    from dateline.stories.models import LaterVersion, Notice, Story, Version

    wanted = {
        "versions": (Version.objects.filter(story__in=newsroom).count(), len(newsroom) * (rounds + 1)),
        "notices": (Notice.objects.filter(story__in=newsroom).count(), len(newsroom) * rounds),
        "texts marked as out": (LaterVersion.objects.filter(outcome="out").count(), len(newsroom) * rounds),
        "new stories": (Story.objects.exclude(pk__in=newsroom).filter(version=1).count(), len(newsroom) * rounds),
        "tasks not done": (DBTaskResult.objects.exclude(status="SUCCESSFUL").count(), 0),
        "purges not taken": (Purge.objects.filter(acknowledged_at=None).count(), 0),
    }
    return Counter({what: abs(found - right) for what, (found, right) in wanted.items() if found != right})


def _tasks() -> int:
    from django_tasks_db.models import DBTaskResult

    return int(DBTaskResult.objects.count())


def _forget_one() -> None:
    from django_tasks_db.models import DBTaskResult

    from dateline.lib import clock
    from dateline.site.models import WorkerBeat

    _until(lambda: DBTaskResult.objects.filter(status="SUCCESSFUL").exists())
    WorkerBeat.objects.create(worker="elsewhere-7-0a1b", beaten_at=clock.now())
    done = DBTaskResult.objects.filter(status="SUCCESSFUL").values("pk")[:1]
    DBTaskResult.objects.filter(pk__in=[row["pk"] for row in done]).update(
        status="RUNNING", finished_at=None, worker_ids=["elsewhere-7-0a1b"]
    )


if __name__ == "__main__":
    sys.exit(main())
