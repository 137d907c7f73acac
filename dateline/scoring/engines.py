"""Which engine there is: one place that gives the product the best that is installed, or the one that is asked for."""

import logging
from typing import Literal

from dateline.scoring.engine import Engine

log = logging.getLogger(__name__)

Wanted = Literal["", "linear", "deep"]


def ready(wanted: Wanted = "") -> Engine:
    """Load an engine: `linear`, `deep`, or where nothing is wanted the best that is installed.

    Where the transformer is wanted and cannot be had, the linear engine goes on alone and the log says why.
    """
    if wanted == "linear":
        return Engine()
    from dateline.scoring.deep.engine import DeepEngine
    from dateline.scoring.deep.model import NotInstalled

    try:
        return DeepEngine()
    except NotInstalled as missing:
        if wanted == "deep":
            log.warning("%s The linear engine scores alone.", missing)
        return Engine()
