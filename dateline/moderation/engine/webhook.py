"""An engine of the newsroom's own: it is posted JSON, signed as Standard Webhooks has it."""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime

from dateline.moderation.engine import Engine
from dateline.moderation.engine.question import Question, Request, read_json

READABLE = "whsec_"
"""How a secret begins that is given in Base64."""


def request(engine: Engine, question: Question, *, now: datetime) -> Request:
    """Return the question as JSON, with its key, time and signature in the headers."""
    rules = [{"number": each.number, "title": each.title, "text": each.text} for each in question.rules]
    asked = {"text": question.text, "language": question.language, "rules": rules}
    body = json.dumps(asked, ensure_ascii=False).encode()
    moment = str(int(now.timestamp()))
    signed = b".".join([question.key.encode(), moment.encode(), body])
    mark = base64.b64encode(hmac.new(_secret(engine.key), signed, hashlib.sha256).digest()).decode()
    return Request(body, {"webhook-id": question.key, "webhook-timestamp": moment, "webhook-signature": f"v1,{mark}"})


def said(body: bytes) -> object:
    """Return what the engine said. Raises `NotUnderstood`."""
    return read_json(body)


def _secret(key: str) -> bytes:
    try:
        return base64.b64decode(key.removeprefix(READABLE), validate=True) if key.startswith(READABLE) else key.encode()
    except binascii.Error:
        return key.encode()
