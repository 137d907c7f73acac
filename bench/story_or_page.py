"""How the cost of a story grows with the archive: as a flat row, and as a page of Wagtail's tree, in one run.

    .venv/bin/python bench/story_or_page.py [--few 1000] [--many 50000]

Prints milliseconds of CPU in an archive of few and of many items, on one SQLite file, and how often the second holds
the first. Decision 0001 rests on it. Publishing a story also writes a version, search words and related stories.
"""

import argparse
import os
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

WORDS = "<p>The Harbour Authority said the rise took effect at all nine harbours at once.</p>"
BATCH = 2000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--few", type=int, default=1_000)
    asked.add_argument("--many", type=int, default=50_000)
    sizes = asked.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DATELINE_HOME=home, DJANGO_SETTINGS_MODULE="dateline.site.settings")
        os.environ.pop("DATELINE_DATABASE_URL", None)
        import django

        django.setup()
        _compare(sizes.few, sizes.many)


class Archive(Protocol):
    """One way to keep stories: filled by the row, then asked and written by the verbs that people use."""

    def fill(self, start: int, end: int) -> None: ...
    def publish(self, number: int) -> None: ...
    def newest(self, number: int) -> None: ...
    def one(self, number: int) -> None: ...
    def desk(self, number: int) -> None: ...


def _compare(few: int, many: int) -> None:
    from dateline.site import first_start

    first_start.prepare()
    archives: dict[str, Archive] = {"story": _Stories(), "page": _Pages()}
    costs = {name: _costs(archive, few, many) for name, archive in archives.items()}
    print(f"CPU at {few:,} and at {many:,}")
    for what in costs["story"]:
        said = [
            f"{name} {small:.2f} → {large:.2f} ms, x {large / small:.1f}"
            for name, (small, large) in ((name, costs[name][what]) for name in costs)
        ]
        print(f"  {what}: {'; '.join(said)}", flush=True)


def _costs(archive: Archive, few: int, many: int) -> dict[str, tuple[float, float]]:
    works = {
        "publish one more": (archive.publish, 40),
        "the newest 50": (archive.newest, 100),
        "one by its address": (archive.one, 200),
        "the desk's list, first page": (archive.desk, 40),
    }
    archive.fill(0, few)
    small = {what: _timed(work, few, times) for what, (work, times) in works.items()}
    archive.fill(few + 100, many)
    return {what: (small[what], _timed(work, many, times)) for what, (work, times) in works.items()}


def _timed(work: Callable[[int], None], size: int, times: int) -> float:
    """Return milliseconds of this process's CPU, the median of `times`."""
    costs = []
    for number in range(times):
        begun = time.process_time()
        work(size + 1 + number)
        costs.append((time.process_time() - begun) * 1000)
    return sorted(costs)[times // 2]


class _Stories:
    def __init__(self) -> None:
        from dateline.people.models import User
        from dateline.stories.models import Edition, Story

        self.user = User.objects.create_superuser("story")
        self.edition = Edition.objects.create(
            code="en", name="English", language="en", agency_name="Bench", tag_entity="bench.example,2026"
        )
        self.model = Story

    def fill(self, start: int, end: int) -> None:
        for begin in range(start, end, BATCH):
            self.model.objects.bulk_create(self._row(number) for number in range(begin, min(begin + BATCH, end)))

    def _row(self, number: int) -> Any:
        return self.model(
            edition=self.edition,
            news_id=1_000_000 - number,
            uri=f"tag:bench.example,2026:news:{1_000_000 - number}",
            headline=f"Story {number}",
            slug=f"story-{number}",
            body=[("paragraph", WORDS)],
            live=True,
            version=1,
            first_published_at=_moment(number),
        )

    def publish(self, number: int) -> None:
        story = self.model(edition=self.edition, headline=f"New {number}", body=[("paragraph", WORDS)])
        story.save()
        story.publish(story.save_revision(user=self.user), user=self.user)

    def newest(self, number: int) -> None:
        public = self.model.objects.public(_moment(-10_000_000)).filter(edition=self.edition)
        assert len(public.newest_first().values_list("news_id", "slug", "headline")[:50]) == 50

    def one(self, number: int) -> None:
        public = self.model.objects.public(_moment(-10_000_000))
        assert public.select_related("edition").get(news_id=1_000_000 - number % 900).headline

    def desk(self, number: int) -> None:
        listed = self.model.objects.visible_to(self.user).order_by("-first_published_at", "-news_id")
        assert listed.count() > len(listed.select_related("section", "edition")[:50]) == 50


class _Pages:
    def __init__(self) -> None:
        from django.contrib.contenttypes.models import ContentType
        from wagtail.models import Page, Site

        from dateline.delivery.models import Place
        from dateline.people.models import User

        self.user = User.objects.create_superuser("page")
        root = Site.objects.get(is_default_site=True).root_page
        self.parent: Any = root.add_child(instance=Place(title="News", slug="news"))
        self.kind = ContentType.objects.get_for_model(Place)
        self.page, self.place = Page, Place

    def fill(self, start: int, end: int) -> None:
        from django.db import connection

        for begin in range(start, end, BATCH):
            self.page.objects.bulk_create([self._row(number) for number in range(begin, min(begin + BATCH, end))])
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO delivery_place (page_ptr_id, body) SELECT id, %s FROM wagtailcore_page"
                " WHERE content_type_id = %s AND id NOT IN (SELECT page_ptr_id FROM delivery_place)",
                [WORDS, self.kind.pk],
            )
        self.page.objects.filter(pk=self.parent.pk).update(numchild=end)
        self.parent.refresh_from_db()

    def _row(self, number: int) -> Any:
        return self.page(
            path=self.place._get_path(self.parent.path, self.parent.depth + 1, number + 1),
            depth=self.parent.depth + 1,
            title=f"Page {number}",
            draft_title=f"Page {number}",
            slug=f"page-{number}",
            url_path=f"{self.parent.url_path}page-{number}/",
            content_type=self.kind,
            locale=self.parent.locale,
            translation_key=uuid.uuid4(),
            live=True,
            first_published_at=_moment(number),
            latest_revision_created_at=_moment(number),
        )

    def publish(self, number: int) -> None:
        page = self.parent.add_child(instance=self.place(title=f"New {number}", body=WORDS, live=False))
        page.save_revision(user=self.user).publish(user=self.user)

    def newest(self, number: int) -> None:
        listed = self.page.objects.child_of(self.parent).live().order_by("-first_published_at", "-pk")
        assert len(listed.values_list("pk", "slug", "title")[:50]) == 50

    def one(self, number: int) -> None:
        found = self.page.objects.child_of(self.parent).live().get(slug=f"page-{number % 900}")
        assert found.specific.title

    def desk(self, number: int) -> None:
        listed = self.parent.get_children().order_by("-latest_revision_created_at")
        assert listed.count() > len(listed.specific()[:50]) == 50


def _moment(number: int) -> Any:
    """A minute of its own for each item; the higher the number, the older."""
    from dateline.lib import clock

    return clock.now() - timedelta(minutes=number)


if __name__ == "__main__":
    main()
