"""What a cold story page costs: queries, and milliseconds of processor with and without what storing it adds.

    .venv/bin/python bench/cold_story.py [--rounds 40]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/cold_story.py

The sample newsroom's stories through the whole application, each asked for anew. Goals: 12 queries, 40 ms.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

GOAL_QUERIES, GOAL_MS = 12, 40


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=40)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        import django

        django.setup()
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        from dateline.delivery.cache import warming
        from dateline.delivery.cache.front import StoredPages
        from dateline.delivery.cache.pages import store
        from dateline.lib import clock
        from dateline.site import first_start
        from dateline.site.sample import load
        from dateline.site.wsgi import django_application
        from dateline.stories.models import Story

        first_start.prepare()
        load.newsroom(now=clock.now())
        stories = Story.objects.public(clock.now()).select_related("edition").newest_first()[:rounds]
        keys = [unquote(story.get_absolute_url()) for story in stories]
        pages = StoredPages(django_application, store)

        def rendered(key: str) -> None:
            answer = django_application(warming._nobody_s_request(key), lambda *_: None)
            b"".join(answer)
            answer.close()

        def stored(key: str) -> None:
            store().clear()
            pages(warming._nobody_s_request(key), lambda *_: None)

        for key in keys:
            rendered(key)  # the first look makes the photo's sizes
        counts = []
        for key in keys:
            with CaptureQueriesContext(connection) as queries:
                rendered(key)
            counts.append(len(queries))
        print(f"{connection.vendor}, {len(keys)} stories")
        print(f"queries: median {statistics.median(counts):.0f}, most {max(counts)}; goal {GOAL_QUERIES}")
        _print("rendered", [_cost(rendered, key) for key in keys])
        _print("rendered and stored", [_cost(stored, key) for key in keys])
        print(f"stored forms: {sum(each.stat().st_size for each in Path(home, 'pages').rglob('*.page*'))} bytes a page")


def _cost(work: Callable[[str], Any], key: str) -> float:
    """Milliseconds of processor."""
    begun = time.process_time()
    work(key)
    return (time.process_time() - begun) * 1000


def _print(what: str, costs: list[float]) -> None:
    median = statistics.median(costs)
    print(
        f"{what}: median {median:.1f} ms of processor, least {min(costs):.1f}, most {max(costs):.1f};"
        f" {median / GOAL_MS:.2f} of the goal of {GOAL_MS}"
    )


if __name__ == "__main__":
    main()
