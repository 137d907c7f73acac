"""`/healthz` and `/readyz`: one asks nothing, the other the database, and both answer whoever knows the machine."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_it_is_alive_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert "no-store" in answer.headers["Cache-Control"]


def test_it_is_ready_when_the_database_answers(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/readyz").json() == {"status": "ready"}

    def away(*_: Any) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", away)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database unavailable"})


def test_a_postgresql_that_is_away_is_told_before_a_load_balancer_gives_up(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # taken and not listened at, so nobody else answers there meanwhile
        port = closed.getsockname()[1]
        ask = (
            "import django, os; django.setup(); from django.test import Client; answer = Client().get('/readyz');"
            "print(answer.status_code, answer.json()['status'], flush=True); os._exit(0)"
        )
        surroundings = os.environ | {
            "DJANGO_SETTINGS_MODULE": "dateline.site.settings",
            "DATELINE_HOME": str(tmp_path),
            "DATELINE_DATABASE_URL": f"postgres://nobody@127.0.0.1:{port}/none",
        }
        # A pool left to itself waits half a minute.
        asked = subprocess.run(
            [sys.executable, "-c", ask], env=surroundings, capture_output=True, text=True, timeout=25, check=False
        )
    assert asked.stdout == "503 database unavailable\n", asked.stderr


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_load_balancer_asks_by_http_and_by_the_number_of_the_machine(
    client: Client, db: None, settings: Any, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["news.example"]
    assert client.get(path, HTTP_HOST="10.1.2.3:8000").status_code == 200
