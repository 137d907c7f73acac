"""What the archive's pages cost on a large archive and on a small one, in one run.

    .venv/bin/python bench/archive.py [--stories 100000] [--years 20] [--postgresql URL]

Prints milliseconds of the index of years, a year, a month and a topic, and the ratio to 1,000 stories of the same
years. Stories are rows with a body of about 3 kB; a twentieth of them is on one topic, all but a few are public.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

SMALL = 1000
BEGINS = datetime(2006, 1, 1, tzinfo=UTC)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=100_000)
    asked.add_argument("--years", type=int, default=20)
    asked.add_argument("--postgresql", metavar="URL", help="an empty database, instead of SQLite in a passing home")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        os.environ.pop("DATELINE_DATABASE_URL", None)
        if given.postgresql:
            os.environ["DATELINE_DATABASE_URL"] = given.postgresql
        import django

        django.setup()
        _compare(given.stories, given.years)


def _compare(count: int, years: int) -> None:
    from dateline.site import first_start

    first_start.prepare()
    small, large = _edition("en", SMALL, years), _edition("fa", count, years)
    print(f"milliseconds for {SMALL} stories, for {count}, and the ratio", flush=True)
    for what, work in _pages(BEGINS.year + years // 2).items():
        few, many = _timed(lambda: work(small)), _timed(lambda: work(large))  # noqa: B023 - called at once
        print(f"{what}: {few * 1000:.1f}, {many * 1000:.1f}, ratio {many / few:.1f}", flush=True)


def _pages(year: int) -> dict[str, Callable[..., object]]:
    from dateline.delivery import archive
    from dateline.delivery.paging import older_stories
    from dateline.lib import clock
    from dateline.lib.periods import month_of, year_of
    from dateline.stories.models import Story, Topic

    middle, now = datetime(year, 6, 15, tzinfo=UTC).date(), clock.now()

    def topic(edition: object, name: str) -> object:
        on_it = Story.objects.public(now).for_lists().on_topic(Topic.objects.get(edition=edition, name=name))
        return older_stories(on_it, "", size=20).rows

    return {
        "index of years": lambda edition: archive.years(edition, now),
        "every month, for the sitemap": lambda edition: archive.months(edition, now),
        "a year": lambda edition: archive.year_overview(edition, year_of(middle, edition.calendar), now),
        "a month": lambda edition: archive.month_overview(edition, month_of(middle, edition.calendar), now),
        "a topic of every 20th story": lambda edition: topic(edition, "Harbours"),
        "a topic of 10 stories": lambda edition: topic(edition, "Lighthouses"),
    }


def _edition(code: str, count: int, years: int) -> object:
    from dateline.stories.models import Edition, Story, Topic

    edition = Edition.objects.create(
        code=code,
        name=code,
        language=code,
        time_zone="Asia/Tehran",
        calendar="jalali" if code == "fa" else "gregorian",
        agency_name="Bench",
        tag_entity="bench.example,2026",
    )
    common, rare = (Topic.objects.create(edition=edition, name=name) for name in ("Harbours", "Lighthouses"))
    body = [
        ("paragraph", "<p>" + "The Harbour Authority said the rise took effect at all nine harbours. " * 40 + "</p>")
    ]
    step = timedelta(days=365.25 * years) / count
    first = Story.objects.count() + 1
    for start in range(0, count, 2000):
        stories = [
            Story(
                edition=edition,
                news_id=first + number,
                uri=f"tag:bench:{first + number}",
                headline=f"Story {number}",
                slug=f"story-{number}",
                body=body,
                live=True,
                version=1,
                first_published_at=BEGINS + step * number,
                version_created=BEGINS + step * number,
                pub_status="withheld" if number % 500 == 0 else "usable",
            )
            for number in range(start, min(start + 2000, count))
        ]
        Story.objects.bulk_create(stories)
        on_topic = [(story, common) for story in stories if story.news_id % 20 == 0]
        on_topic += [(story, rare) for story in stories[:10] if start == 0]
        Story.topics.through.objects.bulk_create(
            [Story.topics.through(story_id=story.pk, topic_id=topic.pk) for story, topic in on_topic]
        )
    return edition


def _timed(work: Callable[[], object], times: int = 7) -> float:
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return sorted(spent)[times // 2]


if __name__ == "__main__":
    main()
