"""The words that mislead here: what raised a score over its threshold in comments that people showed all the same.

They are readers' own words, so only who may decide on these comments is told, and nothing of them is logged.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LISTED = 12
FEWEST = 2
"""Comments in which a word misled: one alone says nothing, and may be somebody's name."""
OF_EACH = 3
"""Words of a comment, the heaviest first, that count as what raised it."""

Spans = Sequence[tuple[int, int, float]]


@dataclass(frozen=True)
class Misleading:
    """A word, in how many shown comments it raised the score, and what it added to it on average."""

    word: str
    comments: int
    weight: float


def misleading(texts: Iterable[tuple[str, Spans]]) -> list[Misleading]:
    """Return the words that raised the score of comments most often, by texts and the places that did it."""
    weights: dict[str, list[float]] = defaultdict(list)
    for text, spans in texts:
        heaviest: dict[str, float] = {}
        for start, end, weight in sorted(spans, key=lambda span: -span[2])[:OF_EACH]:
            word = " ".join(text[start:end].casefold().split())
            if word and weight > 0:
                heaviest[word] = max(weight, heaviest.get(word, 0.0))
        for word, weight in heaviest.items():
            weights[word].append(weight)
    found = [
        Misleading(word, len(added), sum(added) / len(added)) for word, added in weights.items() if len(added) >= FEWEST
    ]
    return sorted(found, key=lambda each: (-each.comments * each.weight, each.word))[:LISTED]
