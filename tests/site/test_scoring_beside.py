"""The scoring service on the address of a newsroom: there once a key is made, and not before."""

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.scoring.perspective import keys
from dateline.scoring.perspective.origins import Origins
from dateline.scoring.perspective.storage import Storage
from dateline.site.scoring_beside import BesidePages
from dateline.site.wsgi import application
from tests.scoring.perspective.asked import Asking

ANALYZE = "/v1alpha1/comments:analyze"
DISCOVERY = "/$discovery/rest?version=v1alpha1"


def pages(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/html")])
    return [b"There is no such page."]


@pytest.fixture
def newsroom(tmp_path: Path) -> Asking:
    return Asking(BesidePages(pages, Storage(tmp_path), Origins(), root="https://news.example"), "")  # type: ignore[arg-type]


def test_a_newsroom_without_keys_has_no_such_address(newsroom: Asking) -> None:
    for method, address in (("POST", ANALYZE), ("GET", DISCOVERY)):
        assert newsroom.ask(method, address).body == b"There is no such page."


def test_once_a_key_is_made_comments_are_analyzed_until_it_is_revoked(newsroom: Asking, tmp_path: Path) -> None:
    key = keys.add(Storage(tmp_path), "coral", now=0)
    asked = json.dumps({"comment": {"text": "You are an idiot."}, "requestedAttributes": {"INSULT": {}}}).encode()
    answer = newsroom.post(f"{ANALYZE}?key={key}", asked)
    assert answer.said["attributeScores"]["INSULT"]["summaryScore"]["value"] > 0.5
    assert newsroom.ask("GET", DISCOVERY).said["rootUrl"] == "https://news.example/"
    for address in ("/healthz", "/openapi.json", "/en/", "/v1alpha10"):
        assert newsroom.ask("GET", address).body == b"There is no such page."
    keys.revoke(Storage(tmp_path), "coral", now=1)
    assert newsroom.ask("GET", DISCOVERY).status == 404


def test_the_server_s_application_has_it_before_its_pages() -> None:
    assert isinstance(application, BesidePages)
