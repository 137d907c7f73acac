"""The comments that the transformer learns from: those of the data that teach most, and sentences of our own."""

from collections.abc import Sequence
from random import Random

from dateline.scoring.train.augmenting import augmented
from dateline.scoring.train.deep.composing import composed
from dateline.scoring.train.rows import Row

MOST_OF = {"jigsaw_wiki_20k": 6_000, "cat_large_wiki": 1_000, "bias_templates": 1_000}
"""Comments of a source that are taken, where it has many of one kind; toxic ones before others."""
MADE = ("own", "disguised")
"""Of the rows made for the linear model, those that say something new where groups are one word."""


def mixture(rows: Sequence[Row], seed: int) -> list[Row]:
    """Return the rows to learn from, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - for the same rows each time
    found = [row for row in rows if row.source not in MOST_OF]
    for source, most in MOST_OF.items():
        of = [row for row in rows if row.source == source]
        chance.shuffle(of)
        found += sorted(of, key=lambda row: row.labels[0] != 1)[:most]
    made = [row for row in augmented(rows, seed) if row.source in MADE]
    return found + made + list(composed(rows, chance))
