"""What `dateline serve` and `dateline demo` refuse before they begin, in a sentence and with status 1."""

import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from dateline.site import server


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody else listens, ready to share it as granian is."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use(taken: int, command: str) -> None:
    sentence = f"Port {taken} of 127.0.0.1 is in use. Stop what uses it, or give another: --port {taken + 1}."
    with pytest.raises(CommandError, match=sentence):
        call_command(command, "--port", str(taken))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--host", "no..where"], "“no..where” is no name of a machine."),
        (["--host", "192.0.2.1"], "This machine cannot listen at 192.0.2.1, port 8000: "),
        (["--port", "0"], "A port is a number from 1 to 65535."),
        (["--port", "99999"], "A port is a number from 1 to 65535."),
    ],
)
def test_an_address_that_is_not_to_be_had(words: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("serve", *words)


def test_a_port_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", forbid)
    refusal = server.refuse(host="127.0.0.1", port=80, workers=1)
    assert refusal == "Port 80 is for the system. Give one above 1023, and let a web server stand before it."


def test_a_name_is_as_good_as_an_address(taken: int) -> None:
    assert "is in use" in str(server.refuse(host="localhost", port=taken, workers=1))


def test_a_second_process_on_sqlite(surroundings: dict[str, str]) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL may have several")
    command = [sys.executable, "-m", "dateline", "serve", "--workers", "2"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    sentence = "SQLite has one server process; its threads serve many readers. For more, set DATELINE_DATABASE_URL."
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"CommandError: {sentence}\n")


@pytest.mark.django_db
def test_no_connection_of_the_parent_is_left_for_its_children() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no pool")
    connection.ensure_connection()
    assert connection.pool
    pool = connection._connection_pools["default"]
    server._let_go_of_the_databases()
    assert pool.closed
    assert not connections["default"]._connection_pools
