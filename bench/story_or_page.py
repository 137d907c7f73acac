"""What a story costs as a flat row and as a page of Wagtail's tree, on one SQLite file, in one run.

    .venv/bin/python bench/story_or_page.py [--stories 3000]

Prints milliseconds per item and the ratio page : story. Decision 0001 rests on it.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=3000)
    count = asked.parse_args().stories
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        os.environ.pop("DATELINE_DATABASE_URL", None)
        import django

        django.setup()
        _compare(count)


def _compare(count: int) -> None:
    from wagtail.models import Page, Site

    from dateline.delivery.models import Place
    from dateline.lib import clock
    from dateline.people.models import User
    from dateline.site import first_start
    from dateline.stories.models import Edition, Story

    first_start.prepare()
    user = User.objects.create_user("bench")
    edition = Edition.objects.create(
        code="en", name="English", language="en", agency_name="Bench", tag_entity="bench.example,2026"
    )
    parent = Site.objects.get(is_default_site=True).root_page.add_child(instance=Place(title="Home", slug="home"))
    words = "<p>The Harbour Authority said the rise took effect at all nine harbours at once.</p>"

    def new_story(number: int) -> None:
        story = Story(edition=edition, headline=f"Story {number}", body=[("paragraph", words)])
        story.save()
        story.publish(story.save_revision(user=user), user=user)

    def new_page(number: int) -> None:
        page = parent.add_child(instance=Place(title=f"Page {number}", slug=f"page-{number}", body=words, live=False))
        page.save_revision(user=user).publish(user=user)

    def front_story(_: int) -> None:
        list(Story.objects.public(clock.now()).newest_first().for_lists()[:50])

    def front_page(_: int) -> None:
        list(Page.objects.child_of(parent).live().order_by("-first_published_at", "-pk").specific()[:50])

    def one_story(number: int) -> None:
        Story.objects.public(clock.now()).select_related("edition").get(news_id=number % count + 1)

    def one_page(number: int) -> None:
        assert Page.objects.child_of(parent).live().get(slug=f"page-{number % count}").specific

    _row(f"write and publish the last 300 of {count}", _last(new_story, count), _last(new_page, count))
    _row("list the newest 50", _timed(front_story, 40), _timed(front_page, 40))
    _row("find one by its address", _timed(one_story, 300), _timed(one_page, 300))


def _last(make: Callable[[int], None], count: int) -> float:
    for number in range(count - 300):
        make(number)
    begun = time.perf_counter()
    for number in range(count - 300, count):
        make(number)
    return (time.perf_counter() - begun) / 300


def _timed(work: Callable[[int], None], times: int) -> float:
    begun = time.perf_counter()
    for number in range(times):
        work(number)
    return (time.perf_counter() - begun) / times


def _row(what: str, story: float, page: float) -> None:
    print(f"{what}: story {story * 1000:.2f} ms, page {page * 1000:.2f} ms, ratio {page / story:.1f}", flush=True)


if __name__ == "__main__":
    main()
