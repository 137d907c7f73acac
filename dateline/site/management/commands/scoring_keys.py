"""`dateline scoring-keys` makes, lists and revokes the keys of the scoring service, and hands out its labels."""

import argparse
import time
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dateline.scoring.perspective import coral, coral_rules, keys, suggestions, usage
from dateline.scoring.perspective.coral import Phase
from dateline.scoring.perspective.coral_rules import RuleRefused, Rules
from dateline.scoring.perspective.keys import KeyRefused
from dateline.scoring.perspective.storage import Storage

RULE = "TOXICITY:0.8:PREMOD"
"""What Coral does by itself with the Perspective API, from the same score on."""


class Command(BaseCommand):
    help = "Make, list and revoke the keys of the scoring service; say how much each is used."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        add = acts.add_parser("add", help="make a key and print it, for the only time")
        add.add_argument("name")
        add.add_argument("--rate", type=float, default=keys.RATE, help="requests a second")
        add.add_argument("--keep-days", type=int, default=keys.KEEP_DAYS, help="days for which its labels are kept")
        acts.add_parser("list", help="names, rates, and when each was made or revoked")
        acts.add_parser("revoke", help="have a key open nothing any more").add_argument("name")
        acts.add_parser("labels", help="print its labels as lines of JSON").add_argument("name")
        forget = acts.add_parser("forget", help="forget its labels")
        forget.add_argument("name")
        forget.add_argument("--token", help="only those of this clientToken, such as comment:7")
        coral = acts.add_parser("coral", help="set up Coral's moderation phase; its secrets are read, a line each")
        coral.add_argument("name")
        coral.add_argument("--secrets", metavar="FILE", type=argparse.FileType(), default="-", help="- is the input")
        coral.add_argument("--rule", action="append", default=[], metavar="ATTRIBUTE:THRESHOLD:PREMOD|REJECTED[:CODE]")
        coral.add_argument("--pass-unscored", action="store_true", help="hold no comment for having no score")
        used = acts.add_parser("usage", help="requests by key and day")
        used.add_argument("--days", type=int, default=31)

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        storage = Storage(settings.HOME)
        try:
            getattr(self, f"_{act}")(storage, **options)
        except (KeyRefused, RuleRefused) as refusal:
            raise CommandError(str(refusal)) from None

    def _add(self, storage: Storage, name: str, rate: float, keep_days: int, **options: Any) -> None:
        self.stdout.write(keys.add(storage, name, now=time.time(), rate=rate, keep_days=keep_days))

    def _list(self, storage: Storage, **options: Any) -> None:
        for key in keys.listed(storage):
            ended = f", revoked {_day(key.revoked_at)}" if key.revoked_at else ""
            self.stdout.write(f"{key.name}: {key.rate:g} a second, made {_day(key.made_at)}{ended}")

    def _revoke(self, storage: Storage, name: str, **options: Any) -> None:
        keys.revoke(storage, name, now=time.time())

    def _labels(self, storage: Storage, name: str, **options: Any) -> None:
        for line in suggestions.lines(storage, keys.named(storage, name), now=time.time()):
            self.stdout.write(line)

    def _forget(self, storage: Storage, name: str, token: str | None, **options: Any) -> None:
        self.stdout.write(f"Forgotten: {suggestions.forget(storage, keys.named(storage, name), token)}")

    def _coral(
        self, storage: Storage, name: str, secrets: TextIO, rule: list[str], pass_unscored: bool, **options: Any
    ) -> None:
        with secrets:
            given = tuple(line.strip() for line in secrets if line.strip())
        if not given:
            raise CommandError("Give the signing secret that Coral shows, or two while it is changed, a line each.")
        rules = Rules(tuple(coral_rules.parse(each) for each in rule or [RULE]), not pass_unscored)
        coral.set_up(storage, keys.named(storage, name), Phase(given, rules))

    def _usage(self, storage: Storage, days: int, **options: Any) -> None:
        since = datetime.now(UTC).date() - timedelta(days=days)
        for name, day, what, count in usage.of_days(storage, since.isoformat()):
            self.stdout.write(f"{day} {name} {what} {count}")


def _day(instant: float) -> str:
    return datetime.fromtimestamp(instant, UTC).date().isoformat()
