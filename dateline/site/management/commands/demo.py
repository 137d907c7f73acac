"""`dateline demo` sets up a home, fills it with the sample newsroom once, and serves it."""

import argparse
import socket
import time
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dateline.lib import clock
from dateline.people.models import User
from dateline.site import first_start, server
from dateline.site.management.commands.sign_in_link import sign_in_address
from dateline.site.sample import load
from dateline.stories.models import Edition


class Command(BaseCommand):
    help = "Make a database, fill it with the sample newsroom unless it holds an edition, and serve it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        refusal = server.refuse(host=host, port=port, workers=1)
        if refusal:
            raise CommandError(refusal)
        self.stdout.write("Preparing the database …")
        first_start.prepare()
        if not Edition.objects.exists():
            self.stdout.write("Filling the sample newsroom …")
            load.newsroom(now=clock.now())
        link = sign_in_address(User.objects.filter(is_superuser=True, is_active=True).earliest("pk"))
        self.stdout.write("Starting the server …")
        self.stdout.flush()
        server.run(host=host, port=port, workers=1, when_up=partial(_announce, host, port, link))


def _announce(host: str, port: int, link: str) -> None:
    for _ in range(300):
        try:
            socket.create_connection((host, port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    print(f"\nDateline answers at {settings.BASE_URL}/", flush=True)
    print(f"The desk, signed in once by this link: {link}\n", flush=True)
