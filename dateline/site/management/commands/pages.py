"""`dateline pages` looks after the page store: warms it, drops from it, says what is in it."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dateline.delivery import purging
from dateline.delivery.cache import warming
from dateline.delivery.cache.front import StoredPages
from dateline.delivery.cache.pages import store
from dateline.delivery.cache.store import EVERYTHING

NEWEST = 200


class Command(BaseCommand):
    help = "Look after the stored reader pages: warm, drop or stats."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        warm = verbs.add_parser("warm", help="render fronts, feeds, sections and the newest stories")
        warm.add_argument("--newest", type=int, default=NEWEST, metavar="N", help="stories to render")
        drop = verbs.add_parser("drop", help="forget the pages that carry a tag, here and on every node")
        drop.add_argument("tags", nargs="*", metavar="TAG", help="such as story:423254 or front:en")
        drop.add_argument("--all", action="store_true", help="forget every page")
        verbs.add_parser("stats", help="say how many pages are stored, and which tags most of them carry")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, options["verb"])(**options)

    def warm(self, *, newest: int, **_: Any) -> None:
        from dateline.site.wsgi import django_application

        asked = warming.warm(StoredPages(django_application, store), warming.worth_warming(newest))
        self.stdout.write(f"{asked} pages asked for; {store().stats()['pages']} are stored.")

    def drop(self, *, tags: list[str], **options: Any) -> None:
        if bool(tags) == options["all"]:
            raise CommandError("Name the tags to drop, or --all.")
        before = len(store().keys())
        with transaction.atomic():
            purging.drop([EVERYTHING] if options["all"] else tags)
        self.stdout.write(f"{before - len(store().keys())} pages dropped here; every other node drops its own.")

    def stats(self, **_: Any) -> None:
        for what, count in store().stats().items():
            self.stdout.write(f"{count:>12,}  {what}")
        for tag, count in store().most_carried(10):
            self.stdout.write(f"{count:>12,}  pages carry {tag}")
