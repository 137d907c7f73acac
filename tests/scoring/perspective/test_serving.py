"""`dateline serve-scoring`: a process with a port, a key, and no Django."""

import json
import os
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from dateline.site import scoring_server
from tests.ports import free_port
from tests.scoring.perspective.conftest import Server


def test_a_comment_is_analyzed_by_the_service_alone(server: Server) -> None:
    body = {"comment": {"text": "You are an idiot."}, "requestedAttributes": {"INSULT": {}}}
    address = f"{server.url}/v1alpha1/comments:analyze?key={server.key}"
    with urlopen(Request(address, json.dumps(body).encode())) as answer:
        assert json.load(answer)["attributeScores"]["INSULT"]["summaryScore"]["value"] > 0.5


def test_a_service_that_starts_well_warns_of_nothing(server: Server) -> None:
    assert "WARNING" not in server.log.read_text()


def test_nothing_of_django_is_imported_to_serve(tmp_path: Path) -> None:
    script = (
        "import sys, dateline.site.cli, dateline.site.scoring_server as server; server.load();"
        "print([name for name in sys.modules if name.partition('.')[0] in ('django', 'wagtail', 'environs')])"
    )
    environment = os.environ | {"DATELINE_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_a_port_in_use_is_refused_in_a_sentence(server: Server) -> None:
    command = [Path(sys.executable).parent / "dateline", "serve-scoring", "--port", str(server.port)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"Port {server.port} of 127.0.0.1 is in use." in done.stderr


def test_an_engine_that_there_is_not_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, refusal in (("depp", "DATELINE_SCORING is on, deep or off."), ("deep", None), ("", None)):
        monkeypatch.setenv("DATELINE_SCORING", name)
        assert scoring_server.refuse(host="127.0.0.1", port=free_port()) == refusal


@pytest.mark.parametrize(("key", "size", "status"), [("nobody-s", 100_000, 400), ("", 2_000_000, 413)])
def test_who_sends_much_is_told_why_not(server: Server, key: str, size: int, status: int) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("POST", f"/v1alpha1/comments:analyze?key={key or server.key}", b" " * size)
    answer = connection.getresponse()
    assert (answer.status, json.load(answer)["error"]["code"]) == (status, status)
    connection.close()
