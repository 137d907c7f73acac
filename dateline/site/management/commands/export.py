"""`dateline export FOLDER` writes the newsroom as lines of JSON and its pictures, for any program and either engine."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dateline.site.export import writing
from dateline.site.export.manifest import ExportRefused


class Command(BaseCommand):
    help = "Write the newsroom to a new folder as lines of JSON and pictures. No password, no key, no e-mail address."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder")
        parser.add_argument(
            "--with-personal-data",
            action="store_true",
            help="also e-mail addresses and the hashes of readers' addresses",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = writing.write(options["folder"], personal=options["with_personal_data"])
        except ExportRefused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as fault:
            raise CommandError(f"The export cannot be written: {fault.strerror}.") from None
        for file in done.manifest.files:
            self.stdout.write(f"{file.lines:>9} {file.name}")
        for name in done.missing:
            self.stdout.write(f"    The picture {name} is missing; its record went along.")
