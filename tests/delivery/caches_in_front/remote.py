"""A small real HTTP server on loopback in the place of a cache: it keeps what it was sent and answers as it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

HANG = "hang"


@dataclass
class Remote:
    """What stands at the other end: whole requests as text, and the answers to come; 200 when none is left."""

    host: str = ""
    requests: list[str] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    body: bytes = b'{"success": true}'
    over: Event = field(default_factory=Event)

    def take(self, request: str) -> Any:
        self.requests.append(request.replace(self.host, "HOST"))
        return self.answers.pop(0) if self.answers else 200


def _handler(remote: Remote) -> Any:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            lines = [self.requestline, *(f"{name}: {value}" for name, value in self.headers.items()), "", body]
            answer = remote.take("\n".join(lines))
            if answer == HANG:
                remote.over.wait(30)
                return
            self.send_response(answer)
            self.send_header("Content-Length", str(len(remote.body)))
            self.end_headers()
            self.wfile.write(remote.body)

        do_PURGE = do_BAN = do_POST = _answer

        def log_message(self, *words: Any) -> None: ...

    return Handler


@contextmanager
def listening() -> Iterator[Remote]:
    """Have one listen on a port of its own."""
    told = Remote()
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(told)) as server:
        told.host = f"127.0.0.1:{server.server_port}"
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield told
        finally:
            told.over.set()
            server.shutdown()
            serving.join()
