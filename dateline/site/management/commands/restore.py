"""`dateline restore FILE` brings a backup into an empty home: whole, or nothing of it."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from dateline.site.backup import restoring
from dateline.site.backup.manifest import BackupRefused
from dateline.site.management.commands.backup import summary


class Command(BaseCommand):
    help = "Bring the newsroom of a backup into an empty DATELINE_HOME, every file checked."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="what dateline backup wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restoring.restore(options["file"])
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from None
        except DatabaseError as fault:
            raise CommandError(f"The database cannot be restored: {fault}") from None
        except OSError as fault:
            raise CommandError(f"The backup cannot be restored: {fault.strerror}.") from None
        self.stdout.write(f"{settings.HOME}: {summary(done.manifest)} restored in {done.seconds:.1f} s.")
        at = f"{done.manifest.database.snapshot_at:%Y-%m-%d %H:%M:%S.%f}"
        self.stdout.write(f"It is the newsroom of {at} UTC. Serve it with: dateline serve")
