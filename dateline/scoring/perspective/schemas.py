"""The messages of the API, field by field: `discovery.py` and `openapi.py` make their documents of them."""

from typing import Any

from dateline.scoring.attributes import ATTRIBUTES

Schema = dict[str, Any]


def message_names() -> list[str]:
    """Return the names of all messages."""
    return list(MESSAGES)


def messages(prefix: str) -> dict[str, Schema]:
    """Return each message's schema by its name; another message is referred to by `prefix` and its name."""
    return {name: {"type": "object", "properties": _referring(fields, prefix)} for name, fields in MESSAGES.items()}


def _referring(part: Any, prefix: str) -> Any:
    if isinstance(part, list):
        return [_referring(each, prefix) for each in part]
    if not isinstance(part, dict):
        return part
    return {key: prefix + each if key == "$ref" else _referring(each, prefix) for key, each in part.items()}


def _text(about: str, *choices: str) -> Schema:
    return {"type": "string", "description": about} | ({"enum": list(choices)} if choices else {})


def _one(name: str, about: str = "") -> Schema:
    return {"$ref": name} | ({"description": about} if about else {})


def _list(of: Schema, about: str) -> Schema:
    return {"type": "array", "items": of, "description": about}


def _map(name: str, about: str) -> Schema:
    return {"type": "object", "additionalProperties": {"$ref": name}, "description": about}


def _flag(about: str) -> Schema:
    return {"type": "boolean", "description": about}


def _number(about: str) -> Schema:
    return {"type": "number", "format": "float", "description": about}


def _count(about: str) -> Schema:
    return {"type": "integer", "format": "int32", "description": about}


_CODES = {"type": "string"}
_TYPE = _text("PROBABILITY, from 0 to 1, is the only one there is.", "SCORE_TYPE_UNSPECIFIED", "PROBABILITY")
_LANGUAGES = _list(_CODES, "Codes of ISO 639-1 or BCP 47. English is scored; the text is asked whatever they say.")
_CONTEXT = _one("Context", "What the comment answers. Taken, and not used.")
_COMMUNITY = _text("Whose comments these are. Kept with suggested scores.")
_TOKEN = _text("Comes back as it was sent.")
_SESSION = _text("Taken, and not used.")

MESSAGES: dict[str, dict[str, Schema]] = {
    "AnalyzeCommentRequest": {
        "comment": _one("TextEntry", "The comment to score, at most 20 KB."),
        "requestedAttributes": _map("AttributeParameters", f"By name: {', '.join(ATTRIBUTES)}."),
        "languages": _LANGUAGES,
        "spanAnnotations": _flag("Score each sentence by itself too."),
        "doNotStore": _flag("Taken: what is analyzed is never stored."),
        "context": _CONTEXT,
        "clientToken": _TOKEN,
        "sessionId": _SESSION,
        "communityId": _COMMUNITY,
    },
    "AnalyzeCommentResponse": {
        "attributeScores": _map("AttributeScores", "By the names that were asked."),
        "languages": _list(_CODES, "The languages of the request, or else those that were detected."),
        "detectedLanguages": _list(_CODES, "What the text was found to be in."),
        "clientToken": _TOKEN,
    },
    "SuggestCommentScoreRequest": {
        "comment": _one("TextEntry", "The comment that was scored."),
        "attributeScores": _map("AttributeScores", "What its scores should be, of the whole or of parts of it."),
        "languages": _LANGUAGES,
        "doNotStore": _flag("Answer, and keep nothing."),
        "context": _CONTEXT,
        "clientToken": _text("Comes back as it was sent. A later suggestion with the same one takes the place of it."),
        "sessionId": _SESSION,
        "communityId": _COMMUNITY,
    },
    "SuggestCommentScoreResponse": {
        "clientToken": _TOKEN,
        "detectedLanguages": _list(_CODES, "What the text was found to be in."),
        "requestedLanguages": _list(_CODES, "The languages of the request."),
    },
    "AttributeParameters": {
        "scoreType": _TYPE,
        "scoreThreshold": _number("Leave out scores below this one."),
    },
    "AttributeScores": {
        "summaryScore": _one("Score", "Of the whole comment."),
        "spanScores": _list({"$ref": "SpanScore"}, "Of parts of it."),
    },
    "SpanScore": {
        "begin": _count("Where it begins, in UTF-16 units."),
        "end": _count("Where it ends; this unit is not in it."),
        "score": _one("Score"),
    },
    "Score": {"value": _number("The score."), "type": _TYPE},
    "TextEntry": {
        "text": _text("The text, without markup."),
        "type": _text("PLAIN_TEXT is the only one there is.", "TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML"),
    },
    "Context": {
        "entries": _list({"$ref": "TextEntry"}, "Texts before it."),
        "articleAndParentComment": _one("ArticleAndParentComment"),
    },
    "ArticleAndParentComment": {"article": _one("TextEntry"), "parentComment": _one("TextEntry")},
}
