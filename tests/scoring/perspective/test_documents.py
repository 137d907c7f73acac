"""What the service says of itself: the discovery document, the OpenAPI document, and the parts that are asked for."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from dateline.scoring.perspective import openapi, selecting
from dateline.scoring.perspective.origins import Origins, UnknownOrigin
from dateline.scoring.perspective.wsgi import ANALYZE, SUGGEST, Perspective
from tests.scoring.perspective.asked import Asking

TEXT = "What kind of idiot name is foo? Sorry, I like your name."


def strict(schema: Any) -> Any:
    """The same schema with no field but those it names."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {"additionalProperties": False} if "properties" in schema and "@type" not in schema["properties"] else {}
    return {name: strict(each) for name, each in schema.items()} | closed


def validator(name: str) -> Draft202012Validator:
    document = strict(openapi.document("https://scoring.example/")["components"])
    return Draft202012Validator({"$ref": f"{openapi.PLACE}{name}", "components": document})


def test_the_openapi_document_is_one(coral: Asking) -> None:
    document = coral.ask("GET", "/openapi.json").said
    validate(document)
    assert document["servers"] == [{"url": "https://scoring.example"}]


def test_every_address_is_in_the_openapi_document_and_no_other(application: Perspective, coral: Asking) -> None:
    paths = coral.ask("GET", "/openapi.json").said["paths"]
    assert {(address, method.upper()) for address, each in paths.items() for method in each} == {
        (address, method) for address, (method, _) in application._addresses.items()
    }


def test_answers_and_refusals_are_as_the_openapi_document_says(coral: Asking) -> None:
    every = {name: {} for name in ("TOXICITY", "SEVERE_TOXICITY", "INSULT", "IDENTITY_ATTACK", "THREAT", "PROFANITY")}
    scored = coral.analyze(TEXT, requestedAttributes=every, spanAnnotations=True, clientToken="7")
    validator("AnalyzeCommentResponse").validate(scored.said)
    body = json.dumps({"comment": {"text": TEXT}, "attributeScores": scored.said["attributeScores"]}).encode()
    suggested = coral.post(f"{SUGGEST}?key={coral.key}", body)
    validator("SuggestCommentScoreRequest").validate(json.loads(body))
    validator("SuggestCommentScoreResponse").validate(suggested.said)
    for refused in (
        coral.analyze(""),
        coral.analyze(TEXT, languages=["de"]),
        coral.post(ANALYZE, b"{}"),
        coral.post(f"{ANALYZE}?key=x", b"{}"),
        coral.post(f"{ANALYZE}?key={coral.key}", b"{"),
        coral.ask("GET", "/nothing"),
    ):
        validator("Error").validate(refused.said)
    assert not validator("AnalyzeCommentResponse").is_valid({"attributeScores": {"A": {"summary": 1}}})


def test_what_the_openapi_document_lets_one_ask_is_what_is_understood(coral: Asking) -> None:
    known = strict(openapi.document("/")["components"])["schemas"]["AnalyzeCommentRequest"]["properties"]
    values = {"string": "a", "boolean": True, "array": [], None: {}, "object": {"TOXICITY": {}}}
    body = {name: values[about.get("type")] for name, about in known.items()} | {"comment": {"text": TEXT}}
    assert coral.post(f"{ANALYZE}?key={coral.key}", json.dumps(body).encode()).status == 200


