"""How tests ask the scoring service: at its WSGI door."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from dateline.scoring.perspective.wsgi import ANALYZE, Perspective


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return json.loads(self.body)

    @property
    def error(self) -> Any:
        return self.said["error"]


@dataclass(frozen=True)
class Asking:
    """A caller with a key."""

    application: Perspective
    key: str

    def post(self, address: str, body: bytes, **headers: str) -> Answer:
        return self.ask("POST", address, body, **headers)

    def ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
        split, sent = urlsplit(address), []
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": split.path,
            "QUERY_STRING": split.query,
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "443",
            "REMOTE_ADDR": "192.0.2.7",
            "HTTP_HOST": "scoring.example",
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(body),
        }
        environ |= {"HTTP_" + name.upper(): value for name, value in headers.items()}
        answered = self.application(environ, lambda status, given: sent.extend([status, dict(given)]))
        return Answer(int(sent[0][:3]), sent[1], b"".join(answered))

    def analyze(self, text: Any, *names: str, **more: Any) -> Answer:
        """Ask for the scores of a text: of TOXICITY, where nothing else is named."""
        body = {"comment": {"text": text}, "requestedAttributes": {name: {} for name in names or ["TOXICITY"]}} | more
        return self.post(f"{ANALYZE}?key={self.key}", json.dumps(body).encode())
