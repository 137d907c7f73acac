"""Work done beside each other, in processes that have what is loaded without a copy of it."""

from collections.abc import Callable, Sequence
from multiprocessing import get_context
from typing import Any, TypeVar

Given = TypeVar("Given")
Answer = TypeVar("Answer")


def each_of(given: Sequence[Given], one: Callable[[Given], Answer], jobs: int) -> list[Answer]:
    """Return the answer of `one` to each, in order, so many at a time. Only what is given and answered is copied."""
    if jobs == 1:
        return [one(each) for each in given]
    with get_context("fork").Pool(jobs, _take, (one,)) as pool:
        return pool.map(_do_taken, given, chunksize=1)


_taken: list[Callable[[Any], Any]] = []


def _take(one: Callable[[Any], Any]) -> None:
    _taken[:] = [one]


def _do_taken(each: Any) -> Any:
    return _taken[0](each)
