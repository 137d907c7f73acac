"""What is refused, in the words and the shape of the Perspective API: its clients take these apart."""

import json
from typing import Any

import pytest

from dateline.scoring.perspective import http
from dateline.scoring.perspective.wsgi import ANALYZE, SUGGEST, Perspective
from tests.scoring.perspective.asked import Answer, Asking

ENGLISH = "You are an idiot, and a fool as well."
GERMAN = "Das ist doch wirklich der größte Unsinn, den ich jemals gelesen habe, du Idiot."
PERSIAN = "این حرف‌ها دروغ است و نویسنده این را می‌داند."


def comment_error(answer: Answer, message: str, kind: str, **more: Any) -> None:
    assert answer.status == 400
    assert answer.error == {
        "code": 400,
        "message": message,
        "status": "INVALID_ARGUMENT",
        "details": [
            {"@type": "type.googleapis.com/google.commentanalyzer.v1alpha1.Error", "errorType": kind} | more,
        ],
    }


@pytest.mark.parametrize("comment", [{}, {"text": ""}, {"text": " \n"}, {"text": None}, None])
def test_a_comment_without_words(coral: Asking, comment: Any) -> None:
    comment_error(coral.analyze("", comment=comment), "Comment must be non-empty.", "COMMENT_EMPTY")


def test_a_comment_of_more_than_20_kb(coral: Asking) -> None:
    assert coral.analyze("é" * 10_240, languages=["en"]).status == 200
    comment_error(coral.analyze("é" * 10_240 + "a"), "Comment text too long.", "COMMENT_TOO_LONG")


@pytest.mark.parametrize("asked", [{}, None])
def test_no_attributes(coral: Asking, asked: Any) -> None:
    answer = coral.analyze(ENGLISH, requestedAttributes=asked)
    comment_error(answer, "Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")


@pytest.mark.parametrize("name", ["FLIRTATION", "SEXUALLY_EXPLICIT", "ATTACK_ON_AUTHOR", "SPAM", "toxicity", ""])
def test_an_attribute_that_is_not_scored(coral: Asking, name: str) -> None:
    comment_error(coral.analyze(ENGLISH, "TOXICITY", name), f"Unknown requested attribute: {name}", "INVALID_REQUEST")


def test_another_type_of_score(coral: Asking) -> None:
    answer = coral.analyze(ENGLISH, requestedAttributes={"INSULT": {"scoreType": "RAW"}})
    comment_error(answer, "Requested score type RAW is not supported by attribute INSULT", "INVALID_REQUEST")


@pytest.mark.parametrize(
    ("kind", "message"),
    [("HTML", "Currently, only 'PLAIN_TEXT' comments are supported"), ("MARKDOWN", "Unknown text type")],
)
def test_text_with_markup(coral: Asking, kind: str, message: str) -> None:
    comment_error(coral.analyze("", comment={"text": ENGLISH, "type": kind}), message, "INVALID_REQUEST")


def test_two_contexts(coral: Asking) -> None:
    answer = coral.analyze(ENGLISH, context={"entries": [], "articleAndParentComment": {}})
    message = "Context can have either entries or article_and_parent_comment, but both fields were populated."
    comment_error(answer, message, "INVALID_REQUEST")


@pytest.mark.parametrize("name", ["TOXICITY", "SEVERE_TOXICITY", "THREAT_EXPERIMENTAL"])
def test_a_language_that_is_asked_for_and_not_ours(coral: Asking, name: str) -> None:
    comment_error(
        coral.analyze(ENGLISH, name, languages=["de", "fr-CA"]),
        f"Attribute {name} does not support request languages: de, fr-CA",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={"requestedLanguages": ["de", "fr-CA"], "attribute": name},
    )
    assert coral.analyze(ENGLISH, name, languages=["de", "en-GB"]).said["languages"] == ["de", "en-GB"]


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (PERSIAN, "fa")])
@pytest.mark.parametrize("called", [[], ["en"]])
def test_a_text_in_another_language_whatever_it_is_called(
    coral: Asking, text: str, language: str, called: list[str]
) -> None:
    comment_error(
        coral.analyze(text, "TOXICITY", languages=called),
        f"Attribute TOXICITY does not support request languages: {language}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={"detectedLanguages": [language], "attribute": "TOXICITY"},
    )


def test_a_text_in_no_language_that_can_be_told(coral: Asking) -> None:
    comment_error(coral.analyze("زرشک"), "Unable to detect language", "LANGUAGE_DETECTION_FAILED")


