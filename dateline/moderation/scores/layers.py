"""Which engine scores an edition's comments: the shipped one, with what was learned from the desk where that is in use.

One engine serves a whole process and is loaded when it is first asked for.
"""

from functools import cache
from typing import NamedTuple

from dateline.scoring.engine import Engine
from dateline.scoring.scorer import Scorer


class Ready(NamedTuple):
    """What scores the comments of an edition, and the version of what was learned there; empty where nothing is."""

    engine: Scorer
    layer: str = ""


@cache
def base() -> Engine:
    """Return the engine as it is shipped, loaded once in a process. Raises `UnusableModel` where it cannot be."""
    return Engine()


def engine_for(edition_id: int) -> Ready:
    """Return what scores the comments of an edition now."""
    return Ready(base())
