"""Runs a command beside a private PostgreSQL: `python tools/with_postgresql.py COMMAND…`. Called by `make test`.

The server is Debian's, listens on loopback, holds one migrated database as the template of the tests', and is gone
with its files when the command ends. Where PostgreSQL is not installed nothing is run; `find_test_programs.py` said so.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ACCOUNT = "postgres"
"""Debian's account of the server, which refuses to run as root."""
DATELINE = Path(__file__).resolve().parent.parent / ".venv/bin/dateline"


def main(command: list[str]) -> int:
    programs = _programs()
    if not programs:
        return 0
    with tempfile.TemporaryDirectory(prefix="dateline-postgresql-") as folder, _server(programs, Path(folder)) as url:
        # A home of its own keeps the secret key and the media of this run from the work tree.
        surroundings = os.environ | {"DATELINE_DATABASE_URL": url, "DATELINE_HOME": f"{folder}/home"}
        subprocess.run([DATELINE, "migrate", "--verbosity=0"], env=surroundings, check=True)
        return subprocess.run(command, env=surroundings | {"TEST_TEMPLATE": "dateline"}, check=False).returncode


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@contextmanager
def _server(programs: Path, folder: Path) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        folder.chmod(0o755)
        shutil.chown(data, ACCOUNT)
    as_account = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    control = [*as_account, str(programs / "pg_ctl"), "-D", str(data), "--silent", "-w"]
    # The data live for one run, so nothing is flushed to the disk.
    given = ("fsync=off", "full_page_writes=off", "jit=off", "listen_addresses=127.0.0.1", "unix_socket_directories=")
    options = " ".join([f"-p {port}", *(f"-c {setting}" for setting in given)])
    initdb = ["-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _quietly([*as_account, str(programs / "initdb"), "-D", str(data), *initdb])
    _quietly([*control, "-l", str(data / "server.log"), "-o", options, "start"])
    try:
        createdb = ["-h", "127.0.0.1", "-p", str(port), "-U", "dateline", "dateline"]
        _quietly([str(programs / "createdb"), *createdb])
        yield f"postgres://dateline@127.0.0.1:{port}/dateline"
    finally:
        _quietly([*control, "-m", "immediate", "stop"])


def _quietly(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        sys.exit(f"{command[-1]}: {done.stderr or done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
