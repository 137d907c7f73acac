"""`dateline backup FILE` writes the whole newsroom to one file while it is in use."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from dateline.site.backup import making
from dateline.site.backup.manifest import BackupRefused, Manifest


class Command(BaseCommand):
    help = "Write database, photos and secret key to one file, a tar. The newsroom may be in use meanwhile."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a new file, such as dateline-2026-03-01.tar")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        try:
            manifest = making.make(options["file"])
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        except DatabaseError as fault:
            raise CommandError(f"The database cannot be read: {fault}") from None
        except OSError as fault:
            raise CommandError(f"The backup cannot be written: {fault.strerror}.") from None
        self.stdout.write(f"{options['file']}: {summary(manifest)} in {time.monotonic() - begun:.1f} s.")
        for name in manifest.missing_pictures:
            self.stdout.write(f"    The picture {name} is missing; its record is kept.")
        at = f"{manifest.database.snapshot_at:%Y-%m-%d %H:%M:%S.%f}"
        self.stdout.write(f"All that was acknowledged before {at} UTC is in it.")
        self.stdout.write("It holds the secret key and readers' e-mail addresses: keep it as you keep passwords.")


def summary(manifest: Manifest) -> str:
    """Say in a line what a backup holds."""
    counts = ", ".join(f"{count} {noun}" for noun, count in manifest.database.counts.items())
    return f"{counts}, {len(manifest.files)} files of {manifest.size / 1e6:.1f} MB"
