"""Which engine scores an edition's comments: the shipped one, with what was learned from the desk where that is in use.

One engine serves a whole process and is loaded when it is first asked for. A process looks every two seconds whether
another layer is in use in an edition, by the row that says so, and keeps the layer that it has until then.
"""

import logging
from functools import cache
from typing import NamedTuple

from dateline.lib import clock
from dateline.moderation.models import LayerInUse
from dateline.scoring.engine import Engine
from dateline.scoring.learning.layer import read_layer
from dateline.scoring.learning.layered import Layered
from dateline.scoring.model import UnusableModel
from dateline.scoring.scorer import Scorer

LOOKED = 2.0
"""Seconds between two looks at what is in use."""

logger = logging.getLogger(__name__)


class Ready(NamedTuple):
    """What scores the comments of an edition, and the version of what was learned there; empty where nothing is."""

    engine: Scorer
    layer: str = ""


class _Kept(NamedTuple):
    stamp: int
    engine: Engine
    layer: str
    looked_at: float


_kept: dict[int, _Kept] = {}


@cache
def base() -> Engine:
    """Return the engine as it is shipped, loaded once in a process. Raises `UnusableModel` where it cannot be."""
    return Engine()


def engine_for(edition_id: int) -> Ready:
    """Return what scores the comments of an edition now."""
    kept = _looked_up(edition_id)
    return Ready(kept.engine, kept.layer)


def layered_for(edition_id: int) -> Engine:
    """Return the engine with the layer that is in use in an edition, or without one."""
    return _looked_up(edition_id).engine


def forget(edition_id: int) -> None:
    """Look at the next question what is in use in an edition."""
    _kept.pop(edition_id, None)


def _looked_up(edition_id: int) -> _Kept:
    kept, now = _kept.get(edition_id), clock.seconds()
    if kept and 0 <= now - kept.looked_at < LOOKED:
        return kept
    stamp = _stamp(edition_id)
    engine, layer = (kept.engine, kept.layer) if kept and kept.stamp == stamp else _made(stamp)
    _kept[edition_id] = kept = _Kept(stamp, engine, layer, looked_at=now)
    return kept


def _stamp(edition_id: int) -> int:
    newest = LayerInUse.objects.filter(edition=edition_id).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _made(stamp: int) -> tuple[Engine, str]:
    row = LayerInUse.objects.select_related("learning").filter(pk=stamp).first()
    if row is None or row.learning is None:
        return base(), ""
    try:
        return Layered(base(), read_layer(bytes(row.learning.layer))), row.learning.version
    except UnusableModel as fault:  # such as after an update with another model: the night learns anew
        logger.warning("The layer in use cannot be used, comments are scored without it: %s", fault)
        return base(), ""
