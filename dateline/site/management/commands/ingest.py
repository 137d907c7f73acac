"""`dateline ingest FILE…` brings captured pages in, a line each; one bad file never stops the others."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dateline.lib import clock
from dateline.moderation.drafting import draft_stated
from dateline.stories.models import Edition
from dateline.wire.formats import LARGEST
from dateline.wire.intake import Intake, Landing
from dateline.wire.pictures import Surroundings


class Command(BaseCommand):
    help = "Bring captured pages in: as drafts, or published with --publish. Exit status 1 if any was refused."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for standard input")
        parser.add_argument("--edition", default="en", help="code of the edition it lands in (default: en)")
        parser.add_argument("--timezone", help="zone of the page's times, such as Asia/Tehran (default: the edition's)")
        parser.add_argument(
            "--dates", choices=["day-first", "month-first"], help="what the first number of 05/09/2016 is"
        )
        parser.add_argument("--publish", action="store_true", help="publish new stories; without it all are drafts")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = _edition(options["edition"])
        zone = _zone(options["timezone"], edition)
        intake = Intake(edition, zone, dates=options["dates"], publish=options["publish"])
        counts: Counter[str] = Counter()
        for name, data in _read(options["files"]):
            landing = (
                data
                if isinstance(data, Landing)
                else intake.take(data, name=name, now=clock.now(), beside=_beside(name))
            )
            counts[landing.state] += 1
            self.stdout.write(_line(name, landing))
            for note in landing.notes:
                self.stdout.write(f"        {note}")
            self._offer_rules(edition, landing, name)
        self.stdout.write(_summary(counts))
        if counts["refused"]:
            sys.exit(1)

    def _offer_rules(self, edition: Edition, landing: Landing, name: str) -> None:
        draft = draft_stated(edition, landing.house_rules, origin=f"From the captured page {name}.")
        if draft:
            clauses = draft.clauses.count()
            self.stdout.write(f"        The page states house rules: a draft with {clauses} clauses waits at the desk.")


def _edition(code: str) -> Edition:
    edition = Edition.objects.filter(code=code).first()
    if edition is None:
        known = ", ".join(Edition.objects.values_list("code", flat=True)) or "none yet; make one at the desk"
        raise CommandError(f"There is no edition “{code}”. Editions: {known}.")
    return edition


def _zone(name: str | None, edition: Edition) -> ZoneInfo:
    if name is None:
        return edition.zone
    if name not in available_timezones():
        raise CommandError(f"“{name}” is no time zone. Give a name such as Asia/Tehran.")
    return ZoneInfo(name)


def _read(names: list[str]) -> Iterator[tuple[str, bytes | Landing]]:
    for place, name in enumerate(names):
        shown = os.fsencode(name).decode(errors="replace")
        if name == "-" and "-" in names[:place]:
            yield shown, Landing("refused", reason="Standard input can be read once only; it was named before.")
            continue
        try:
            yield shown, _bytes_of(name)
        except OSError as fault:
            yield shown, Landing("refused", reason=f"The file cannot be read: {fault.strerror}.")


def _bytes_of(name: str) -> bytes:
    # One byte more than allowed, so that a larger file is refused without being read whole.
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    with Path(name).open("rb") as file:
        return file.read(LARGEST + 1)


def _line(name: str, landing: Landing) -> str:
    if landing.story is None:
        return f"-\trefused\t{name}\t{landing.reason}"
    story = landing.story
    latest = story.get_latest_revision_as_object()
    return f"{story.news_id}\t{landing.state}\t{latest.headline}\t{settings.BASE_URL}{story.get_absolute_url()}"


def _summary(counts: Counter[str]) -> str:
    parts = [f"{counts[state]} {state}" for state in ("created", "updated", "unchanged", "refused")]
    return f"{counts.total()} read: {', '.join(parts)}."


def _beside(name: str) -> Surroundings | None:
    return None if name == "-" else Surroundings(Path(name).parent, Path(name).parent)
