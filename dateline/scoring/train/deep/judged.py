"""The figures of a transformer's card: of both engines together, as the product asks them."""

from collections.abc import Sequence
from pathlib import Path

from dateline.scoring.deep.engine import DeepEngine
from dateline.scoring.engine import Engine
from dateline.scoring.train import figures
from dateline.scoring.train.cases import cases_in
from dateline.scoring.train.rows import Row

REAL = ("civil_sample", "cat_large_wiki", "fox_news", "jigsaw_wiki_20k", "toxic_spans_cc0")
"""Sources that are comments as people wrote them under articles or talk pages, not chosen one by one."""


def of_both(engine: DeepEngine, rows: Sequence[Row], splits: Sequence[str], seed: int) -> dict[str, figures.Figures]:
    """Return the figures on splits, on our own sentences and on disguised copies, and how many are in doubt."""
    found: dict[str, figures.Figures] = {}
    for split in splits:
        judged = [row for row in rows if row.split == split]
        found[f"By source, {split} split"] = figures.of_split(engine, judged)
        found[f"Comments that the transformer is asked about, {split} split"] = in_doubt(engine, judged)
    found["Sentences of our own, not learned from (used with dev)"] = figures.of_own_check(engine)
    last = [row for row in rows if row.split == splits[-1]]
    found[f"Disguised copies of rude comments, {splits[-1]} split"] = figures.of_disguises(engine, last, seed)
    return found


def in_doubt(engine: DeepEngine, rows: Sequence[Row]) -> figures.Figures:
    """Return the share of comments in which the linear engine is in doubt, by source, for sources of real comments."""
    found: figures.Figures = {}
    for source in REAL:
        texts = [row.text for row in rows if row.source == source]
        asked = [engine.is_in_doubt(Engine.score(engine, text, "en")) for text in texts]
        if texts:
            found[source] = {"comments": len(texts), "asked about": round(sum(asked) / len(texts), 4)}
    return found


def of_hatecheck(engine: Engine, path: Path) -> dict[str, figures.Figures]:
    """Return the figures on HateCheck, of which nothing was learned from (`cases.what_says_a_case`)."""
    return {"HateCheck, reported once, never tuned on": figures.of_hatecheck(engine, cases_in(path))}
