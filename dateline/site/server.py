"""The server: granian with the application, and the background worker in a thread beside it."""

import os
import threading
from typing import Any

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces

THREADS = 8


def run(*, host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM. The parent has set Django up already; its children are forked and inherit that."""
    os.environ["DATELINE_WORKER"] = "inside"
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
        log_level="warning",
        workers_kill_timeout=10,
    ).serve()


def load() -> Any:
    """Return the WSGI application and start the worker's thread. Called in each server process."""
    from dateline.site.wsgi import application

    if os.environ.get("DATELINE_WORKER") == "inside":
        threading.Thread(target=_work, name="worker", daemon=True).start()
    return application


def _work() -> None:
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=True,
        max_tasks=None,
        worker_id=f"serve-{os.getpid()}",
        excluded_queue_names=[],
    ).run()


def refuse_workers(workers: int) -> str | None:
    """Return the sentence that refuses this number of server processes, or None."""
    sqlite = settings.DATABASES["default"]["ENGINE"] == "dateline.lib.sqlite"
    if workers > 1 and sqlite:
        return "SQLite has one server process; its threads serve many readers. For more, set DATELINE_DATABASE_URL."
    return None
