"""`/healthz` and `/readyz`: one asks nothing, the other the database, and both answer whoever knows the machine."""

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


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_load_balancer_asks_by_http_and_by_the_number_of_the_machine(
    client: Client, db: None, settings: Any, path: str
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["news.example"]
    assert client.get(path, HTTP_HOST="10.1.2.3:8000").status_code == 200
