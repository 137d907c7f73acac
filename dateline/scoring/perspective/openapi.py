"""The same service as an OpenAPI document, for every other program."""

from typing import Any

from dateline import __version__
from dateline.scoring.perspective import errors
from dateline.scoring.perspective.schemas import messages

PLACE = "#/components/schemas/"


def document(root: str) -> dict[str, Any]:
    """Return the document of a service whose addresses begin with `root`, which ends in a slash."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Perspective Comment Analyzer API, by Dateline",
            "version": __version__,
            "description": "Scores of comments in English, in the requests and answers of the Perspective API.",
        },
        "servers": [{"url": root.rstrip("/")}],
        "security": [{name: []} for name in _KEYS],
        "paths": {
            "/v1alpha1/comments:analyze": {"post": _posted("analyze", "AnalyzeComment", "Return a comment's scores.")},
            "/v1alpha1/comments:suggestscore": {
                "post": _posted("suggestscore", "SuggestCommentScore", "Say what a comment's scores should be.")
            },
            "/coral/moderate": {"post": _MODERATE},
            "/$discovery/rest": {"get": _read("discover", "The discovery document of Google's clients.")},
            "/openapi.json": {"get": _read("describe", "This document.")},
            "/healthz": {"get": _read("health", "Whether the service is alive.")},
        },
        "components": {
            "securitySchemes": _KEYS,
            "schemas": messages(PLACE) | {"Error": _ERROR},
            "parameters": {
                name: {"name": name, "in": "query", "description": about, "schema": schema}
                for name, (about, schema) in _PARAMETERS.items()
            },
        },
    }


_KEYS: dict[str, dict[str, str]] = {
    "key": {"type": "apiKey", "in": "query", "name": "key"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Goog-Api-Key"},
    "bearer": {"type": "http", "scheme": "bearer"},
}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "alt": ("The form of the answer.", {"type": "string", "enum": ["json"], "default": "json"}),
    "fields": ("The parts of the answer that are wanted.", {"type": "string"}),
    "prettyPrint": ("Answer on many lines.", {"type": "boolean", "default": True}),
}
_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "status"],
            "properties": {
                "code": {"type": "integer"},
                "message": {"type": "string"},
                "status": {"type": "string"},
                "details": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["@type"],
                        "properties": {
                            "@type": {
                                "type": "string",
                                "enum": [errors.OF_A_COMMENT, errors.OF_A_PAYLOAD, errors.OF_A_KEY],
                            },
                            "errorType": {"type": "string"},
                        },
                    },
                },
            },
        }
    },
}


_MODERATE: dict[str, Any] = {
    "operationId": "moderate",
    "summary": "Coral's external moderation phase: a verdict by the rules of the key.",
    "parameters": [{"name": "X-Coral-Signature", "in": "header", "required": True, "schema": {"type": "string"}}],
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
    "responses": {
        "200": {
            "description": "The comment waits or is rejected.",
            "content": {"application/json": {"schema": {"type": "object", "required": ["status"]}}},
        },
        "204": {"description": "Nothing is said of it."},
        "default": {
            "description": "Why there is no verdict.",
            "content": {"application/json": {"schema": {"$ref": f"{PLACE}Error"}}},
        },
    },
}


def _posted(name: str, message: str, about: str) -> dict[str, Any]:
    return {
        "operationId": name,
        "summary": about,
        "parameters": [{"$ref": f"#/components/parameters/{each}"} for each in _PARAMETERS],
        "requestBody": {"required": True, "content": _json(f"{message}Request")},
        "responses": {
            "200": {"description": "The answer.", "content": _json(f"{message}Response")},
            "default": {"description": "Why there is none.", "content": _json("Error")},
        },
    }


def _read(name: str, about: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    answered = {"200": {"description": about, "content": content}}
    return {"operationId": name, "summary": about, "security": [], "responses": answered}


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": PLACE + name}}}
