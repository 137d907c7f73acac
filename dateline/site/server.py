"""The server: granian with the application, and the background worker in a thread beside it."""

import atexit
import threading
from typing import Any

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

THREADS = 8


def run(*, host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM. The parent has set Django up already; its children are forked and inherit that."""
    connections.close_all()
    Granian(
        "dateline.site.server:load",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=10,
    ).serve()


def load() -> Any:
    """Return the WSGI application and start the worker's thread. Called once in each server process."""
    from dateline.site import worker
    from dateline.site.wsgi import application

    stopping = threading.Event()
    thread = threading.Thread(target=worker.run, args=[stopping], name="worker", daemon=True)
    thread.start()
    atexit.register(_stop, thread, stopping)
    return application


def _stop(thread: threading.Thread, stopping: threading.Event) -> None:
    """Let the task under way end. Granian ends the process when `workers_kill_timeout` has passed."""
    stopping.set()
    thread.join(timeout=8)


def refuse_workers(workers: int) -> str | None:
    """Return the sentence that refuses this number of server processes, or None."""
    sqlite = settings.DATABASES["default"]["ENGINE"] == "dateline.lib.sqlite"
    if workers > 1 and sqlite:
        return "SQLite has one server process; its threads serve many readers. For more, set DATELINE_DATABASE_URL."
    return None
