"""A bar that shows how far a command has come: on a terminal only, and never among the lines that programs read."""

import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 30
SECONDS_BETWEEN = 0.1


class Progress:
    """Draws itself on `screen`, if that is a terminal. `count` says how much there is to do."""

    def __init__(self, screen: TextIO, count: Callable[[], int]) -> None:
        self._screen = screen
        self._is_shown = screen.isatty()
        self._total = max(count(), 1) if self._is_shown else 1
        self._done = 0
        self._is_drawn = False
        self._began = self._drawn = time.monotonic()

    def step(self) -> None:
        """Count one more done."""
        self._done += 1
        now = time.monotonic()
        if self._is_shown and now - self._drawn >= SECONDS_BETWEEN:
            self._drawn = now
            full = min(WIDTH, WIDTH * self._done // self._total)
            rate = self._done / (now - self._began)
            self._write(f"[{'#' * full}{'.' * (WIDTH - full)}] {self._done:,} of {self._total:,}, {rate:,.0f} a second")

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed in its place."""
        if self._is_drawn:
            self._write("")

    def _write(self, text: str) -> None:
        self._is_drawn = bool(text)
        self._screen.write(f"\r\x1b[K{text}")
        self._screen.flush()
