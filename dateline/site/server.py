"""The server: granian with the application, and the background worker in a thread beside it."""

import errno
import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer

THREADS = 8
"""Of each process, however few its cores: they wait for the disk, and for one another, more than they compute."""
TURN = 0.0005
"""Seconds for which a thread that renders keeps the interpreter from one that sends: Python's own is ten times that."""
PAUSE = 0.25
"""Seconds after which a thread that waits for something to do looks whether it is to stop."""
ENDS = {signal.SIGTERM, signal.SIGINT}
"""A child is told by its parent, by SIGTERM; what the keyboard sends to all of them is the parent's."""
PARENT_S_WORD = 2
"""Seconds for which a child that somebody else has sent a SIGTERM waits for its parent's."""
LAST_REQUESTS = 10
"""Seconds that a child has for what is under way when it is told to end."""


def run(*, host: str, port: int, workers: int, when_up: Callable[[], None] | None = None) -> None:
    """Serve until SIGTERM. The parent has set Django up already; its children are forked and inherit that.

    `when_up` runs in a thread of the parent once the children are there.
    """
    _let_go_of_the_databases()
    logging.getLogger("_granian").addFilter(_is_news)
    server = _Server(
        "dateline.site.server:load",
        factory=True,
        address=_address(host, port)[1][0],
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=1,
    )
    server.when_up = when_up
    server.serve()


def refuse(*, host: str, port: int, workers: int) -> str | None:
    """Return the sentence that refuses to serve with these, or None."""
    sqlite = settings.DATABASES["default"]["ENGINE"] == "dateline.lib.sqlite"
    if workers > 1 and sqlite:
        return "SQLite has one server process; its threads serve many readers. For more, set DATELINE_DATABASE_URL."
    if not 0 < port < 65536:
        return "A port is a number from 1 to 65535."
    try:
        family, address = _address(host, port)
        with socket.socket(family) as trial:
            # Granian shares a port with whoever else shares it: a second server would take every other request.
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except UnicodeError:
        return f"“{host}” is no name of a machine."
    except OSError as fault:
        return _cannot_listen(host, port, fault)
    return None


def load() -> Any:
    """Return the WSGI application and start the threads beside it. Called once in each server process."""
    from dateline.delivery.cache import following
    from dateline.delivery.cache.pages import store
    from dateline.delivery.cache.release import release
    from dateline.delivery.cache.warming import Refilling
    from dateline.delivery.caches_in_front import releases, sending
    from dateline.delivery.counting import Counting
    from dateline.delivery.mail import sending as mailing
    from dateline.lib import mail
    from dateline.moderation.engine import questions
    from dateline.moderation.scores import given
    from dateline.site import timekeeper, worker
    from dateline.site.wsgi import application, pages

    made_by = release()
    store().begin_release(made_by)
    given.get_ready()
    stopping = threading.Event()
    threading.Thread(target=following.keep, args=[stopping], name="page store").start()
    for cache in settings.CACHES_IN_FRONT:
        threading.Thread(target=sending.keep, args=[stopping, cache], name=f"purges of {cache.name}").start()
    threading.Thread(target=releases.keep, args=[stopping, made_by], name="release").start()
    refilling = Refilling(pages, store())
    threading.Thread(target=refilling.run, args=[stopping, PAUSE], name="refilling").start()
    threading.Thread(target=Counting(pages).keep, args=[stopping], name="counting").start()
    threading.Thread(target=worker.run, args=[stopping], name="worker").start()
    if mail.is_set_up():
        threading.Thread(target=mailing.keep, args=[stopping], name="mail").start()
    if settings.ENGINE:
        questions.begin(stopping, settings.ENGINE)
    threading.Thread(target=timekeeper.keep, args=[stopping], name="timekeeper").start()
    threading.Thread(target=_stop_with_the_main_thread, args=[stopping]).start()
    threading.Thread(target=_end_with_the_parent, args=[stopping, os.getppid()], daemon=True).start()
    threading.Thread(target=_hear_the_end, args=[signal.getsignal(signal.SIGTERM)], daemon=True).start()
    # What is loaded stays: the collector need not look through it again and again, at a third of a page's cost.
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)
    return application


class _Server(MPServer):
    """Granian, its processes forked while no other thread is there and with the signals of the end held back.

    A child forked beside a thread inherits whatever lock that thread held. A signal may be given to any thread that
    does not hold it back, and then the main thread, asleep, never hears of it.
    """

    when_up: Callable[[], None] | None = None

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


def _let_go_of_the_databases() -> None:
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        # On PostgreSQL; all the children would share what is in it.
        getattr(connection, "close_pool", lambda: None)()


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


def _is_news(record: logging.LogRecord) -> bool:
    """Not so what granian thinks of `THREADS` at each start."""
    return "Python threads" not in record.getMessage()


def _address(host: str, port: int) -> tuple[int, Any]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return min((family, address) for family, _, _, _, address in found)  # IPv4 first: 127.0.0.1 for localhost


def _cannot_listen(host: str, port: int, fault: OSError) -> str:
    match fault.errno:
        case errno.EADDRINUSE:
            return f"Port {port} of {host} is in use. Stop what uses it, or give another: --port {port + 1}."
        case errno.EACCES:
            return f"Port {port} is for the system. Give one above 1023, and let a web server stand before it."
    return f"This machine cannot listen at {host}, port {port}: {fault.strerror}."
