"""A little engine on loopback that answers as a test tells it, and remembers what it was asked."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class LittleEngine:
    """What it was asked, and how it answers: a value is sent as JSON, bytes as they are, a word is a way to fail."""

    answers: Any = field(default_factory=lambda: {"verdict": "clean"})
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    address: str = ""
    go_on: threading.Event = field(default_factory=threading.Event)


@contextmanager
def little_engine() -> Iterator[LittleEngine]:
    engine = LittleEngine()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            engine.asked.append(json.loads(body))
            engine.headers.append({name.lower(): value for name, value in self.headers.items()} | {"body": body})
            engine.paths.append(self.path)
            _answer(self, engine)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    engine.address = f"http://127.0.0.1:{server.server_port}/read?v=1"
    try:
        yield engine
    finally:
        engine.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _answer(door: BaseHTTPRequestHandler, engine: LittleEngine) -> None:
    match engine.answers:
        case "trickles":  # a byte now and then keeps a connection's own limit from ever being reached
            door.send_response(200)
            door.end_headers()
            while not engine.go_on.wait(0.02):
                try:
                    door.wfile.write(b" ")
                except OSError:
                    return
        case "dies":
            door.send_response(200)
            door.send_header("Content-Length", "1000")
            door.end_headers()
            door.wfile.write(b'{"verdict": "cle')
            door.wfile.flush()
            door.connection.shutdown(socket.SHUT_RDWR)
        case "leads away":
            door.send_response(307)
            door.send_header("Location", engine.address)
            door.end_headers()
        case int() as status:
            door.send_response(status)
            door.end_headers()
        case bytes() as body:
            _send(door, body)
        case said:
            _send(door, json.dumps(said).encode())


def _send(door: BaseHTTPRequestHandler, body: bytes) -> None:
    door.send_response(200)
    door.send_header("Content-Length", str(len(body)))
    door.end_headers()
    door.wfile.write(body)


def as_chat(said: Any) -> dict[str, Any]:
    """What a language model's address answers around what the model wrote."""
    content = said if isinstance(said, str) else json.dumps(said)
    return {"choices": [{"message": {"role": "assistant", "content": content}}]}
