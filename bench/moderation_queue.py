"""What the moderators' queue costs with 50,000 waiting comments, against 50, through the whole view, in one run.

    .venv/bin/python bench/moderation_queue.py [--waiting 50000] [--alike 12000]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/moderation_queue.py

Two editions with some stories each; a part of the comments is alike, a part raised a doubt. Prints median, worst and
processor time in milliseconds of the list in each order, narrowed and further on, of what a page asks every ten
seconds, and of "decide, then the next item" (the answer to the decision, and the page that it leads to). The goal is
150 ms. SQLite unless `DATELINE_DATABASE_URL` says otherwise.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from filling import newsroom

GOAL = 150
"""Milliseconds."""
TIMES = 15
STORIES = 12
SPAM = "Buy the fine watches here, and buy them now."
CHECKED = 5
"""Of so many comments one raised a doubt."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--waiting", type=int, default=50_000)
    asked.add_argument("--alike", type=int, default=12_000)
    asked.add_argument("--home", help="a folder that keeps the database, so that the next run need not fill it")
    given = asked.parse_args()
    with newsroom(given.home) as is_new:
        from django.db import connection

        desk = _desk() if is_new else _again()
        medians: dict[str, float] = {}
        for waiting, alike in ((50, 0), (given.waiting - 50, given.alike)) if is_new else ((0, given.alike),):
            if is_new:
                _fill(waiting, alike)
            gc.collect()
            gc.freeze()  # as the server does
            print(f"{connection.vendor}, {_waiting():,} waiting, {alike:,} of them alike")
            for name, ask in _questions(desk).items():
                medians[name] = _row(name, ask, medians.get(name))


def _desk() -> Any:
    from dateline.moderation.models import Clause, HouseRules
    from dateline.people.models import User
    from dateline.stories.models import Edition, Section, Story

    user = User.objects.create_superuser("bench", "bench@bench.example")
    for code in ("en", "fa"):
        facts = {"language": code, "time_zone": "UTC", "agency_name": "Bench", "tag_entity": "bench.example,2026"}
        edition = Edition.objects.create(code=code, name=code, **facts)
        section = Section.objects.create(edition=edition, slug="s", name="S")
        rules = HouseRules.objects.create(edition=edition)
        for number in range(6):
            told = {"text": "No.", "reader_sentence": "It breaks the rule."}
            Clause.objects.create(rules=rules, sort_order=number, code=f"c{number}", title=f"C{number}", **told)
        rules.publish(by=user)
        for number in range(STORIES):
            body = [("paragraph", "<p>" + "A long text of a story. " * 200 + "</p>")]
            Story(edition=edition, section=section, headline=f"Story {number} of {code}", body=body).save()
    return _again()


def _again() -> Any:
    from django.test import Client

    from dateline.people.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="bench"))
    return client


def _fill(count: int, alike: int) -> None:
    from django.db import connection

    from dateline.comments.models import Comment
    from dateline.lib import clock
    from dateline.moderation import queueing
    from dateline.moderation.models import CheckOpinion, Queued, Sign
    from dateline.stories.models import Story

    stories, first, now = list(Story.objects.order_by("pk")), Comment.objects.count(), clock.now()
    begun = time.perf_counter()
    made = Comment.objects.bulk_create(
        (
            Comment(
                story=stories[number % len(stories)],
                name=f"Reader {number}",
                text="Buy the fine watches here, and buy them now."
                if number - first < alike
                else f"Words {number}. " * 9,
                created_at=now - timedelta(days=2) + timedelta(seconds=number),
                sent_at=now - timedelta(days=2) + timedelta(seconds=number),
                key=f"{number:032}",
                receipt_digest=f"{number:064}",
                fingerprint=f"{number:064}",
            )
            for number in range(first, first + count)
        ),
        batch_size=2000,
    )
    Sign.objects.bulk_create(
        (Sign(comment=each, sent_at=int(now.timestamp()), name=each.name, text=each.text[:32]) for each in made),
        batch_size=2000,
    )
    about = {
        "check_name": "contacts",
        "verdict": "doubt",
        "word": "link",
        "sentence": "It has a link.",
        "given_at": now,
    }
    CheckOpinion.objects.bulk_create(
        (CheckOpinion(comment=each, **about) for each in made if each.pk % CHECKED == 0), batch_size=2000
    )
    while queueing.rate_the_unrated():
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")
    print(f"{Queued.objects.count():,} in the queue after {time.perf_counter() - begun:.0f} s", flush=True)


def _waiting() -> int:
    from dateline.comments.models import Comment

    return Comment.objects.waiting().count()


def _questions(desk: Any) -> dict[str, Callable[[], None]]:
    def listed(query: str) -> Callable[[], None]:
        def ask() -> None:
            assert desk.get(f"/desk/comments/?{query}").status_code == 200

        return ask

    def decided_and_next() -> None:
        answer = desk.post(here[0], {"verb": "show", "read": _read(here[0])})
        assert answer.status_code == 302, answer.status_code
        here[0] = answer.headers["Location"]
        assert desk.get(here[0]).status_code == 200

    here = [desk.get("/desk/comments/next/?sort=risk").headers["Location"]]
    far = _far()
    return {
        "the list, by risk": listed("sort=risk"),
        "the list, by age": listed("sort=age"),
        "the list, by story": listed("sort=story"),
        "of one edition": listed("sort=risk&edition=fa"),
        "of one story": listed("sort=risk&story=1"),
        "with one label": listed("sort=risk&label=contacts"),
        "with a label that none has": listed("sort=risk&label=haste"),
        "with words": listed("sort=risk&q=Reader+31"),
        "with words that none has": listed("sort=risk&q=qqqqqqq"),
        "the twentieth page": listed(f"sort=risk&after={far}"),
        "news for an open page": lambda: desk.get("/desk/comments/news/?sort=risk&since=2030-01-01T00:00:00Z"),
        "decide, and the next": decided_and_next,
    }


def _far() -> str:
    from urllib.parse import quote

    from dateline.moderation.models import Queued

    row = list(Queued.objects.order_by("-risk", "since", "pk")[: 20 * 50])[-1]
    return quote(f"{row.risk}~{row.story_id}~{row.since.isoformat()}~0~{row.pk}")


def _read(address: str) -> str:
    from dateline.comments.models import Comment

    pk = int(address.split("?")[0].rstrip("/").rpartition("/")[2])
    return Comment.objects.get(pk=pk).sent_at.isoformat()


def _row(name: str, ask: Callable[[], Any], before: float | None) -> float:
    ask()
    taken = sorted(_milliseconds(ask) for _ in range(TIMES))
    own = statistics.median(cpu for _passed, cpu in taken)
    median, worst = statistics.median(passed for passed, _cpu in taken), taken[-1][0]
    ratio = f"{own / before:6.2f} times that of 50" if before else ""
    late = "  OVER THE GOAL" if median > GOAL else ""
    print(f"  {name:28} median {median:6.1f}  worst {worst:6.1f}  processor {own:6.1f} ms {ratio}{late}", flush=True)
    return own


def _milliseconds(ask: Callable[[], Any]) -> tuple[float, float]:
    """Return what passed, and how long this process had the processor: on SQLite all that there is to do."""
    begun, cpu = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - cpu) * 1000


if __name__ == "__main__":
    main()
