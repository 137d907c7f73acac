"""`dateline doctor` says whether this machine and these settings can carry a newsroom, and what to do if not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from dateline.site.doctor import Mark, examine


class Command(BaseCommand):
    help = "Check the database, disk, clock, settings and worker. Exit status 1 if something is at fault."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for finding in examine():
            self.stdout.write(f"{finding.mark.value} {finding.says}")
            if finding.remedy:
                self.stdout.write(f"    {finding.remedy}")
            faults += finding.mark is Mark.FAULT
        if faults:
            self.stdout.write(f"\n{faults} fault{'s' if faults > 1 else ''}.")
            sys.exit(1)
        self.stdout.write("\nAll is well.")
