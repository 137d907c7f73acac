"""Whoever waits goes first: work that nobody waits for holds back while requests are answered (decisions/0044).

The threads of a process share one interpreter. A page that is made while a card is drawn beside it takes twice as long.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

QUIET = 0.03
"""Seconds without a request after which nobody seems to be waiting: who reads one page soon asks for the next thing."""

GIVES_WAY = 0.25
"""Seconds for which a piece of such work waits at most: four a second are done however many ask."""


class Precedence:
    """The requests under way in this process, and those who give way to them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way = 0
        self._last_ended = 0.0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """A request is answered in this block."""
        with self._changed:
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._last_ended = time.monotonic()
                self._changed.notify_all()

    def give_way(self, most: float) -> None:
        """Return once no request has been under way for `QUIET` seconds, or after `most` seconds all the same."""
        end = time.monotonic() + most
        with self._changed:
            while (now := time.monotonic()) < end:
                quiet_at = self._last_ended + QUIET
                if not self._under_way and now >= quiet_at:
                    return
                self._changed.wait(end - now if self._under_way else min(end, quiet_at) - now)


REQUESTS = Precedence()


def before_others(application: Callable[..., Any]) -> Callable[..., Any]:
    """Return the WSGI application with its requests counted as under way."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        with REQUESTS.answering():
            return application(environ, start_response)

    return answer
