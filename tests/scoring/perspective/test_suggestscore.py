"""`comments:suggestscore`: labels of one key, kept for a time, handed out and forgotten by a command."""

import json
import time
from typing import Any

import pytest

from dateline.scoring.perspective import keys, suggestions, usage
from dateline.scoring.perspective.storage import Storage
from dateline.scoring.perspective.wsgi import SUGGEST, Perspective
from tests.scoring.perspective.asked import Answer, Asking
from tests.scoring.perspective.conftest import NOW

LIVING = "I guess it comes down to a simple choice: Get busy living, or get busy dying."


def suggest(caller: Asking, **more: Any) -> Answer:
    body = {"comment": {"text": LIVING}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}}} | more
    return caller.post(f"{SUGGEST}?key={caller.key}", json.dumps(body).encode())


def labels(storage: Storage, name: str = "coral", now: float | None = None) -> list[dict[str, Any]]:
    key = keys.named(storage, name)
    latest = max((row[0] for row in storage.read("SELECT suggested_at FROM label")), default=0.0)
    return [json.loads(line) for line in suggestions.lines(storage, key, now=now or latest)]


def test_a_suggestion_is_kept_as_a_label_of_its_key(coral: Asking, storage: Storage) -> None:
    answer = suggest(coral, communityId="/forum/movies", clientToken="comment-53922", languages=["en"])
    assert answer.said == {
        "clientToken": "comment-53922",
        "detectedLanguages": ["en"],
        "requestedLanguages": ["en"],
    }
    (label,) = labels(storage)
    assert label.pop("suggestedAt").endswith("Z")
    assert label == {
        "text": LIVING,
        "attribute": "TOXICITY",
        "value": 0.0,
        "languages": ["en"],
        "communityId": "/forum/movies",
        "clientToken": "comment-53922",
    }


def test_parts_of_a_comment_have_labels_too(coral: Asking, storage: Storage) -> None:
    spans = [{"begin": 0, "end": 7, "score": {"value": 0.25, "type": "PROBABILITY"}}]
    suggest(coral, attributeScores={"INSULT": {"spanScores": spans}, "TOXICITY_FAST": {"summaryScore": {"value": 1}}})
    found = [(each["attribute"], each["value"], each.get("begin"), each.get("end")) for each in labels(storage)]
    assert found == [("INSULT", 0.25, 0, 7), ("TOXICITY", 1.0, None, None)]


def test_a_later_suggestion_takes_the_place_of_one_with_its_token(coral: Asking, storage: Storage) -> None:
    for value in (0, 1):
        suggest(coral, clientToken="comment:7", attributeScores={"TOXICITY": {"summaryScore": {"value": value}}})
        suggest(coral)
    assert sorted(each["value"] for each in labels(storage)) == [0.0, 0.0, 1.0]


def test_no_key_gets_the_labels_of_another(application: Perspective, coral: Asking, storage: Storage) -> None:
    other = Asking(application, keys.add(storage, "other", now=NOW))
    suggest(coral, clientToken="comment:7")
    suggest(other, clientToken="comment:7")
    assert len(labels(storage)) == len(labels(storage, "other")) == 1
    assert suggestions.forget(storage, keys.named(storage, "other")) == 1
    assert len(labels(storage)) == 1


def test_nothing_is_kept_where_that_is_asked(coral: Asking, storage: Storage) -> None:
    assert suggest(coral, doNotStore=True, clientToken="7").said["clientToken"] == "7"
    assert labels(storage) == []


def test_labels_are_forgotten_by_token_or_all(coral: Asking, storage: Storage) -> None:
    for number in (1, 2, 3):
        suggest(coral, clientToken=f"comment:{number}")
    key = keys.named(storage, "coral")
    assert suggestions.forget(storage, key, "comment:2") == 1
    assert [each["clientToken"] for each in labels(storage)] == ["comment:1", "comment:3"]
    assert suggestions.forget(storage, key) == 2
    assert suggestions.forget(storage, key) == 0


