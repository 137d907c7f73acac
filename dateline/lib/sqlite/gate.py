"""The write gate: one writer at a time on one SQLite file, first come, first served, threads and processes alike.

SQLite's own busy handler is unfair: measured, a write of 2 ms waited seconds behind others that came later
(decisions/0002). Called by the database backend beside this file.
"""

import fcntl
import os
import threading
import time
from collections import deque
from pathlib import Path

_INSIDE, _NEXT = 0, 1
"""Bytes of the gate's file that processes lock. Who wants inside must first be next, so that nobody slips past."""
_LONGEST_PAUSE = 0.001
"""Seconds between two looks at a lock of another process; a lock that waits by itself could not be given up."""

_gates: dict[str, "WriteGate"] = {}
_gates_lock = threading.Lock()


class GateTimeout(Exception):
    """The gate stayed shut for the whole of the time allowed."""


class WriteGate:
    """A lock that threads of this process and other processes share, by way of a file beside the database."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turns = _Turns()
        self._file: int | None = None

    def acquire(self, *, timeout: float) -> None:
        """Wait until no other writer is inside.

        `timeout` is in seconds. Raises `GateTimeout` when it passes.
        """
        deadline = time.monotonic() + timeout
        self._turns.take(timeout=timeout)
        try:
            self._enter(deadline)
        except BaseException:
            self._turns.pass_on()
            raise

    def release(self) -> None:
        """Let the next writer in."""
        self._unlock(_INSIDE)
        self._turns.pass_on()

    def _enter(self, deadline: float) -> None:
        if self._file is None:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._lock(_NEXT, deadline)
        try:
            self._lock(_INSIDE, deadline)
        finally:
            self._unlock(_NEXT)

    def _lock(self, byte: int, deadline: float) -> None:
        assert self._file is not None
        pause = 0.0002
        while True:
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
                return
            except (BlockingIOError, PermissionError):  # POSIX allows either errno for a lock held elsewhere
                if time.monotonic() >= deadline:
                    raise GateTimeout from None
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def _unlock(self, byte: int) -> None:
        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, byte)

    def _abandon(self) -> None:
        if self._file is not None:
            os.close(self._file)
        self._file = None


class _Turns:
    """Threads of one process in the order in which they came. A `threading.Lock` lets the one in that is running."""

    def __init__(self) -> None:
        self._short = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self, *, timeout: float) -> None:
        with self._short:
            if not self._taken:
                self._taken = True
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        try:
            came = turn.acquire(timeout=timeout)
        except BaseException:
            if not self._leave(turn):
                self.pass_on()
            raise
        if not came and self._leave(turn):
            raise GateTimeout

    def pass_on(self) -> None:
        with self._short:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _leave(self, turn: threading.Lock) -> bool:
        """Stop waiting; False when the turn came at the last instant and is ours after all."""
        with self._short:
            if turn not in self._waiting:
                return False
            self._waiting.remove(turn)
            return True


def gate_for(database: str) -> WriteGate:
    """Return this process's gate of a database file, the same object for the same file."""
    path = os.path.realpath(database) + ".gate"
    with _gates_lock:
        if path not in _gates:
            _gates[path] = WriteGate(Path(path))
        return _gates[path]


def _forget_after_fork() -> None:
    # Threads that held or awaited the parent's gates do not live here; locks on a file stay the parent's own.
    global _gates_lock
    _gates_lock = threading.Lock()
    for gate in _gates.values():
        gate._abandon()
    _gates.clear()


os.register_at_fork(after_in_child=_forget_after_fork)
