"""`dateline verify-history` checks that versions, notices and decisions are what was written, and none is missing."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from dateline.moderation.models import Decision
from dateline.stories.models import Notice, Version
from dateline.stories.models.chain import verify

MODELS = {"version": Version, "notice": Notice, "decision": Decision}
SHOWN = 20


class Command(BaseCommand):
    help = "Check that no version, notice or decision was changed, removed or put in. Exit status 1 if one was."

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify(MODELS)
        numbers = ", ".join(f"{found.counts[kind]} {kind}s" for kind in (*MODELS, "erasure"))
        self.stdout.write(f"{found.counts.total()} links: {numbers}.")
        for fault in found.breaks[:SHOWN]:
            self.stdout.write(fault)
        if found.breaks:
            self.stdout.write(f"The history was changed: {len(found.breaks)} breaks.")
            sys.exit(1)
        self.stdout.write(f"The history is whole. Its last hash, to be kept elsewhere: {found.head}")
