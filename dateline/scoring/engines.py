"""The engine that is asked for: the linear one, and above it a small transformer where that is wanted and installed."""

import logging
from functools import cache

from dateline.scoring.deep.engine import DeepEngine
from dateline.scoring.deep.model import NotInstalled, Transformer
from dateline.scoring.engine import Engine

DEEP = "deep"

log = logging.getLogger(__name__)


def ready(wanted: str) -> Engine:
    """Load the engine of a name: with the transformer for `deep`, else the linear one."""
    return with_transformer(Engine()) if wanted == DEEP else Engine()


def with_transformer(engine: Engine) -> Engine:
    """Return an engine that has the transformer asked too, which a process loads once.

    Where it cannot be had, the engine goes on alone and the log says why.
    """
    try:
        return DeepEngine(engine.model, _transformer())
    except NotInstalled as missing:
        log.warning("%s The linear engine scores alone.", missing)
        return engine


@cache
def _transformer() -> Transformer:
    return Transformer()