@pytest.mark.parametrize(
    ("body", "message", "field"),
    [
        (b"{", "Invalid JSON payload received. Unexpected token.", ""),
        (b'{"comment": NaN}', "Invalid JSON payload received. Unexpected token.", ""),
        (b"\xff", "Invalid JSON payload received. Invalid UTF-8.", ""),
        (b"[" * 100_000, "Invalid JSON payload received. Nested too deeply.", ""),
        (b"{'a': '\"', b: " + b"[" * 100_000, "Invalid JSON payload received. Nested too deeply.", ""),
        (b"[]", "Invalid value at '' (object)", ""),
        (b'{"comments": {}}', 'Invalid JSON payload received. Unknown name "comments": Cannot find field.', ""),
        (
            b'{"comment": {"txt": "a"}}',
            "Invalid JSON payload received. Unknown name \"txt\" at 'comment': Cannot find field.",
            "comment",
        ),
        (b'{"comment": {"text": 5}}', "Invalid value at 'comment.text' (TYPE_STRING), 5", "comment.text"),
        (
            b'{"comment": {"text": "a"}, "requestedAttributes": {"TOXICITY": {"scoreThreshold": "high"}}}',
            "Invalid value at 'requested_attributes[0].value.score_threshold' (TYPE_FLOAT)",
            "requested_attributes[0].value.score_threshold",
        ),
        (
            b'{"comment": {"text": "a"}, "requestedAttributes": {"TOXICITY": {}}, "languages": ["en", 1]}',
            "Invalid value at 'languages[1]' (TYPE_STRING), 1",
            "languages[1]",
        ),
    ],
)
def test_json_that_does_not_fit(coral: Asking, body: bytes, message: str, field: str) -> None:
    answer = coral.post(f"{ANALYZE}?key={coral.key}", body)
    violation = {"description": message} | ({"field": field} if field else {})
    details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
    assert answer.error == {"code": 400, "message": message, "status": "INVALID_ARGUMENT", "details": details}


@pytest.mark.parametrize("body", [b'{"' + b'\\"' * 700_000, b"{'" + b"'" * 700_000, b"a" * 700_000, b", " * 700_000])
def test_no_body_takes_long_to_refuse(coral: Asking, body: bytes) -> None:
    # By the square of its length it would take hours.
    assert coral.post(f"{ANALYZE}?key={coral.key}", body).status == 400


def test_a_key_that_is_none(coral: Asking) -> None:
    for headers in ({}, {"x_goog_api_key": "nobody's"}):
        answer = coral.post(ANALYZE if headers else f"{ANALYZE}?key=nobody-s", b"{}", **headers)
        assert answer.error == {
            "code": 400,
            "message": "API key not valid. Please pass a valid API key.",
            "status": "INVALID_ARGUMENT",
            "details": [
                {
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                    "reason": "API_KEY_INVALID",
                    "domain": "googleapis.com",
                    "metadata": {"service": "commentanalyzer.googleapis.com"},
                }
            ],
        }


def test_no_key(coral: Asking) -> None:
    answer = coral.post(ANALYZE, b"{}")
    assert (answer.status, answer.error["status"]) == (403, "PERMISSION_DENIED")
    assert "Please use API Key or other form of API consumer identity" in answer.error["message"]


def test_a_bearer_token_that_is_no_key(coral: Asking) -> None:
    answer = coral.post(ANALYZE, b"{}", authorization="Bearer ya29.x")
    assert (answer.status, answer.error["status"]) == (401, "UNAUTHENTICATED")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("headers", [{"authorization": "Bearer {key}"}, {"x_goog_api_key": "{key}"}])
def test_a_key_may_come_in_a_header(coral: Asking, headers: dict[str, str]) -> None:
    body = json.dumps({"comment": {"text": ENGLISH}, "requestedAttributes": {"INSULT": {}}}).encode()
    given = {name: value.format(key=coral.key) for name, value in headers.items()}
    assert coral.post(ANALYZE, body, **given).status == 200


@pytest.mark.parametrize("address", ["/", "/v1alpha1/comments", "/v1alpha1/comments:analyse", "/v1/comments:analyze"])
def test_an_address_that_is_none(coral: Asking, address: str) -> None:
    answer = coral.post(f"{address}?key={coral.key}", b"{}")
    assert (answer.status, answer.error["status"]) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", ANALYZE, "POST"),
        ("PUT", SUGGEST, "POST"),
        ("POST", "/openapi.json", "GET"),
        ("OPTIONS", ANALYZE, "POST"),
    ],
)
def test_a_method_that_an_address_has_not(coral: Asking, method: str, address: str, allowed: str) -> None:
    answer = coral.ask(method, f"{address}?key={coral.key}")
    assert (answer.status, answer.error["code"], answer.headers["Allow"]) == (405, 405, allowed)


def test_a_body_that_is_too_large(coral: Asking) -> None:
    answer = coral.post(f"{ANALYZE}?key={coral.key}", b" " * (http.LARGEST + 1))
    assert (answer.status, answer.error["code"]) == (413, 413)


def test_another_form_than_json(coral: Asking) -> None:
    assert coral.post(f"{ANALYZE}?key={coral.key}&alt=proto", b"{}").error["status"] == "INVALID_ARGUMENT"


def test_a_fault_of_our_own_says_and_logs_no_word_of_the_comment(
    application: Perspective, coral: Asking, caplog: pytest.LogCaptureFixture
) -> None:
    application._engine = lambda: int(ENGLISH)  # type: ignore[assignment,return-value]
    answer = coral.analyze(ENGLISH)
    assert (answer.status, answer.error) == (
        500,
        {"code": 500, "message": "Internal error encountered.", "status": "INTERNAL"},
    )
    assert "ValueError" in caplog.text
    assert "idiot" not in caplog.text
