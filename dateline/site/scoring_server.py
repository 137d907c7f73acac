"""The scoring service alone: granian with the Perspective API, without a newsroom and without Django in memory."""

import argparse
import gc
import os
import sys
import threading
from pathlib import Path
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels

from dateline.scoring.perspective.origins import Origins, UnknownOrigin
from dateline.site import listening, processes

THREADS = 16
"""One scores at a time; the others wait for those who send slowly, unless a web server before it does so."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `dateline serve-scoring`."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def main(words: list[str]) -> int:
    """Serve until SIGTERM, by the options given. Returns the status to exit with."""
    parser = argparse.ArgumentParser("dateline serve-scoring", description="Serve the Perspective API alone.")
    add_arguments(parser)
    given = parser.parse_args(words)
    refusal = refuse(host=given.host, port=given.port)
    if refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    run(host=given.host, port=given.port)
    return 0


def refuse(*, host: str, port: int) -> str | None:
    """Return the sentence that refuses to serve, or None."""
    try:
        Origins(origins())
    except UnknownOrigin as fault:
        return f"DATELINE_SCORING_ORIGINS: {fault}"
    if engine_wanted() not in ("", "on", "deep", "off"):
        return "DATELINE_SCORING is on, deep or off."
    return listening.refuse(host, port)


def run(*, host: str, port: int) -> None:
    """Serve until SIGTERM, in one process."""
    processes.Server(
        "dateline.site.scoring_server:load",
        factory=True,
        address=listening.address(host, port)[1][0],
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_access=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=1,
    ).serve()


def load() -> Any:
    """Return the WSGI application, its engine ready. Called once in the server process."""
    from dateline.scoring import engines
    from dateline.scoring.perspective.keeping import keep
    from dateline.scoring.perspective.storage import Storage
    from dateline.scoring.perspective.wsgi import Perspective

    engine = engines.ready(engine_wanted())
    application = Perspective(Storage(home()), lambda: engine, Origins(origins()))
    stopping = threading.Event()
    threading.Thread(target=keep, args=[application.storage, application.usage, stopping], name="scoring").start()
    processes.end_in_order(stopping)
    gc.collect()
    gc.freeze()
    return application


def home() -> Path:
    """Return the folder that the environment names, as `settings.py` does."""
    return Path(os.environ.get("DATELINE_HOME", "").strip() or "./var").resolve()


def engine_wanted() -> str:
    """Return the engine that the environment names; `off` is what a newsroom reads for itself."""
    return os.environ.get("DATELINE_SCORING", "").strip()


def origins() -> list[str]:
    """Return the origins that the environment names, as `settings.py` does."""
    return [each for each in os.environ.get("DATELINE_SCORING_ORIGINS", "").split(",") if each.strip()]
