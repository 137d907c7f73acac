"""`dateline score` prints what the scoring engine says of comments, one a line."""

import sys
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from dateline.scoring import engines
from dateline.scoring.lines import UnreadableLine, scored_lines


class Command(BaseCommand):
    help = "Score comments: language, scores, and the words that made them, as a line of JSON for each."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            metavar="FILE",
            default="-",
            help="one comment a line, or JSON Lines with “text”; - is standard input",
        )

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            if file == "-":
                self._print(line.decode("utf-8", "surrogateescape") for line in sys.stdin.buffer)
                return
            with open(file, encoding="utf-8", errors="surrogateescape") as lines:
                self._print(lines)
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from None
        except UnreadableLine as fault:
            raise CommandError(str(fault)) from None

    def _print(self, lines: Iterable[str]) -> None:
        for line in scored_lines(lines, engines.ready(settings.SCORING)):
            self.stdout.write(line)
