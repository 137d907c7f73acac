"""The linear engine, and a small transformer where that is in doubt: `DeepEngine()` has the same face as `Engine()`."""

from dataclasses import replace
from math import exp, log
from pathlib import Path
from threading import Lock

from dateline.scoring import model as models
from dateline.scoring.attributes import ATTRIBUTES, LEARNED, SEVERE, severe
from dateline.scoring.deep import model as deep
from dateline.scoring.deep.words import Words
from dateline.scoring.engine import DECIMALS, Engine, Scored

DOUBT = 0.2
"""Score of the linear engine, on any attribute, from which on the transformer is asked too."""
SHARE = 0.6
"""Of the transformer in what both say, as log-odds."""
LEAST = 1e-6


class DeepEngine(Engine):
    """Two models, ready to score. Shared by threads. Spans are those of the linear model, which can say why."""

    def __init__(
        self, model: Path | models.Model = models.SHIPPED, transformer: Path | deep.Transformer = deep.SHIPPED
    ) -> None:
        """Load both models, or take them. Raises as `Engine` and `Transformer` do."""
        super().__init__(model)
        self.transformer = deep.Transformer(transformer) if isinstance(transformer, Path) else transformer
        self._words, self._reading = Words(self.model), Lock()

    @property
    def version(self) -> str:
        """Return the names and hashes of both models, to be kept beside a score."""
        return f"{super().version}/{self.transformer.version}"

    def score(self, text: str, language: str | None = None) -> Scored:
        """Return the scores of a comment. A `language` given by who knows it is believed."""
        return self._heard(text, super().score(text, language))

    def explain(self, text: str, language: str | None = None) -> Scored:
        """Return the scores of a comment, with the words that raise each most in the linear model."""
        scored = self.score(text, language)
        return replace(scored, spans=self.spans(text, scored.scores)) if scored.scores else scored

    def is_in_doubt(self, scored: Scored) -> bool:
        """Tell whether the transformer is asked, by what the linear engine said."""
        return any(score >= DOUBT for score in scored.scores.values())

    def _heard(self, text: str, scored: Scored) -> Scored:
        if not self.is_in_doubt(scored):
            return scored
        both = self._both(text, scored)
        both[SEVERE] = severe(both)[0]
        return replace(scored, scores={name: round(both[name], DECIMALS) for name in ATTRIBUTES})

    def _both(self, text: str, scored: Scored) -> dict[str, float]:
        with self._reading:
            words = self._words.of(text)
        sums = self.transformer.sums(words).tolist()
        return {
            name: _mixed(scored.scores[name], each.slope * total + each.offset)
            for name, each, total in zip(LEARNED, self.transformer.header.calibration, sums, strict=True)
        }


def _mixed(linear: float, odds: float) -> float:
    """One score of two: the mean of their log-odds, the transformer's with the greater say."""
    sure = min(max(linear, LEAST), 1 - LEAST)
    together = (1 - SHARE) * log(sure / (1 - sure)) + SHARE * odds
    return 1 / (1 + exp(-max(-40.0, min(40.0, together))))
