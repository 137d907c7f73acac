"""`dateline rescore` has the scoring engine read comments again, beside a running server."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from dateline.moderation.scores import given, layers, rescoring
from dateline.moderation.scores.rescoring import Rescored
from dateline.scoring.model import UnusableModel
from dateline.site.progress import Progress
from dateline.stories.models import Edition


class Command(BaseCommand):
    help = "Score again what waits for a person, or everything. Shows and refuses nothing. Harmless when repeated."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edition", metavar="CODE", help="of this edition alone")
        parser.add_argument("--all", action="store_true", help="also what is decided, unless its words are erased")
        parser.add_argument("--check", action="store_true", help="only say how many rows are of which engine")

    def handle(self, *args: Any, **options: Any) -> None:
        editions = list(Edition.objects.filter(**({"code": options["edition"]} if options["edition"] else {})))
        if options["edition"] and not editions:
            raise CommandError(f"There is no edition “{options['edition']}”.")
        if not given.is_on():
            raise CommandError("Scoring is off: DATELINE_SCORING.")
        for edition in editions:
            try:
                self._check(edition)
                if not options["check"]:
                    self._rescore(edition, everything=options["all"])
            except (UnusableModel, OSError) as fault:
                raise CommandError(f"The scoring engine cannot be loaded. {fault}") from None

    def _check(self, edition: Edition) -> None:
        engine, layer = layers.engine_for(edition.pk)
        present = (engine.version, layer)
        rows = [
            f"{count:,} by {' with '.join(filter(None, (name, of)))}{'' if (name, of) == present else ' (not in use)'}"
            for name, of, count in rescoring.versions(edition)
        ]
        rows.append(f"{rescoring.unscored(edition):,} without a row")
        self.stdout.write(f"{edition.code}: {', '.join(rows)}. In use: {' with '.join(filter(None, present))}.")

    def _rescore(self, edition: Edition, *, everything: bool) -> None:
        progress = Progress(sys.stderr, rescoring.due(edition, everything=everything).count)
        found = rescoring.rescore(edition, everything=everything, step=progress.step)
        progress.clear()
        nothing = "" if given.looked_for_in(edition.pk) else "No clause in force names what the engine looks for. "
        self.stdout.write(f"{edition.code}: {nothing}{_told(found)}")


def _told(found: Rescored) -> str:
    said = f"{found.scored:,} comments scored; {found.doubted:,} that wait have other doubts than before."
    if found.left:
        said += f" {found.left:,} were changed or decided meanwhile and left alone."
    if found.failed:
        said += f" The engine failed on {found.failed:,}, which stay as they were."
    return said
