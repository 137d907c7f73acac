"""`comments:analyze`: what is answered, field by field."""

import json

import pytest

from dateline.scoring.engine import Engine
from tests.scoring.perspective.asked import Asking

FOO = "What kind of idiot name is foo? Sorry, I like your name."


def test_a_score_is_the_engine_s_with_its_type_and_both_languages(coral: Asking, engine: Engine) -> None:
    answer = coral.analyze(FOO, languages=["en"])
    score = {"value": engine.score(FOO).scores["TOXICITY"], "type": "PROBABILITY"}
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json; charset=UTF-8"
    assert answer.said == {
        "attributeScores": {
            "TOXICITY": {"spanScores": [{"begin": 0, "end": 56, "score": score}], "summaryScore": score}
        },
        "languages": ["en"],
        "detectedLanguages": ["en"],
    }


def test_each_sentence_has_a_span_of_its_own_when_they_are_asked_for(coral: Asking, engine: Engine) -> None:
    answer = coral.analyze(FOO, "INSULT", spanAnnotations=True)
    spans = answer.said["attributeScores"]["INSULT"]["spanScores"]
    assert [(span["begin"], span["end"]) for span in spans] == [(0, 31), (32, 56)]
    sentences = "What kind of idiot name is foo?", "Sorry, I like your name."
    assert [span["score"]["value"] for span in spans] == [
        engine.score(sentence, "en").scores["INSULT"] for sentence in sentences
    ]


def test_spans_are_counted_in_utf_16_units_and_their_ends_are_not_in_them(coral: Asking) -> None:
    text = "  You fool 😀😀!\n𝒴ou too, idiot.  "
    answer = coral.analyze(text, spanAnnotations=True, languages=["en"])
    units = text.encode("utf-16-le")
    spans = answer.said["attributeScores"]["TOXICITY"]["spanScores"]
    found = [units[2 * span["begin"] : 2 * span["end"]].decode("utf-16-le") for span in spans]
    assert found == ["You fool 😀😀!", "𝒴ou too, idiot."]


def test_scores_below_their_threshold_are_left_out(coral: Asking) -> None:
    thresholds = {"INSULT": {"scoreThreshold": 0.5}, "THREAT": {"scoreThreshold": 0.5}, "PROFANITY": {}}
    answer = coral.analyze(FOO, requestedAttributes=thresholds, spanAnnotations=True)
    scores = answer.said["attributeScores"]
    assert scores.keys() == {"INSULT", "PROFANITY"}
    assert [span["begin"] for span in scores["INSULT"]["spanScores"]] == [0]
    assert scores["PROFANITY"]["summaryScore"]["value"] < 0.5


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("TOXICITY_FAST", "TOXICITY"), ("TOXICITY_EXPERIMENTAL", "TOXICITY"), ("INSULT_EXPERIMENTAL", "INSULT")],
)
def test_their_other_names_are_answered_under_these_names(
    coral: Asking, engine: Engine, theirs: str, ours: str
) -> None:
    scores = coral.analyze(FOO, theirs).said["attributeScores"]
    assert scores.keys() == {theirs}
    assert scores[theirs]["summaryScore"]["value"] == engine.score(FOO).scores[ours]


def test_a_token_comes_back_as_it_was_sent(coral: Asking) -> None:
    assert coral.analyze(FOO, clientToken="comment:1 «✓»").said["clientToken"] == "comment:1 «✓»"
    assert "clientToken" not in coral.analyze(FOO).said


def test_what_is_not_used_is_taken_all_the_same(coral: Asking) -> None:
    alone = coral.analyze(FOO).said
    for context in ({"entries": [{"text": "A story."}]}, {"articleAndParentComment": {"article": {"text": "A."}}}):
        more = {"context": context, "doNotStore": True, "sessionId": "7", "communityId": "Coral:x", "languages": None}
        assert coral.analyze(FOO, **more).said == alone


def test_the_first_request_of_their_documentation_is_understood(coral: Asking) -> None:
    body = b"""{comment: {text: "what kind of idiot name is foo?"},
        languages: ["en"],
        requestedAttributes: {TOXICITY:{}} }"""
    answer = coral.post(f"/v1alpha1/comments:analyze?key={coral.key}", body)
    assert answer.said["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.5


def test_fields_may_have_the_names_of_the_protocol(coral: Asking) -> None:
    body = {"comment": {"text": FOO}, "requested_attributes": {"TOXICITY": {"score_threshold": "0.99"}}}
    answer = coral.post(f"/v1alpha1/comments:analyze?key={coral.key}", json.dumps(body).encode())
    assert answer.said["attributeScores"] == {}


def test_an_answer_is_on_many_lines_unless_it_is_asked_on_one(coral: Asking) -> None:
    body = json.dumps({"comment": {"text": FOO}, "requestedAttributes": {"TOXICITY": {}}}).encode()
    address = f"/v1alpha1/comments:analyze?key={coral.key}&alt=json"
    assert coral.post(address, body).body.startswith(b'{\n  "attributeScores": {\n')
    assert coral.post(f"{address}&prettyPrint=false", body).body.startswith(b'{"attributeScores":{"TOXICITY":')


def test_single_quotes_may_hold_double_ones_escaped_or_not(coral: Asking) -> None:
    body = rb"""{'comment': {'text': 'You\'re an "idiot", \"fool\".'}, 'requestedAttributes': {'TOXICITY': {}}}"""
    answer = coral.post(f"/v1alpha1/comments:analyze?key={coral.key}", body)
    assert answer.said["attributeScores"] == coral.analyze('You\'re an "idiot", "fool".').said["attributeScores"]
