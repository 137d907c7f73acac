"""Programs that were written for the Perspective API, as they are, against the running service."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from googleapiclient import discovery
from googleapiclient.errors import HttpError
from perspective import PerspectiveAPI

from tests.scoring.perspective.conftest import Server

TEXT = "What kind of idiot name is foo?"
ASKED = {"comment": {"text": TEXT}, "requestedAttributes": {"TOXICITY": {}, "INSULT": {}}}
GERMAN = "Das ist doch wirklich der größte Unsinn, den ich jemals gelesen habe."
NPM = Path(__file__).parents[3] / "tools/npm_client"

BY_NPM = """
const axios = require('axios');
const [host, apiKey] = process.argv.slice(1);
const theirs = 'https://commentanalyzer.googleapis.com';
axios.interceptors.request.use(asked => ({...asked, url: asked.url.replace(theirs, host)}));
const Perspective = require('perspective-api-client');
const client = new Perspective({apiKey});
const unknown = new Perspective({apiKey: 'nobody-s'});
Promise.all([
  client.analyze('<b>What kind of idiot name is foo?</b>', {attributes: ['toxicity', 'insult']}),
  client.analyze('You fool.', {attributes: ['flirtation']}).catch(error => error.message),
  unknown.analyze('You fool.').catch(error => error.message),
]).then(answers => console.log(JSON.stringify(answers)));
"""


@pytest.fixture
def google(server: Server) -> Any:
    """Google's client for Python, as most users have it: their code with another address."""
    client = discovery.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=server.key,
        discoveryServiceUrl=f"{server.url}/$discovery/rest?version=v1alpha1",
        static_discovery=False,
    )
    yield client
    client.close()


def test_google_s_client_learns_the_addresses_and_analyzes(google: Any) -> None:
    answer = google.comments().analyze(body=ASKED).execute()
    assert answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.5
    assert answer["languages"] == answer["detectedLanguages"] == ["en"]


def test_google_s_client_gets_the_fields_that_it_asks_for(google: Any) -> None:
    answer = google.comments().analyze(body=ASKED, fields="attributeScores/INSULT/summaryScore").execute()
    assert answer.keys() == {"attributeScores"}
    assert answer["attributeScores"].keys() == {"INSULT"}


def test_google_s_client_suggests_a_score(google: Any) -> None:
    body = {"comment": {"text": TEXT}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}}}
    answer = google.comments().suggestscore(body=body | {"clientToken": "7", "doNotStore": True}).execute()
    assert answer == {"clientToken": "7", "detectedLanguages": ["en"], "requestedLanguages": []}


def test_google_s_client_raises_what_it_raised(google: Any) -> None:
    with pytest.raises(HttpError) as raised:
        google.comments().analyze(body=ASKED | {"comment": {"text": GERMAN}}).execute()
    assert raised.value.status_code == 400
    assert raised.value.reason == "Attribute TOXICITY does not support request languages: de"
    assert raised.value.error_details[0]["errorType"] == "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"
    assert "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE" in str(raised.value)


def test_google_s_client_with_another_endpoint_asks_there(server: Server) -> None:
    other = server.url.replace("127.0.0.1", "localhost")
    client = discovery.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=server.key,
        discoveryServiceUrl=f"{other}/$discovery/rest?version=v1alpha1",
        client_options={"api_endpoint": server.url},
        static_discovery=False,
    )
    asked = client.comments().analyze(body=ASKED)
    assert asked.uri.startswith(f"{server.url}/v1alpha1/comments:analyze?key=")
    assert asked.execute()["attributeScores"]["INSULT"]["summaryScore"]["value"] > 0.5
    client.close()


def test_the_package_perspective_scores_with_another_url(server: Server) -> None:
    client = PerspectiveAPI(server.key)
    api = next(each for each in vars(client).values() if hasattr(each, "url"))
    api.url = server.url + "/v1alpha1/{endpoint}"
    assert client.score(TEXT)["TOXICITY"] > 0.5


def test_npm_s_client_analyzes_and_reads_our_refusals(server: Server) -> None:
    node = shutil.which("node")
    if node is None or not (NPM / "node_modules").exists():
        assert "CI" not in os.environ, "Node and tools/npm_client/node_modules are missing."
        pytest.skip("Needs Node and npm’s packages: python tools/find_test_programs.py")
    command = [node, "-e", BY_NPM, server.url, server.key]
    done = subprocess.run(command, cwd=NPM, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    answer, unknown_attribute, unknown_key = json.loads(done.stdout)
    assert answer["attributeScores"]["INSULT"]["summaryScore"]["value"] > 0.5
    assert unknown_attribute == "Unknown requested attribute: FLIRTATION"
    assert unknown_key == "API key not valid. Please pass a valid API key."


def test_coral_s_request_is_answered_where_coral_reads(server: Server) -> None:
    # `services/perspective/perspective.ts`, release 9.11.8: the path of the endpoint, and the name of the operation.
    asked = {
        "comment": {"text": TEXT},
        "doNotStore": True,
        "requestedAttributes": {"TOXICITY": {}},
        "languages": ["en"],
    }
    context = {"url": "https://news.example/a?commentID=7", "Coral_comment_id": "7"}
    suggested = {
        "comment": {"text": TEXT},
        "context": {"entries": [{"text": json.dumps(context)}]},
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
        "languages": ["en"],
        "communityId": "Coral:https://coral.example",
        "clientToken": "comment:7",
    }
    assert _sent(server, "analyze", asked)["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.5
    assert _sent(server, "suggestscore", suggested)["clientToken"] == "comment:7"


def _sent(server: Server, operation: str, body: dict[str, Any]) -> Any:
    headers = {"Content-Type": "application/json", "User-Agent": "Coral Perspective/9.11.8"}
    address = f"{server.url}/v1alpha1/comments:{operation}?key={server.key}"
    with urlopen(Request(address, json.dumps(body).encode(), headers)) as answer:
        return json.load(answer)
