"""Refusals in the words and the shape of the Perspective API: its clients take them apart.

The sentences are those of its documentation (perspectiveapi@70d1742, `2-api/limits.md`), the bodies those that it was
seen to send.
"""

from collections.abc import Sequence
from typing import Any

SERVICE = "commentanalyzer.googleapis.com"
OF_A_COMMENT = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
OF_A_PAYLOAD = "type.googleapis.com/google.rpc.BadRequest"
OF_A_KEY = "type.googleapis.com/google.rpc.ErrorInfo"


class Refused(Exception):
    """A request that gets an error for its answer."""

    def __init__(self, code: int, status: str, message: str, *details: dict[str, Any]) -> None:
        super().__init__(message)
        self.code, self.status, self.message, self.details = code, status, message, details

    def body(self) -> dict[str, Any]:
        """Return the error as it is sent."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        return {"error": error | ({"details": list(self.details)} if self.details else {})}


def invalid(message: str, kind: str = "INVALID_REQUEST", **more: Any) -> Refused:
    """Return the refusal of a comment or of what is asked of it."""
    return Refused(400, "INVALID_ARGUMENT", message, {"@type": OF_A_COMMENT, "errorType": kind} | more)


def empty_comment() -> Refused:
    return invalid("Comment must be non-empty.", "COMMENT_EMPTY")


def long_comment() -> Refused:
    return invalid("Comment text too long.", "COMMENT_TOO_LONG")


def nothing_requested() -> Refused:
    return invalid("Missing requested_attributes", "NO_REQUESTED_ATTRIBUTES")


def no_language() -> Refused:
    return invalid("Unable to detect language", "LANGUAGE_DETECTION_FAILED")


def other_language(attribute: str, languages: Sequence[str], *, told_by: str) -> Refused:
    """Return the refusal of languages that were `requestedLanguages` or `detectedLanguages`, as `told_by` says."""
    return invalid(
        f"Attribute {attribute} does not support request languages: {', '.join(languages)}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={told_by: list(languages), "attribute": attribute},
    )


def payload(message: str, at: str = "") -> Refused:
    """Return the refusal of JSON that does not fit, or of none, with the field that is at fault."""
    violation = {"description": message} | ({"field": at} if at else {})
    return Refused(400, "INVALID_ARGUMENT", message, {"@type": OF_A_PAYLOAD, "fieldViolations": [violation]})


def bad_key() -> Refused:
    message = "API key not valid. Please pass a valid API key."
    return Refused(400, "INVALID_ARGUMENT", message, _reason("API_KEY_INVALID"))


def no_key() -> Refused:
    message = (
        "Method doesn't allow unregistered callers (callers without established identity). "
        "Please use API Key or other form of API consumer identity to call this API."
    )
    return Refused(403, "PERMISSION_DENIED", message)


def bad_token() -> Refused:
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
    )
    return Refused(401, "UNAUTHENTICATED", message, _reason("ACCESS_TOKEN_INVALID"))


def over_rate(name: str, rate: float) -> Refused:
    """Return the refusal of a key that asks more often than it may."""
    message = (
        "Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)' and limit "
        f"'Analysis requests (AnalyzeComment) per second' of service '{SERVICE}' for consumer 'key:{name}'."
    )
    limit = {
        "quota_limit": "AnalyzeRequestsPerSecondPerKey",
        "quota_limit_value": f"{rate:g}",
        "consumer": f"key:{name}",
    }
    return Refused(429, "RESOURCE_EXHAUSTED", message, _reason("RATE_LIMIT_EXCEEDED", **limit))


def large_body(most: int) -> Refused:
    return Refused(413, "INVALID_ARGUMENT", f"Request payload size exceeds the limit: {most} bytes.")


def no_such_address() -> Refused:
    return Refused(404, "NOT_FOUND", "Method not found.")


def other_method(allowed: str) -> Refused:
    return Refused(405, "UNIMPLEMENTED", f"This address answers {allowed} alone.")


def fault() -> Refused:
    return Refused(500, "INTERNAL", "Internal error encountered.")


def _reason(reason: str, **metadata: str) -> dict[str, Any]:
    about = {"service": SERVICE} | metadata
    return {"@type": OF_A_KEY, "reason": reason, "domain": "googleapis.com", "metadata": about}
