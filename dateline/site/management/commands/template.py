"""`dateline template` makes the migrated template of a SQLite database anew. Run it after each new migration."""

import gzip
from typing import Any

import pysqlite3
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from dateline.site.first_start import TEMPLATE
from dateline.stories.models import Edition


class Command(BaseCommand):
    help = "Pack an empty, migrated SQLite database as the template of first starts. Needs an empty DATELINE_HOME."

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("The template is made from SQLite; unset DATELINE_DATABASE_URL.")
        call_command("migrate", verbosity=0, interactive=False)
        if Edition.objects.exists():
            raise CommandError("This home holds a newsroom. Give an empty DATELINE_HOME.")
        name = str(connection.settings_dict["NAME"])
        connection.close()
        with pysqlite3.connect(name) as database:
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("VACUUM")
        with open(name, "rb") as file:
            TEMPLATE.write_bytes(gzip.compress(file.read(), mtime=0))
        self.stdout.write(f"{TEMPLATE.name}: {TEMPLATE.stat().st_size} bytes")
