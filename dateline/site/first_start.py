"""The first start: a database from the migrated template, then whatever migrations are newer.

The template saves the 11 s that 200 migrations take; it is made by `make template` and checked by a test.
"""

import gzip
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

TEMPLATE = Path(__file__).parent / "template.sqlite3.gz"


def prepare() -> None:
    """Make the database current. Harmless when it is; `migrate` always has the last word."""
    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        copy_template(Path(settings.DATABASES["default"]["NAME"]))
    if not is_current():
        call_command("migrate", verbosity=0, interactive=False)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # A migration that makes a table anew loses what SQLite knew of it; a search of one year then took 0.7 s.
            cursor.execute("PRAGMA optimize=0x10002")


def copy_template(target: Path) -> None:
    """Unpack the migrated template as `target`; it appears whole or not at all."""
    if not TEMPLATE.exists():
        return
    draft = target.with_suffix(".unpacking")
    with gzip.open(TEMPLATE) as packed, draft.open("wb") as file:
        shutil.copyfileobj(packed, file)
    draft.rename(target)


def is_current() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
