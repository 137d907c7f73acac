"""The processes of a granian server: forked while no thread is there, ended in order. Imports nothing of Django."""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from granian.server import MPServer

PAUSE = 0.25
"""Seconds after which a thread that waits for something to do looks whether it is to stop."""
ENDS = {signal.SIGTERM, signal.SIGINT}
"""A child is told by its parent, by SIGTERM; what the keyboard sends to all of them is the parent's."""
PARENT_S_WORD = 2
"""Seconds for which a child that somebody else has sent a SIGTERM waits for its parent's."""
LAST_REQUESTS = 10
"""Seconds that a child has for what is under way when it is told to end."""


class Server(MPServer):
    """Granian, its processes forked while no other thread is there and with the signals of the end held back.

    A child forked beside a thread inherits whatever lock that thread held. A signal may be given to any thread that
    does not hold it back, and then the main thread, asleep, never hears of it.
    """

    when_up: Callable[[], None] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        logging.getLogger("_granian").addFilter(_is_news)
        super().__init__(*args, **options)

    def startup(self, *args: Any) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
        super().startup(*args)  # type: ignore[no-untyped-call]
        if self.when_up:
            threading.Thread(target=self.when_up, daemon=True).start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)

    def _stop_workers(self) -> None:
        """Wait until the children are gone, and leave to granian only those who are not.

        A child closes its files before its parent may count it as ended. Granian, which goes by the files, looks again
        after a millisecond: on a busy machine it would kill, and report as one who refuses, who is just leaving.
        """
        children: list[Any] = self.wrks
        for child in children:
            child.terminate()
        end = time.monotonic() + LAST_REQUESTS
        while time.monotonic() < end and any(child.is_alive() for child in children):
            time.sleep(PAUSE / 10)
        super()._stop_workers()  # type: ignore[no-untyped-call]


def _is_news(record: logging.LogRecord) -> bool:
    """Not so what granian thinks, at each start, of threads that wait."""
    return "Python threads" not in record.getMessage()


def end_in_order(stopping: threading.Event) -> None:
    """Start the threads that tell the others of this process when it is to end. Called once in each server process."""
    threading.Thread(target=_stop_with_the_main_thread, args=[stopping]).start()
    threading.Thread(target=_end_with_the_parent, args=[stopping, os.getppid()], daemon=True).start()
    threading.Thread(target=_hear_the_end, args=[signal.getsignal(signal.SIGTERM)], daemon=True).start()


def _hear_the_end(inherited: Any) -> None:
    """Wait for SIGTERM and have granian's own handler called, once it has taken the place of the parent's."""
    _wait_for_sigterm()
    while signal.getsignal(signal.SIGTERM) is inherited:
        time.sleep(0.01)
    own: Any = signal.getsignal(signal.SIGTERM)
    own(signal.SIGTERM, None)


def _wait_for_sigterm() -> None:
    """A service manager sends it to all processes at once; a child that is gone first looks broken to its parent."""
    if sys.platform == "darwin":
        signal.sigwait({signal.SIGTERM})
    elif signal.sigwaitinfo({signal.SIGTERM}).si_pid != os.getppid():
        signal.sigtimedwait({signal.SIGTERM}, PARENT_S_WORD)


def _stop_with_the_main_thread(stopping: threading.Event) -> None:
    """Let the task under way end: a forked process waits for its threads, though it runs no `atexit` of theirs.

    Its parent ends the process when `LAST_REQUESTS` have passed.
    """
    threading.main_thread().join()
    stopping.set()


def _end_with_the_parent(stopping: threading.Event, parent: int) -> None:
    """A child whose parent was killed would go on answering at a port that nobody knows to be taken."""
    while not stopping.wait(1):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
