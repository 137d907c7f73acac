"""What learning begins with: comments, and what persons ruled on them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Labelled:
    """A comment that a person ruled on, and its labels in the order of LEARNED: 1, 0, or not a number where unknown."""

    text: str
    labels: tuple[float, ...]
    is_blind: bool = False
    """Whether it was ruled on without its scores, in a turn that they had no part in."""
