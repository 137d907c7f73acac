"""What a leak is: where an answer tells of the story, and how two answers that should be the same differ."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site.drill.asking import Answer
from dateline.site.drill.telltale import Run, counted

SHOWN = 3
"""Runs of words that a leak names."""


@dataclass(frozen=True)
class Leak:
    """One address that told something, whom, of which story, and what."""

    story: str
    caller: str
    address: str
    what: str

    def __str__(self) -> str:
        return f"{self.address} tells {self.caller} of the {self.story}: {self.what}"


def words_told(runs: set[Run], answer: Answer, without: Answer | None = None) -> str:
    """Return which of the story's words stand in an answer oftener than in the one without the story; else nothing."""
    found = counted(runs, answer.text)
    if found and without is not None:
        found -= counted(runs, without.text)
    return _said(found) if found else ""


def difference(answer: Answer, without: Answer) -> str:
    """Return how an answer differs from the one without the story; nothing for the same status, headers and bytes."""
    return "; ".join(_differences(answer, without))


def _differences(answer: Answer, without: Answer) -> Iterator[str]:
    if answer.status != without.status:
        yield f"status {answer.status}, and {without.status} without it"
    names = sorted(
        name
        for name in answer.headers.keys() | without.headers.keys()
        if answer.headers.get(name) != without.headers.get(name)
    )
    if names:
        yield f"other headers than without it ({', '.join(names)})"
    if answer.body != without.body:
        yield f"other bytes than without it ({len(answer.body)}, and {len(without.body)})"


def _said(found: Counter[Run]) -> str:
    runs = sorted(found, key=lambda run: (-len("".join(run)), run))[:SHOWN]
    return "it holds " + ", ".join(f"“{' '.join(run)}”" for run in runs)


def failed(answer: Answer, *, wanted: int = 0) -> str:
    """Return a sentence for an answer from which nothing can be learned: a fault, or not the status that it must have.

    Without a status to be had, a drill that is turned away everywhere would find every answer the same.
    """
    is_other = wanted and answer.status != wanted
    return f"status {answer.status}, from which nothing is learned" if answer.status >= 500 or is_other else ""
