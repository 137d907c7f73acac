"""The discovery document, by which Google's clients learn what addresses a service has; theirs of this one goes away.

Its form is that of Google's API Discovery Service, `discovery#restDescription`.
"""

from typing import Any

from dateline.scoring.perspective.schemas import messages

VERSION = "v1alpha1"
SCOPE = "https://www.googleapis.com/auth/userinfo.email"


def document(root: str) -> dict[str, Any]:
    """Return the document of a service whose addresses begin with `root`, which ends in a slash."""
    return {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "id": f"commentanalyzer:{VERSION}",
        "name": "commentanalyzer",
        "canonicalName": "Comment Analyzer",
        "version": VERSION,
        "version_module": True,
        "revision": "20261127",
        "title": "Perspective Comment Analyzer API",
        "description": "Scores of comments as the Perspective API gave them, by Dateline's own engine.",
        "ownerName": "Dateline",
        "protocol": "rest",
        "rootUrl": root,
        "baseUrl": root,
        "basePath": "",
        "servicePath": "",
        "batchPath": "batch",
        "auth": {"oauth2": {"scopes": {SCOPE: {"description": "Not asked for: a key is enough."}}}},
        "parameters": {name: given | {"location": "query"} for name, given in _PARAMETERS.items()},
        "schemas": {name: {"id": name} | schema for name, schema in messages("").items()},
        "resources": {"comments": {"methods": {each: _method(each, *about) for each, about in _METHODS.items()}}},
    }


_METHODS = {
    "analyze": ("AnalyzeComment", "Return the scores of a comment."),
    "suggestscore": ("SuggestCommentScore", "Say what the scores of a comment should be."),
}
_PARAMETERS: dict[str, dict[str, Any]] = {
    "alt": {"type": "string", "default": "json", "enum": ["json"], "description": "The form of an answer."},
    "fields": {"type": "string", "description": "The parts of an answer that are wanted."},
    "key": {"type": "string", "description": "The key of who asks."},
    "prettyPrint": {"type": "boolean", "default": "true", "description": "Answer on many lines."},
    "quotaUser": {"type": "string", "description": "Taken, and not used."},
}


def _method(name: str, message: str, about: str) -> dict[str, Any]:
    path = f"{VERSION}/comments:{name}"
    return {
        "id": f"commentanalyzer.comments.{name}",
        "description": about,
        "httpMethod": "POST",
        "path": path,
        "flatPath": path,
        "parameters": {},
        "parameterOrder": [],
        "request": {"$ref": f"{message}Request"},
        "response": {"$ref": f"{message}Response"},
        "scopes": [SCOPE],
    }