def test_the_discovery_document_leads_to_where_it_was_asked_for(coral: Asking) -> None:
    document = coral.ask("GET", "/$discovery/rest?version=v1alpha1").said
    assert (document["kind"], document["rootUrl"]) == ("discovery#restDescription", "https://scoring.example/")
    assert {each["path"] for each in document["resources"]["comments"]["methods"].values()} == {
        "v1alpha1/comments:analyze",
        "v1alpha1/comments:suggestscore",
    }
    assert coral.ask("GET", "/$discovery/rest?version=v2").status == 404


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ("languages", {"languages": ["en"]}),
        ("attributeScores/INSULT/summaryScore/type", {"attributeScores": {"INSULT": {"summaryScore": {"type": "P"}}}}),
        (
            "attributeScores(INSULT/spanScores(begin,end))",
            {"attributeScores": {"INSULT": {"spanScores": [{"begin": 0, "end": 56}]}}},
        ),
        (
            "attributeScores/*/summaryScore/type, languages",
            {
                "languages": ["en"],
                "attributeScores": {name: {"summaryScore": {"type": "P"}} for name in ("INSULT", "THREAT")},
            },
        ),
        (
            "attributeScores/INSULT/summaryScore/type,attributeScores(INSULT/spanScores/end,INSULT/spanScores/begin)",
            {
                "attributeScores": {
                    "INSULT": {"spanScores": [{"begin": 0, "end": 56}], "summaryScore": {"type": "P"}},
                }
            },
        ),
        ("languages/x,languages", {"languages": ["en"]}),
        ("nothing", {}),
    ],
)
def test_only_the_fields_that_are_asked_for_are_sent(coral: Asking, fields: str, left: Any) -> None:
    body = json.dumps({"comment": {"text": TEXT}, "requestedAttributes": {"INSULT": {}, "THREAT": {}}}).encode()
    answer = coral.post(f"{ANALYZE}?key={coral.key}&fields={fields.replace(' ', '%20')}", body)
    assert json.loads(answer.body.replace(b"PROBABILITY", b"P")) == left


@pytest.mark.parametrize("fields", ["a(b", "a)", "/a", "a/", "a,,b", "a b<", "(" * 5000, "a/" * 5000 + "a"])
def test_fields_that_are_none_are_refused(coral: Asking, fields: str) -> None:
    body = json.dumps({"comment": {"text": TEXT}, "requestedAttributes": {"INSULT": {}}}).encode()
    answer = coral.post(f"{ANALYZE}?key={coral.key}&fields={fields}", body)
    assert answer.status == 400
    assert answer.error["message"].startswith("Invalid field selection ")


def test_many_fields_take_no_longer_than_they_are_long() -> None:
    # By the square of their number these took seconds, in which nobody else was answered.
    begun = time.process_time()
    said = selecting.selected({"a": {"b1": 1, "c": 2}}, selecting.wanted(",".join(["a/b1"] * 12_000)))
    assert said == {"a": {"b1": 1}}
    for fields in (["a"] * 30_000, [f"a(b{each})" for each in range(7_000)]):
        selecting.wanted(",".join(fields))
    assert time.process_time() - begun < 1


def test_a_page_of_another_site_is_told_nothing_unless_its_site_is_named(
    application: Perspective, coral: Asking
) -> None:
    page = {"origin": "https://comments.example"}
    assert "Access-Control-Allow-Origin" not in coral.ask("GET", "/healthz", **page).headers
    application._origins = Origins(["https://comments.example/"])
    assert coral.ask("GET", "/healthz", **page).headers["Access-Control-Allow-Origin"] == page["origin"]
    asked_first = coral.ask("OPTIONS", ANALYZE, **page)
    assert (asked_first.status, asked_first.headers["Access-Control-Allow-Methods"], asked_first.body) == (
        204,
        "POST",
        b"",
    )
    assert coral.ask("OPTIONS", ANALYZE, origin="https://other.example").status == 405


def test_an_origin_is_known_however_it_was_typed(application: Perspective, coral: Asking) -> None:
    application._origins = Origins([" HTTPS://Comments.Example/ "])
    answer = coral.ask("GET", "/healthz", origin="https://comments.example")
    assert answer.headers["Access-Control-Allow-Origin"] == "https://comments.example"


@pytest.mark.parametrize("origin", ["*", "comments.example", "https://a.example/path", "https://u@a.example", "null"])
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(UnknownOrigin, match="An origin is scheme and host"):
        Origins([origin])


def test_the_documented_request_has_the_documented_answer(coral: Asking) -> None:
    page = (Path(__file__).parents[3] / "docs/perspective.md").read_text()
    request, answer, error = (json.loads(block) for block in re.findall(r"```json\n(.+?)```", page, re.DOTALL)[:3])
    given = coral.post(f"{ANALYZE}?key={coral.key}", json.dumps(request).encode()).said
    assert given == answer
    german = "Das ist doch wirklich der größte Unsinn, den ich jemals gelesen habe."
    assert coral.analyze(german).said == error