@pytest.mark.parametrize("is_old", [False, True])
def test_what_is_forgotten_is_in_no_file_any_more(coral: Asking, storage: Storage, is_old: bool) -> None:
    for number in range(20):
        suggest(coral, comment={"text": f"Harbinger {number} " * 300}, clientToken=f"comment:{number}")
    key = keys.named(storage, "coral")
    if is_old:
        suggestions.forget_old(storage, [key], now=time.time() + 181 * suggestions.DAY)
    else:
        suggestions.forget(storage, key)
    assert not [path.name for path in storage.path.parent.iterdir() if b"Harbinger" in path.read_bytes()]


def test_no_comment_has_more_labels_than_an_answer_has_scores(coral: Asking, storage: Storage) -> None:
    spans = [{"begin": 0, "end": 1, "score": {"value": 1}}] * 20_000
    answer = suggest(coral, attributeScores={"INSULT": {"spanScores": spans}})
    assert (answer.status, answer.error["message"]) == (400, "A comment has at most 1500 scores")
    assert labels(storage) == []
    assert suggest(coral, attributeScores={"INSULT": {"spanScores": spans[:1_500]}}).status == 200


def test_a_full_key_s_labels_are_not_sorted_at_each_suggestion(coral: Asking, storage: Storage) -> None:
    suggest(coral)
    asked: list[str] = []
    storage._connection().set_trace_callback(asked.append)
    suggest(coral)
    storage._connection().set_trace_callback(None)
    plans = [storage.read(f"EXPLAIN QUERY PLAN {each}") for each in asked if each.startswith(("DELETE", "INSERT"))]
    assert len(plans) == 3
    assert not [row["detail"] for plan in plans for row in plan if "TEMP B-TREE" in row["detail"]]


def test_labels_are_kept_for_the_days_of_their_key_and_so_many(
    coral: Asking, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, day = keys.named(storage, "coral"), suggestions.DAY
    read = suggestions.read(
        {"comment": {"text": LIVING}, "attributeScores": {"THREAT": {"summaryScore": {"value": 0}}}}
    )
    for age in (181, 179, 1):
        suggestions.store(storage, key, read, now=NOW - age * day)
    assert len(labels(storage, now=NOW)) == 2
    suggestions.forget_old(storage, [key], now=NOW + 2 * day)
    assert storage.read("SELECT count(*) FROM label")[0][0] == 1
    monkeypatch.setattr(suggestions, "MOST", 2)
    for _ in range(3):
        suggestions.store(storage, key, read, now=NOW)
    assert len(labels(storage, now=NOW)) == 2


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ({}, "Missing attribute_scores"),
        ({"SPAM": {"summaryScore": {"value": 1}}}, "Unknown requested attribute: SPAM"),
        ({"INSULT": {}}, "No score was given for attribute INSULT"),
        ({"INSULT": {"summaryScore": {}}}, "A score is a value from 0 to 1"),
        ({"INSULT": {"summaryScore": {"value": 1.5}}}, "A score is a value from 0 to 1"),
        ({"INSULT": {"spanScores": [{"begin": 0, "score": {"value": 1}}]}}, "A span needs begin, end and score"),
    ],
)
def test_a_suggestion_without_a_score_is_refused(
    coral: Asking, storage: Storage, scores: dict[str, Any], message: str
) -> None:
    answer = suggest(coral, attributeScores=scores)
    assert (answer.status, answer.error["message"]) == (400, message)
    assert labels(storage) == []


def test_a_suggestion_that_is_refused_for_its_fields_is_not_kept_nor_counted_as_answered(
    application: Perspective, coral: Asking, storage: Storage
) -> None:
    body = {"comment": {"text": LIVING}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}}}
    answer = coral.post(f"{SUGGEST}?key={coral.key}&fields=a(b", json.dumps(body).encode())
    assert (answer.status, labels(storage)) == (400, [])
    application.usage.write()
    assert [row[2:] for row in usage.of_days(storage, "2020-01-01")] == [("suggestscore refused", 1)]


def test_half_a_letter_is_kept_as_a_question_mark(coral: Asking, storage: Storage) -> None:
    body = rb'{"comment": {"text": "a \ud83d b"}, "attributeScores": {"THREAT": {"summaryScore": {"value": 0}}}}'
    assert coral.post(f"{SUGGEST}?key={coral.key}", body).status == 200
    assert labels(storage)[0]["text"] == "a ? b"
