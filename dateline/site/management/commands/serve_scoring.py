"""`dateline serve-scoring` serves the Perspective API alone. `site/cli.py` does so without Django; this names it."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dateline.site import scoring_server


class Command(BaseCommand):
    help = "Serve the Perspective API alone, without a newsroom."
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        scoring_server.add_arguments(parser)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refusal = scoring_server.refuse(host=host, port=port)
        if refusal:
            raise CommandError(refusal)
        scoring_server.run(host=host, port=port)
