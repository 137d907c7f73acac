"""`dateline serve` runs the site: web server and background worker in one command."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dateline.site import server


class Command(BaseCommand):
    help = "Serve the site, with the background worker inside."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="server processes; more than 1 needs PostgreSQL")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {name: options[name] for name in ("host", "port", "workers")}
        refusal = server.refuse(**wanted)
        if refusal:
            raise CommandError(refusal)
        server.run(**wanted)
