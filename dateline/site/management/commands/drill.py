"""`dateline drill` asks every address that could show a story which readers may not see, and prints each leak."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dateline.lib import clock
from dateline.site.drill import hidden, report
from dateline.site.drill.drilling import Found, drill

PER_KIND = 2


class Command(BaseCommand):
    help = "Ask every address that could show a hidden story, and print each leak. Exit status 1 after one."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--story", type=int, metavar="ID", help="ask of one story, by its news ID")

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        try:
            stories = [hidden.one(options["story"], now)] if options["story"] else [*hidden.newest(now, most=PER_KIND)]
        except hidden.NotHidden as fault:
            raise CommandError(str(fault)) from fault
        if not options["story"]:
            self.stdout.write(f"The newest stories that readers may not see, at most {PER_KIND} of each kind;")
            self.stdout.write("staff without the right to see them ask of one of each kind:")
        found = Found()
        for each, found in drill(stories, now):
            self.stdout.write(f"  {each}: {len(found.leaks)} leaks so far")
        for line in report.lines(found):
            self.stdout.write(line)
        if found.leaks or not found.asked:
            sys.exit(1)
