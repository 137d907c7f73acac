"""The answer of `comments:analyze`: what the engine says of a comment, in the Perspective API's JSON."""

from typing import Any

from dateline.scoring.perspective.asking import Asked
from dateline.scoring.perspective.languages import scored
from dateline.scoring.perspective.names import LANGUAGES, answered_by
from dateline.scoring.perspective.sentences import Sentence, sentences, utf16_length
from dateline.scoring.scorer import Scorer

Spans = list[tuple[Sentence, dict[str, float]]]


def answer(asked: Asked, engine: Scorer) -> dict[str, Any]:
    """Return the answer. Raises `Refused` for a comment in a language that no attribute is scored in."""
    found = scored(asked, engine)
    spans = _spans(asked, dict(found.scores), engine)
    given = {
        name: _of(answered_by(name) or name, floor, found.scores, spans) for name, floor in asked.thresholds.items()
    }
    detected = [found.language or LANGUAGES[0]]
    said: dict[str, Any] = {
        "attributeScores": {name: each for name, each in given.items() if each},
        "languages": list(asked.languages) or detected,
        "detectedLanguages": detected,
    }
    return said | ({"clientToken": asked.client_token} if asked.client_token is not None else {})


def _spans(asked: Asked, whole: dict[str, float], engine: Scorer) -> Spans:
    if not asked.has_span_of_each_sentence:
        return [(Sentence(asked.text, 0, utf16_length(asked.text)), whole)]
    each = sentences(asked.text)
    if len(each) == 1:
        return [(each[0], whole)]
    return [(sentence, dict(engine.score(sentence.text, LANGUAGES[0]).scores)) for sentence in each]


def _of(attribute: str, floor: float | None, whole: Any, spans: Spans) -> dict[str, Any]:
    """The scores of one attribute, without those below the threshold: nothing, where all are."""
    least = floor if floor is not None else 0.0
    said: dict[str, Any] = {}
    found = [
        {"begin": place.begin, "end": place.end, "score": _score(scores[attribute])}
        for place, scores in spans
        if scores[attribute] >= least
    ]
    if found:
        said["spanScores"] = found
    if whole[attribute] >= least:
        said["summaryScore"] = _score(whole[attribute])
    return said


def _score(value: float) -> dict[str, Any]:
    return {"value": value, "type": "PROBABILITY"}
