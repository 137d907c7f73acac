"""PostgreSQL in a backup: `pg_dump` and `pg_restore`, from the package that fits the server."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

from dateline.lib import clock
from dateline.lib.database import one_snapshot
from dateline.site.backup.engines.contents import DatabaseCopy, bring_up_to_date, copied
from dateline.site.backup.manifest import BackupRefused, DatabaseFacts

NAME = "postgresql"
DUMP = "dateline.pgdump"
DEBIANS_PROGRAMS = Path("/usr/lib/postgresql")
"""Where Debian and Ubuntu keep the programs, a folder for each major release."""
LIBPQ = frozenset(option.keyword.decode() for option in Conninfo.get_defaults())
"""What a connection can be told; pg_dump's library knows the same names, but for ones newer than its release."""


def copy(folder: Path) -> DatabaseCopy:
    program = _program("pg_dump")
    snapshot_at = clock.now()
    with one_snapshot():
        # The dump and the counts are of the same instant, however long the dump takes.
        snapshot = _ask("SELECT pg_export_snapshot()")[0][0]
        _run(
            program,
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--snapshot={snapshot}",
            f"--file={folder / DUMP}",
        )
        return copied(_ask, engine=NAME, release=_ask("SHOW server_version")[0][0], file=DUMP, snapshot_at=snapshot_at)


def refuse_unless_empty() -> None:
    (tables,) = _ask("SELECT count(*) FROM pg_tables WHERE schemaname = ANY(current_schemas(false))")[0]
    if tables:
        raise BackupRefused(
            f"The database {connection.settings_dict['NAME']} has tables already."
            " Make an empty one with createdb, and name it in DATELINE_DATABASE_URL."
        )


def prepare(stage: Path, facts: DatabaseFacts) -> None:
    # One transaction: the database is restored whole or stays empty.
    program = _program("pg_restore")
    _run(
        program,
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        str(stage / DUMP),
    )
    try:
        bring_up_to_date(facts)
    except BackupRefused as refusal:
        raise BackupRefused(f"{refusal} Drop that database and make it anew before you try again.") from None


def land(stage: Path) -> None:
    """The database is in its place since `prepare`."""


def _ask(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _program(name: str) -> str:
    """Return the program of the server's release, or of the next newer one that is installed: older ones refuse."""
    server = int(_ask("SHOW server_version_num")[0][0]) // 10000
    installed = {int(path.parts[-3]): path for path in DEBIANS_PROGRAMS.glob(f"[0-9]*/bin/{name}")}
    fitting = sorted(release for release in installed if release >= server)
    found = str(installed[fitting[0]]) if fitting else shutil.which(name)
    if found is None:
        raise BackupRefused(
            f"{name} is not installed; the backup of PostgreSQL {server} needs it."
            f" Run: apt-get install postgresql-client-{server}"
        )
    return found


def _run(program: str, *options: str) -> None:
    server = _server()
    # The password goes by the environment: other people of this machine can read the words of a command.
    password = server.pop("password", None)
    surroundings = os.environ | ({"PGPASSWORD": password} if password else {})
    command = [program, f"--dbname={make_conninfo(**server)}", "--no-password", *options]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupRefused(f"{Path(program).name} failed: {done.stderr.strip() or 'it does not say why.'}")


def _server() -> dict[str, str]:
    """What the settings say of the server, without what only psycopg understands."""
    params = connection.get_connection_params()
    return {name: str(value) for name, value in params.items() if name in LIBPQ and value is not None}
