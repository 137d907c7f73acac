"""Kills the whole server under load, again and again, and looks for what it had acknowledged.

    .venv/bin/python tests/faults/kill_server.py [--rounds 50] [--lose]

Each round: eight readers send comments, two moderators rule on them at the desk and `dateline ingest` publishes
captured pages; after 1 to 2.5 seconds SIGKILL ends the process group; the server starts again. Every comment whose
receipt was given, every ruling that was answered and every page whose line was printed, in this round or before, must
then be there, once; the round's receipts must open; no comment may be shown or refused without its decision, and the
chain must hold. Prints a line a round and the totals; exit status 1 at any loss. With `--lose` one acknowledged comment
is deleted before each comparison: the check must then fail.

Runs in a home of its own, on SQLite or on the empty database that DATELINE_DATABASE_URL names.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from deciding import moderators
from load import Acknowledged, captured_pages, load_until_killed
from serving import Server, free_port

FIRST_ID = 1_000_000
"""News ID of the first page that comes in: above every one of the sample newsroom."""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=50)
    asked.add_argument("--lose", action="store_true", help="delete an acknowledged comment: the check must fail")
    options = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before the last round."))  # and no server stays behind
    with tempfile.TemporaryDirectory(prefix="dateline-kill-") as home:
        server = Server(Path(home), free_port())
        os.environ.update(
            DATELINE_HOME=home,
            DATELINE_BASE_URL=f"http://127.0.0.1:{server.port}",
            DATELINE_TRUSTED_PROXIES="127.0.0.1",  # so that each comment may come from an address of its own
            DATELINE_COMMENTS_PER_NAME="100000000",  # all are Tom's
            DATELINE_COMMENTS_PER_SITE="100000000",
            DJANGO_SETTINGS_MODULE="dateline.site.settings",
            PYTHONUNBUFFERED="1",  # a line of ingest counts once it is printed
        )
        try:
            return _run(server, Path(home), rounds=options.rounds, lose=options.lose)
        finally:
            server.kill()


def _run(server: Server, home: Path, *, rounds: int, lose: bool) -> int:
    story, newest = prepared()
    from comparing import compare  # needs Django set up

    acknowledged, results, ready = Acknowledged(), [], []
    server.start()
    desk = moderators(server.port, ["mara", "piet"], after=newest, link_for=link_of)
    for number in range(1, rounds + 1):
        comments, stories, rulings = map(len, (acknowledged.receipts, acknowledged.news_ids, acknowledged.decisions))
        pages = captured_pages(home / "pages-to-come", first_id=FIRST_ID + number * 1000)
        load_until_killed(server, story, acknowledged, pages=pages, desk=desk)
        if lose:
            _lose_one(acknowledged)
        ready.append(server.start())
        receipts = list(acknowledged.receipts.items())[comments:]
        results.append(compare(acknowledged, server.port, first_id=FIRST_ID, receipts=receipts))
        taken = f"{len(receipts)} comments, {len(acknowledged.decisions) - rulings} decisions"
        taken += f" and {len(acknowledged.news_ids) - stories} stories acknowledged"
        print(f"round {number}: {taken}, {results[-1]}, ready again in {ready[-1]:.1f} s", flush=True)
    taken = f"{len(acknowledged.receipts)} comments, {len(acknowledged.decisions)} decisions"
    taken += f" and {len(acknowledged.news_ids)} stories acknowledged"
    print(f"{rounds} rounds: {taken}, {results[-1]}, ready again in {min(ready):.1f} to {max(ready):.1f} s")
    proven = acknowledged.receipts and acknowledged.news_ids and acknowledged.decisions
    return 0 if proven and all(each.is_whole for each in results) else 1


def prepared() -> tuple[str, int]:
    """Fill the sample newsroom, and return the address of a story that takes comments and the newest comment's key."""
    import django

    django.setup()
    from django.db import connections

    from dateline.comments.models import Comment
    from dateline.lib import clock
    from dateline.site import first_start
    from dateline.site.sample import load
    from dateline.stories.models import Edition, Story

    first_start.prepare()
    if Edition.objects.exists():
        sys.exit("DATELINE_DATABASE_URL names a database that holds a newsroom. Give an empty one.")
    load.newsroom(now=clock.now())
    stories = Story.objects.public(clock.now()).filter(edition__code="en", comments_door=None)
    address: str = stories.newest_first()[0].get_absolute_url()
    newest: int = Comment.objects.latest("pk").pk
    connections.close_all()
    return address, newest


def link_of(username: str) -> str:
    """Return the address that signs somebody of the sample newsroom in once."""
    from django.db import connections

    from dateline.people.models import User
    from dateline.site.management.commands.sign_in_link import sign_in_address

    link = sign_in_address(User.objects.get(username=username))
    connections.close_all()
    return link


def _lose_one(acknowledged: Acknowledged) -> None:
    from django.db import connections

    from dateline.comments.models import Comment
    from dateline.moderation.models import CommentScore

    comment = Comment.objects.filter(text__in=acknowledged.receipts, decisions=None).latest("pk")
    CommentScore.objects.filter(comment=comment).delete()
    comment.delete()
    connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
