"""What the archive's pages cost on a large archive and on a small one, in one run.

    .venv/bin/python bench/archive.py [--stories 100000] [--years 20]
    .venv/bin/python tools/with_postgresql.py .venv/bin/python bench/archive.py

Prints milliseconds of the index of years, a year, a month and a topic, and the ratio to 1,000 stories of the same
years: the small archive is the English edition, the large one the Persian.
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime

from filling import TOPICS, Wanted, fill, newsroom

SMALL = 1000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=100_000)
    asked.add_argument("--years", type=int, default=20)
    given = asked.parse_args()
    with newsroom():
        _compare(given.stories, given.years)


def _compare(count: int, years: int) -> None:
    from dateline.lib import clock
    from dateline.stories.models import Edition

    for code, stories in {"en": SMALL, "fa": count}.items():
        fill(Wanted(stories, round(365.25 * years), codes=(code,)))
    small, large = Edition.objects.get(code="en"), Edition.objects.get(code="fa")
    print(f"milliseconds for {SMALL} stories, for {count}, and the ratio", flush=True)
    for what, work in _pages(clock.now().year - years // 2).items():
        few, many = _timed(lambda: work(small)), _timed(lambda: work(large))  # noqa: B023 - called at once
        print(f"{what}: {few * 1000:.1f}, {many * 1000:.1f}, ratio {many / few:.1f}", flush=True)


def _pages(year: int) -> dict[str, Callable[..., object]]:
    from dateline.delivery import archive
    from dateline.delivery.paging import older_stories
    from dateline.lib import clock
    from dateline.lib.periods import month_of, year_of
    from dateline.stories.models import Story, Topic

    middle, now = datetime(year, 6, 15, tzinfo=UTC).date(), clock.now()

    def topic(edition: object, slug: str) -> object:
        on_it = Story.objects.public(now).for_lists().on_topic(Topic.objects.get(edition=edition, slug=slug))
        return older_stories(on_it, "", size=20, tag=slug).rows

    return {
        "index of years": lambda edition: archive.years(edition, now),
        "every month, for the sitemap": lambda edition: archive.months(edition, now),
        "a year": lambda edition: archive.year_overview(edition, year_of(middle, edition.calendar), now),
        "a month": lambda edition: archive.month_overview(edition, month_of(middle, edition.calendar), now),
        "the commonest topic": lambda edition: topic(edition, "t0"),
        "the rarest topic": lambda edition: topic(edition, f"t{TOPICS - 1}"),
    }


def _timed(work: Callable[[], object], times: int = 7) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return sorted(spent)[times // 2]


if __name__ == "__main__":
    main()
