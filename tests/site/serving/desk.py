"""The desk of a running server as a browser has it: cookies, the form's token, a file sent along."""

import re
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from uuid import uuid4

from tests.site.serving.conftest import Server


class Desk:
    """One person's browser at one server."""

    def __init__(self, server: Server) -> None:
        self._port, self._cookies, self._token = server.port, SimpleCookie(), ""

    def get(self, path: str) -> HTTPResponse:
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: dict[str, str] | None = None, picture: bytes = b"") -> HTTPResponse:
        """Send a form, which was looked at before, with a picture in its field `file`."""
        self.get(path)
        mark = uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in ({"csrfmiddlewaretoken": self._token} | (fields or {})).items()
        ]
        if picture:
            opening = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="quay.jpg"\r\n'
            parts.append(f"{opening}Content-Type: image/jpeg\r\n\r\n".encode() + picture + b"\r\n")
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._ask("POST", path, b"".join([*parts, f"--{mark}--\r\n".encode()]), headers)

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> HTTPResponse:
        asking = HTTPConnection("127.0.0.1", self._port, timeout=60)
        cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in self._cookies.items())
        asking.request(method, path, body or None, headers | ({"Cookie": cookies} if cookies else {}))
        answer = asking.getresponse()
        text = answer.read().decode(errors="replace")
        for value in answer.headers.get_all("Set-Cookie") or []:
            self._cookies.load(value)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        self._token = found[1] if found else self._token
        asking.close()
        return answer
