"""What scores a comment: the engine, or the engine with what was learned from a desk."""

from collections.abc import Mapping
from typing import Protocol

from dateline.scoring.engine import Scored, Span


class Scorer(Protocol):
    """Scores one comment after another, from any thread."""

    @property
    def version(self) -> str:
        """What to keep beside a score."""

    def score(self, text: str, language: str | None = None) -> Scored: ...

    def explain(self, text: str, language: str | None = None) -> Scored: ...

    def spans(self, text: str, scores: Mapping[str, float]) -> dict[str, tuple[Span, ...]]: ...
