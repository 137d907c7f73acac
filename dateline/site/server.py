"""The server: granian with the application, and the background worker in a thread beside it."""

import gc
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels

from dateline.site import listening, processes

THREADS = 8
"""Of each process, however few its cores: they wait for the disk, and for one another, more than they compute."""
TURN = 0.0005
"""Seconds for which a thread that renders keeps the interpreter from one that sends: Python's own is ten times that."""


def run(*, host: str, port: int, workers: int, when_up: Callable[[], None] | None = None) -> None:
    """Serve until SIGTERM. The parent has set Django up already; its children are forked and inherit that.

    `when_up` runs in a thread of the parent once the children are there.
    """
    _let_go_of_the_databases()
    server = processes.Server(
        "dateline.site.server:load",
        factory=True,
        address=listening.address(host, port)[1][0],
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
    return listening.refuse(host, port)


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
    threading.Thread(target=refilling.run, args=[stopping, processes.PAUSE], name="refilling").start()
    threading.Thread(target=Counting(pages).keep, args=[stopping], name="counting").start()
    threading.Thread(target=application.keep, args=[stopping], name="scoring").start()
    threading.Thread(target=worker.run, args=[stopping], name="worker").start()
    if mail.is_set_up():
        threading.Thread(target=mailing.keep, args=[stopping], name="mail").start()
    if settings.ENGINE:
        questions.begin(stopping, settings.ENGINE)
    threading.Thread(target=timekeeper.keep, args=[stopping], name="timekeeper").start()
    processes.end_in_order(stopping)
    # What is loaded stays: the collector need not look through it again and again, at a third of a page's cost.
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)
    return application


def _let_go_of_the_databases() -> None:
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        # On PostgreSQL; all the children would share what is in it.
        getattr(connection, "close_pool", lambda: None)()
