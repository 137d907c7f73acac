"""Which engine scores an edition's comments: the shipped one, with what was learned from the desk where that is in use.

What is learned is a layer over the linear model; the transformer, where the newsroom wants it, is asked beside both.
One engine serves a whole process and is loaded when it is first asked for. A process looks every two seconds whether
another layer is in use in an edition, by the row that says so, and keeps the layer that it has until then.
"""

import logging
from functools import cache
from typing import NamedTuple

from django.conf import settings

from dateline.lib import clock
from dateline.moderation.models import LayerInUse
from dateline.scoring import engines
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
    layered: Engine
    layer: str
    looked_at: float


_kept: dict[int, _Kept] = {}


@cache
def linear() -> Engine:
    """Return the linear engine as it is shipped, loaded once. Raises `UnusableModel` where it cannot be."""
    return Engine()


@cache
def base() -> Engine:
    """Return what scores where nothing was learned, loaded once. Raises as `linear` does."""
    return _in_full(linear())


def engine_for(edition_id: int) -> Ready:
    """Return what scores the comments of an edition now."""
    kept = _looked_up(edition_id)
    return Ready(kept.engine, kept.layer)


def layered_for(edition_id: int) -> Engine:
    """Return the linear engine with the layer that is in use in an edition, or without one."""
    return _looked_up(edition_id).layered


def forget(edition_id: int) -> None:
    """Look at the next question what is in use in an edition."""
    _kept.pop(edition_id, None)


def _looked_up(edition_id: int) -> _Kept:
    kept, now = _kept.get(edition_id), clock.seconds()
    if kept and 0 <= now - kept.looked_at < LOOKED:
        return kept
    stamp = _stamp(edition_id)
    kept = kept._replace(looked_at=now) if kept and kept.stamp == stamp else _made(stamp, looked_at=now)
    _kept[edition_id] = kept
    return kept


def _stamp(edition_id: int) -> int:
    newest = LayerInUse.objects.filter(edition=edition_id).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _made(stamp: int, *, looked_at: float) -> _Kept:
    row = LayerInUse.objects.select_related("learning").filter(pk=stamp).first()
    if row and row.learning:
        try:
            layered = Layered(linear(), read_layer(bytes(row.learning.layer)))
            return _Kept(stamp, _in_full(layered), layered, row.learning.version, looked_at)
        except UnusableModel as fault:  # such as after an update with another model: the night learns anew
            logger.warning("The layer in use cannot be used, comments are scored without it: %s", fault)
    return _Kept(stamp, base(), linear(), "", looked_at)


def _in_full(engine: Engine) -> Engine:
    return engines.with_transformer(engine) if settings.SCORING == "deep" else engine
