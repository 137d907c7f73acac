"""A way over loopback to a port, which a test can cut and mend: what is behind it goes on meanwhile."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.ports import free_port


class Relay:
    """Hands on what comes to `port` to `target` and back, one exchange for a connection."""

    def __init__(self, target: int) -> None:
        self.port, self._target = free_port(), target
        self._listening: socket.socket | None = None
        self.mend()

    def cut(self) -> None:
        """Refuse connections from now on."""
        if self._listening:
            with suppress(OSError):
                self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            self._listening = None

    def mend(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=[self._listening], daemon=True).start()

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                came, _ = listening.accept()
                threading.Thread(target=self._hand_on, args=[came], daemon=True).start()

    def _hand_on(self, came: socket.socket) -> None:
        with suppress(OSError), came, socket.create_connection(("127.0.0.1", self._target)) as there:
            back = threading.Thread(target=_copy, args=[there, came], daemon=True)
            back.start()
            _copy(came, there)
            back.join()


def _copy(start: socket.socket, end: socket.socket) -> None:
    with suppress(OSError):
        while data := start.recv(65536):
            end.sendall(data)
        end.shutdown(socket.SHUT_WR)


@contextmanager
def relaying(target: int) -> Iterator[Relay]:
    way = Relay(target)
    try:
        yield way
    finally:
        way.cut()
