"""A published text as the index takes it in."""

from dataclasses import dataclass

Field = list[list[str]]
"""Folded words of one or more texts. Phrases are found within each of them, never across two."""


@dataclass(frozen=True)
class Row:
    """The words of one story, in its place in time."""

    place: int
    headline: Field
    lead: Field
    rest: Field
    facts: list[str]
