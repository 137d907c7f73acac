"""Whether sentences of our own that say nothing bad of groups of people are flagged, before and after learning.

A desk that often refuses what is said of some people must not teach its engine that these people are the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.scoring.scorer import Scorer
from dateline.scoring.train.own_check import own_check

KINDS = ("benign", "positive", "counter")
"""Plain sentences about people, kind ones, and such as answer hatred. None should be flagged."""
BARRED = ("benign", "positive")
"""Of these no more may be flagged than before. Counter-speech is told: it quotes what is hateful."""


@dataclass(frozen=True)
class Fairness:
    """How many sentences of each kind are flagged in any attribute, before and after, of how many."""

    flagged: Mapping[str, tuple[int, int, int]]

    @property
    def is_kept(self) -> bool:
        """Whether no more are flagged than before."""
        return all(self.flagged[kind][1] <= self.flagged[kind][0] for kind in BARRED)


def fairness(before: Scorer, after: Scorer, language: str, thresholds: Mapping[str, float]) -> Fairness:
    """Compare two engines on our own sentences, flagged at these thresholds or at one half, whichever is lower."""
    sentences = list(own_check())
    found = {}
    for kind in KINDS:
        texts = [text for each, text in sentences if each == kind]
        flagged = (_flagged(each, texts, language, thresholds) for each in (before, after))
        found[kind] = (*flagged, len(texts))
    return Fairness(found)  # type: ignore[arg-type]


def _flagged(scorer: Scorer, texts: Sequence[str], language: str, thresholds: Mapping[str, float]) -> int:
    answers = (scorer.score(text, language).scores for text in texts)
    return sum(any(score >= min(0.5, thresholds.get(name, 0.5)) for name, score in each.items()) for each in answers)
