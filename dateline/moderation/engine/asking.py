"""One request to the outside engine, bounded in time and size. It goes to the address of the settings, nowhere else."""

import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from dateline.moderation.engine import Engine
from dateline.moderation.engine.question import Request

PATIENCE = 5.0
"""Seconds for the whole answer, once there is a connection; and as many for that."""
LONGEST = 64 * 1024
"""Bytes of an answer; all of them say little."""


class NotAnswered(Exception):
    """The engine gave no answer. The sentence holds neither the reader's words nor the engine's."""


def ask(engine: Engine, request: Request) -> bytes:
    """Send a request and return the body of an answer with status 200; no redirect is followed.

    Raises `NotAnswered`.
    """
    parts = urlsplit(engine.url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "Dateline"}
    try:
        connection.connect()
        late = _ended_in_time(connection)
        try:
            connection.request("POST", _path(engine.url), request.body, headers | dict(request.headers))
            answer = connection.getresponse()
            said = answer.read(LONGEST + 1)
        finally:
            late.cancel()
    except (OSError, HTTPException, ValueError, AttributeError) as fault:  # the last: a connection ended under way
        raise NotAnswered(f"{engine.host} gave no answer: {type(fault).__name__}.") from None
    finally:
        connection.close()
    if answer.status != 200:
        raise NotAnswered(f"{engine.host} answered {answer.status}.")
    if len(said) > LONGEST:
        raise NotAnswered(f"{engine.host} answered with more than {LONGEST} bytes.")
    return said


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _ended_in_time(connection: HTTPConnection) -> threading.Timer:
    """End the connection when patience is over: its own limit begins anew with each byte that trickles in."""
    line = connection.sock

    def end() -> None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(PATIENCE, end)
    timer.daemon = True
    timer.start()
    return timer
