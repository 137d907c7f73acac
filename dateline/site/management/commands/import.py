"""`dateline import FOLDER` brings an export into an empty newsroom, on either engine: whole, or nothing of it."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dateline.site.export import reading
from dateline.site.export.manifest import ExportRefused


class Command(BaseCommand):
    help = "Bring an export into an empty newsroom. Captured pages come in by dateline ingest."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER", help="what dateline export wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = reading.read(options["folder"])
        except ExportRefused as refusal:
            raise CommandError(str(refusal)) from None
        except OSError as fault:
            raise CommandError(f"The export cannot be brought in: {fault.strerror}.") from None
        for file in manifest.files:
            self.stdout.write(f"{file.lines:>9} {file.name}")
        self.stdout.write("Passwords did not go along. Let each person in by: dateline sign-in-link NAME")
