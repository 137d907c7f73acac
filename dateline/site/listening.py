"""Where a server listens, or the sentence that says why it cannot. Asked by both servers; imports nothing of Django."""

import errno
import socket
from typing import Any


def refuse(host: str, port: int) -> str | None:
    """Return the sentence that refuses to listen at a host and a port, or None."""
    if not 0 < port < 65536:
        return "A port is a number from 1 to 65535."
    try:
        family, where = address(host, port)
        with socket.socket(family) as trial:
            # Granian shares a port with whoever else shares it: a second server would take every other request.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(where)
    except UnicodeError:
        return f"“{host}” is no name of a machine."
    except OSError as fault:
        return _cannot_listen(host, port, fault)
    return None


def address(host: str, port: int) -> tuple[int, Any]:
    """Return the family and the address of a host, IPv4 first: 127.0.0.1 for localhost."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return min((family, address) for family, _, _, _, address in found)


def _cannot_listen(host: str, port: int, fault: OSError) -> str:
    match fault.errno:
        case errno.EADDRINUSE:
            return f"Port {port} of {host} is in use. Stop what uses it, or give another: --port {port + 1}."
        case errno.EACCES:
            return f"Port {port} is for the system. Give one above 1023, and let a web server stand before it."
    return f"This machine cannot listen at {host}, port {port}: {fault.strerror}."
